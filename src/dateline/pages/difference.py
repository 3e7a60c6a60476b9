"""What differs between two texts, part by part and then word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|[^\s]+")
# Below this likeness two paragraphs are shown as one removed and one added.
LEAST_LIKENESS = 0.4
# How many parts further on the likest is looked for: a rewritten text must not take minutes.
LOOKS_AHEAD = 6


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what became of them."""

    change: Change
    words: str


Row = tuple[Piece, ...]


class Told(StrEnum):
    """What became of a whole sentence."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    CHANGED = "changed"


def what_became_of(row: Row) -> Told:
    """Return what became of the part that a row of `compare` is."""
    changes = {piece.change for piece in row}
    return Told(next(iter(changes)).value) if len(changes) == 1 else Told.CHANGED


def likeness(old: str, new: str) -> float:
    """Return how much of two texts is the same words in the same order: 0.0 to 1.0."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    return SequenceMatcher(None, before, after, autojunk=False).ratio()


def compare(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Return the parts of both texts (paragraphs, sentences) in reading order, as their pieces.

    A part that was replaced stands beside the one most like it, and by itself if none is.
    """
    rows: list[Row] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            rows += [(Piece(Change.SAME, text),) for text in old[old_start:old_end]]
            continue
        rows += _replaced(old[old_start:old_end], new[new_start:new_end])
    return rows


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Pair what is alike, in order, and give the rest as removed and added."""
    start = 0
    for before in old:
        place = _most_alike(before, new, start)
        if place is None:
            yield (Piece(Change.REMOVED, before),)
            continue
        for added in new[start:place]:
            yield (Piece(Change.ADDED, added),)
        yield compare_words(before, new[place])
        start = place + 1
    for added in new[start:]:
        yield (Piece(Change.ADDED, added),)


def _most_alike(text: str, others: Sequence[str], start: int) -> int | None:
    """Return the place, from `start` on, of the text most like this one, if any is like it."""
    best, found = LEAST_LIKENESS, None
    for place in range(start, min(len(others), start + LOOKS_AHEAD)):
        pieces = compare_words(text, others[place])
        same = sum(len(piece.words) for piece in pieces if piece.change is Change.SAME)
        share = 2 * same / (len(text) + len(others[place]))
        if share >= best and (found is None or share > best):
            best, found = share, place
    return found


def compare_words(old: str, new: str) -> Row:
    """Return one text as the pieces that stayed, went and came."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Change.SAME, "".join(before[old_start:old_end])))
            continue
        if removed := "".join(before[old_start:old_end]):
            pieces.append(Piece(Change.REMOVED, removed))
        if added := "".join(after[new_start:new_end]):
            pieces.append(Piece(Change.ADDED, added))
    return tuple(pieces)


def sides(rows: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Return each paragraph as both texts have it: what stayed and went, what stayed and came."""
    return [
        (
            tuple(piece for piece in row if piece.change is not Change.ADDED),
            tuple(piece for piece in row if piece.change is not Change.REMOVED),
        )
        for row in rows
    ]
