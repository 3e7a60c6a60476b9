"""Plain text in lines into paragraphs: wrapped lines joined, tables and results left as they stand.

Agencies send text without markup in several habits: a line for each paragraph, paragraphs parted
by empty lines, or paragraphs that begin with an indent and are wrapped at 60 to 80 characters.
"""

import re
from textwrap import dedent

from dateline.core.story import Paragraph, ParagraphKind

# Wrapped copy fills its lines: the fullest is a column of copy, and none but the last is much
# shorter, because the next word would have fitted. Results, lists and addresses are not so even.
WRAPPED_LINE_LEAST_CHARS = 45
WRAPPED_LINE_MOST_CHARS = 100
LONGEST_WORD_CHARS = 25
_LINE = re.compile(r"\r\n|\r|\n")
_COLUMNS = re.compile(r"\S(?:  +|\t)\S")


def paragraphs_from_lines(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text in lines; columns and results become preformatted."""
    # The first line may begin after a tag, without the indent that markup gave the others.
    first, *others = _LINE.split(text.strip("\r\n"))
    lines = [first.rstrip(), *(line.rstrip() for line in dedent("\n".join(others)).split("\n"))]
    return tuple(_paragraph(block) for block in _blocks(lines))


def _blocks(lines: list[str]) -> list[list[str]]:
    """Return the lines of each paragraph: parted by empty lines, by an indent, or each its own."""
    written = [line for line in lines if line.strip()]
    if not written:
        return []
    margin = min(_indent(line) for line in written)
    indented = sum(_indent(line) > margin for line in written)
    opens_by_indent = 0 < indented <= len(written) / 2
    blocks: list[list[str]] = [[]]
    for line in lines:
        if not line.strip():
            blocks.append([])
            continue
        if opens_by_indent and _indent(line) > margin:
            blocks.append([])
        blocks[-1].append(line)
    blocks = [block for block in blocks if block]
    if len(blocks) == 1 and not (_is_wrapped(blocks[0]) or _is_in_columns(blocks[0])):
        return [[line] for line in blocks[0]]
    return blocks


def _paragraph(lines: list[str]) -> Paragraph:
    if len(lines) > 1 and (_is_in_columns(lines) or not _is_wrapped(lines)):
        return Paragraph(dedent("\n".join(lines)).strip("\n"), ParagraphKind.PREFORMATTED)
    return Paragraph(" ".join(" ".join(lines).split()))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_in_columns(lines: list[str]) -> bool:
    return sum(_COLUMNS.search(line) is not None for line in lines) > len(lines) / 2


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines look like one paragraph that a system broke at its margin."""
    lengths = [len(line.strip()) for line in lines[:-1]]
    if not lengths:
        return True
    longest = max(lengths)
    return (
        WRAPPED_LINE_LEAST_CHARS <= longest <= WRAPPED_LINE_MOST_CHARS
        and min(lengths) >= longest - LONGEST_WORD_CHARS
    )
