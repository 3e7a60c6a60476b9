"""What differs between two texts, paragraph by paragraph and then word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import zip_longest

_WORDS = re.compile(r"\s+|[^\s]+")
# Below this likeness two paragraphs are shown as one removed and one added.
LEAST_LIKENESS = 0.4


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


def compare(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """Return the paragraphs of both texts in reading order, each as its pieces."""
    rows: list[Row] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            rows += [(Piece(Change.SAME, text),) for text in old[old_start:old_end]]
            continue
        for before, after in zip_longest(old[old_start:old_end], new[new_start:new_end]):
            rows += _rows_of(before, after)
    return rows


def _rows_of(before: str | None, after: str | None) -> Iterator[Row]:
    if before is not None and after is not None:
        pieces = compare_words(before, after)
        same = sum(len(piece.words) for piece in pieces if piece.change is Change.SAME)
        if 2 * same >= LEAST_LIKENESS * (len(before) + len(after)):
            yield pieces
            return
    if before is not None:
        yield (Piece(Change.REMOVED, before),)
    if after is not None:
        yield (Piece(Change.ADDED, after),)


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
