"""Paragraphs out of lines that were wrapped by hand or machine at a fixed width."""

import re
from collections.abc import Iterable, Iterator

from dateline.core.story import Paragraph, ParagraphKind

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


def paragraphs_of(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Give the paragraphs of hard-wrapped lines.

    A blank line or an indented line begins a paragraph; a bullet begins a list entry; lines in
    columns stay as they stand, as one preformatted paragraph.
    """
    for block in blocks_of(lines):
        if is_table(block):
            yield Paragraph("\n".join(block), ParagraphKind.PREFORMATTED)
        else:
            yield from _unwrapped(block)


def is_table(block: list[str]) -> bool:
    """Return whether most lines of a block, and two at least, stand in columns."""
    rows = sum(1 for line in block if _COLUMNS.search(line.strip()))
    return rows >= _TABLE_ROWS_LEAST and rows * 2 > len(block)


def one_line(words: Iterable[str] | str) -> str:
    """Return words or lines as one line with single spaces."""
    text = words if isinstance(words, str) else " ".join(words)
    return " ".join(text.split())


def _unwrapped(block: list[str]) -> Iterator[Paragraph]:
    """Give the paragraphs in a block without blank lines."""
    start, kind = 0, _kind(block[0])
    for number in range(1, len(block) + 1):
        if number < len(block) and not _begins(block, number, kind):
            continue
        if text := one_line(block[start:number]):
            if kind is ParagraphKind.LIST_ITEM:
                text = _BULLET.sub("", text, count=1)
            yield Paragraph(text, kind)
        if number < len(block):
            start, kind = number, _kind(block[number])


def _begins(block: list[str], number: int, kind: ParagraphKind) -> bool:
    line, before = block[number], block[number - 1]
    if _BULLET.match(line):
        return _kind(line) is kind or before.rstrip().endswith(":")
    # Only a line set further in than the one above; a block set in as a whole is one paragraph.
    return kind is ParagraphKind.TEXT and bool(_INDENT.match(line)) and not _INDENT.match(before)


def _kind(line: str) -> ParagraphKind:
    return ParagraphKind.LIST_ITEM if _BULLET.match(line) else ParagraphKind.TEXT
