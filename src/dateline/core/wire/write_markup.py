"""Paragraphs as markup: what HTML, XHTML and NITF write alike. All text is escaped."""

import html
from collections.abc import Callable, Iterable

from dateline.core.story import Mark
from dateline.core.wire.markup import SCHEMES


def table_markup(text: str) -> str:
    """Return a table paragraph's rows and cells as elements that HTML and NITF share."""
    rows = (
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row.split("\t")) + "</tr>"
        for row in text.split("\n")
    )
    return f"<table>{''.join(rows)}</table>"


def inline_markup(
    text: str,
    marks: Iterable[Mark],
    *,
    tags: Callable[[Mark], tuple[str, str]],
    line_break: str,
) -> str:
    """Return escaped text with its marks as nested elements.

    Marks that cross are closed and opened again, as XML wants it. A link to an address that no
    page may carry leaves as its words.

    tags        the start and end tag of a mark
    line_break  what stands for a line end inside the text
    """
    waiting = sorted(
        (m for m in marks if m.kind != "a" or (m.href or "").partition(":")[0].lower() in SCHEMES),
        key=lambda m: (m.start, -m.end, m.kind),
    )
    edges = sorted({0, len(text), *(edge for m in waiting for edge in (m.start, m.end))})
    parts: list[str] = []
    opened: list[Mark] = []
    for at, following in zip(edges, [*edges[1:], len(text)], strict=True):
        ended = [place for place, mark in enumerate(opened) if mark.end <= at]
        if ended:
            closed = opened[ended[0] :]
            parts += [tags(mark)[1] for mark in reversed(closed)]
            again = [mark for mark in closed if mark.end > at]
            parts += [tags(mark)[0] for mark in again]
            opened[ended[0] :] = again
        beginning = [mark for mark in waiting if mark.start == at]
        parts += [tags(mark)[0] for mark in beginning]
        opened += beginning
        parts.append(html.escape(text[at:following]).replace("\n", line_break))
    return "".join(parts)
