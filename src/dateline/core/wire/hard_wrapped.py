"""Paragraphs out of lines that were wrapped by hand or machine at a fixed width."""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from dateline.core.story import Paragraph, ParagraphKind

# Nobody wraps at more than this: a longer line is a paragraph of its own.
WRAPPED_AT_MOST_CHARS = 100
# A line that ends this far before the width, with room for the next word, was ended on purpose.
ENDED_EARLY_SHARE = 0.6
LIST_LINES_LEAST = 4

# Two columns or more: words, three spaces or a tab, words again.
_COLUMNS = re.compile(r"\S(?: {3,}|\t+)\S")
_INDENT = re.compile(r"(?:\t| {2,})\s*\S")
_BULLET = re.compile(r"\s{0,8}(?:[-*•·]|--)\s+(?=\S)")
_TABLE_ROWS_LEAST = 2


def blocks_of(lines: Iterable[str]) -> Iterator[list[str]]:
    """Give the runs of lines that are not blank."""
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []
    if block:
        yield block


def paragraphs_of(lines: Sequence[str]) -> Iterator[Paragraph]:
    """Give the paragraphs of hard-wrapped lines.

    A blank line, an indented line or the line after one that ended early begins a paragraph; a
    bullet begins a list entry. Lines in columns and runs of short lines stay as they stand, as one
    preformatted paragraph.
    """
    widths = (len(line.rstrip()) for line in lines)
    width = max((w for w in widths if w <= WRAPPED_AT_MOST_CHARS), default=0)
    for block in blocks_of(lines):
        if is_table(block) or _is_list_of_lines(block, width):
            yield preformatted(block)
        else:
            yield from _unwrapped(block, width)


def preformatted(block: list[str]) -> Paragraph:
    """Return lines as they stand, without the indent they all share."""
    return Paragraph(textwrap.dedent("\n".join(block)), ParagraphKind.PREFORMATTED)


def is_table(block: list[str]) -> bool:
    """Return whether most lines of a block, and two at least, stand in columns."""
    rows = sum(1 for line in block if _COLUMNS.search(line.strip()))
    return rows >= _TABLE_ROWS_LEAST and rows * 2 > len(block)


def one_line(words: Iterable[str] | str) -> str:
    """Return words or lines as one line with single spaces."""
    text = words if isinstance(words, str) else " ".join(words)
    return " ".join(text.split())


def _is_list_of_lines(block: list[str], width: int) -> bool:
    """Return whether a block is verse, a table of names or an address: only short lines."""
    return (
        len(block) >= LIST_LINES_LEAST
        and all(len(line.strip()) <= width * ENDED_EARLY_SHARE for line in block)
        and not any(_BULLET.match(line) for line in block)
    )


def _unwrapped(block: list[str], width: int) -> Iterator[Paragraph]:
    """Give the paragraphs in a block without blank lines."""
    start, kind = 0, _kind(block[0])
    for number in range(1, len(block) + 1):
        if number < len(block) and not _begins(block, number, kind, width):
            continue
        text = one_line(block[start:number])
        if kind is ParagraphKind.LIST_ITEM:
            text = _BULLET.sub("", text, count=1)
        yield Paragraph(text, kind)
        if number < len(block):
            start, kind = number, _kind(block[number])


def _begins(block: list[str], number: int, kind: ParagraphKind, width: int) -> bool:
    """Return whether a line begins a paragraph, given what the one above it belongs to."""
    line, before = block[number], block[number - 1]
    if _BULLET.match(line):
        return kind is ParagraphKind.LIST_ITEM or before.rstrip().endswith(":")
    if len(before) > WRAPPED_AT_MOST_CHARS:
        return True
    if kind is ParagraphKind.LIST_ITEM:
        return False
    # Only a line set further in than the one above; a block set in as a whole is one paragraph.
    if _INDENT.match(line) and not _INDENT.match(before):
        return True
    room = width * ENDED_EARLY_SHARE - len(before)
    return room > 0 and not line[:1].islower()


def _kind(line: str) -> ParagraphKind:
    return ParagraphKind.LIST_ITEM if _BULLET.match(line) else ParagraphKind.TEXT
