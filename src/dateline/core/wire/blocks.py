"""Paragraphs of plain text: what a body is where a format carries no markup."""

import re

from dateline.core.story import Paragraph
from dateline.core.wire.charset import without_controls

_LINE_END = re.compile(r"\r\n?|\u2028|\u2029")


def paragraphs_from_lines(text: str) -> tuple[Paragraph, ...]:
    """Return one paragraph for each line that is not blank."""
    return tuple(Paragraph(" ".join(line.split())) for line in _lines(text) if line.strip())


def paragraphs_from_blocks(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs between blank lines, their own line ends taken for wrapping.

    In a text without a blank line each line is a paragraph.
    """
    lines = _lines(text.strip())
    if all(line.strip() for line in lines):
        return paragraphs_from_lines(text)
    blocks: list[list[str]] = [[]]
    for line in lines:
        if words := line.split():
            blocks[-1] += words
        elif blocks[-1]:
            blocks.append([])
    return tuple(Paragraph(" ".join(words)) for words in blocks if words)


def _lines(text: str) -> list[str]:
    return without_controls(_LINE_END.sub("\n", text)).split("\n")
