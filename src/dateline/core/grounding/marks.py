"""Finding what stands between quotation marks, whatever their style."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.core.story import Paragraph, Span

PAIRS = {"“": "”", "«": "»", "„": "“", "‹": "›"}
_SIGN = re.compile("[“”«»„‹›\"‘’']")
# Two single marks typed for a double one.
TWO_SINGLE = "''"
OPENING_STRAIGHT, SINGLE_OPEN, SINGLE_CLOSE = '"', "‘", "’"
# A single-quoted stretch longer than this is more likely two apostrophes.
LONGEST_SINGLE_CHARS = 400
_ANY_MARK = re.compile(r"[“«„‹\"‘]|(?<![^\W_])'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words of one quotation, without its marks: a segment for each paragraph it runs over."""

    segments: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.segments[0].start, self.segments[-1].end)


def quotations_in(paragraphs: Iterable[Paragraph]) -> list[Quotation]:
    """Return the outermost quotations, in reading order; spans into the joined text.

    A quotation whose mark is opened anew in the next paragraph without having been closed is one
    quotation. One that is never closed is left out: where it ends would be a guess.
    """
    found: list[Quotation] = []
    open_segments: list[Span] = []
    offset = 0
    for paragraph in paragraphs:
        text = paragraph.text
        start = _continued_at(text) if open_segments else 0
        if start is None:
            open_segments, start = [], 0
        stretches = list(_stretches(text, start, bool(open_segments)))
        for begin, end, is_closed in stretches:
            segment = Span(begin + offset, end + offset)
            open_segments.append(segment)
            if is_closed:
                found.append(Quotation(tuple(open_segments)))
                open_segments = []
        offset += len(text) + 2
    return [quotation for quotation in found if quotation.span.end > quotation.span.start]


def closed_quotations(text: str) -> list[Span]:
    """Return the quotations that one paragraph opens and closes, without their marks."""
    if not _ANY_MARK.search(text):
        return []
    return [Span(start, end) for start, end, is_closed in _stretches(text, 0, False) if is_closed]


def _continued_at(text: str) -> int | None:
    """Return where the words go on, if the paragraph opens a mark again."""
    left = len(text) - len(text.lstrip())
    signs = (*PAIRS, OPENING_STRAIGHT, SINGLE_OPEN)
    return left + 1 if text[left : left + 1] in signs else None


def _stretches(text: str, start: int, is_open: bool) -> Iterator[tuple[int, int, bool]]:
    """Give (start, end, closed) of each quotation in one paragraph; only the last may be open."""
    closing, begin = ("”" if is_open else ""), start
    if is_open and start:
        closing = PAIRS.get(text[start - 1], text[start - 1])
    place, is_inside_inner = start, False
    while (found := _SIGN.search(text, place)) is not None:
        place, sign = found.start(), found.group()
        if closing in (OPENING_STRAIGHT, TWO_SINGLE) and sign == "“":
            is_inside_inner = True  # "He asked, “Why?” and left."
        elif is_inside_inner and sign == "”":
            is_inside_inner = False
        elif closing:
            if _closes(text, place, closing):
                yield begin, place, True
                place += len(closing) - 1
                is_inside_inner = False
                closing = ""
        elif text.startswith(TWO_SINGLE, place) and _opens_two(text, place):
            closing, begin = TWO_SINGLE, place + 2
            place += 1
        elif sign in PAIRS:
            closing, begin = PAIRS[sign], place + 1
        elif sign == OPENING_STRAIGHT and _opens(text, place):
            closing, begin = OPENING_STRAIGHT, place + 1
        elif sign in "‘'" and _opens_single(text, place):
            closing, begin = (SINGLE_CLOSE if sign == SINGLE_OPEN else "'"), place + 1
        place += 1
    if closing in ("”", "»", OPENING_STRAIGHT, TWO_SINGLE):
        yield begin, len(text), False


def _closes(text: str, place: int, closing: str) -> bool:
    sign = text[place]
    if closing == TWO_SINGLE:
        return text.startswith(closing, place)
    if closing == "“" and sign == "”":
        return True  # „…” is how Polish closes
    if sign != closing:
        # Agencies mix styles: a straight mark may close a curly one, and the other way about.
        return closing in ("”", '"') and sign in ('"', "”") and _may_close(text, place)
    if closing in ("'", SINGLE_CLOSE):
        return not text[place + 1 : place + 2].isalnum()
    return closing != OPENING_STRAIGHT or _may_close(text, place)


def _may_close(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    return not after.isalnum() or not text[place - 1 : place].isspace()


def _opens(text: str, place: int) -> bool:
    after = text[place + 1 : place + 2]
    return bool(after) and not after.isspace() and not text[place - 1 : place].isalnum()


def _opens_two(text: str, place: int) -> bool:
    after = text[place + 2 : place + 3]
    return bool(after) and not after.isspace() and not text[place - 1 : place].isalnum()


def _opens_single(text: str, place: int) -> bool:
    """A single mark opens a quotation only before a word and with a closing one to come."""
    before, after = text[place - 1 : place] if place else " ", text[place + 1 : place + 2]
    if not (before.isspace() or before in "([—–-") or not after.isalpha():
        return False
    closing = SINGLE_CLOSE if text[place] == SINGLE_OPEN else "'"
    for end in range(place + 2, min(len(text), place + LONGEST_SINGLE_CHARS)):
        if text[end] in '“”"':
            return False
        if text[end] == closing and not text[end + 1 : end + 2].isalnum():
            # "the leaders' summit": a plural possessive closes nothing that has punctuation after.
            return text[end - 1] != "s" or not text[end + 1 : end + 2].isspace()
    return False
