"""HTML into paragraphs with marks, and back.

What comes in is sanitised first (nh3), so script, style and comments are gone before anything is
read. What goes out is written from plain text and escaped.
"""

import html
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import nh3
from lxml import html as lxml_html

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.core.wire.charset import without_controls
from dateline.core.wire.html_depth import held_flat
from dateline.core.wire.markup import SCHEMES, TreeReader

KEPT_TAGS = {
    "p", "div", "section", "article", "blockquote", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "td", "th", "pre", "br", "hr", "a", "em", "i", "strong", "b", "span", "h1", "h2", "h3",
    "h4", "h5", "h6", "figure", "figcaption", "dl", "dt", "dd", "aside", "header", "footer", "q",
}  # fmt: skip
OUT_TAGS = {
    ParagraphKind.TEXT: "p",
    ParagraphKind.HEADING: "h2",
    ParagraphKind.QUOTE: "blockquote",
    ParagraphKind.PREFORMATTED: "pre",
}


def paragraphs_from_html(source: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an HTML fragment: kinds, text and marks; empty ones left out."""
    clean = nh3.clean(
        held_flat(without_controls(source)),
        tags=KEPT_TAGS,
        clean_content_tags={"script", "style", "title", "template", "noscript"},
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    if not clean.strip():
        return ()
    root = lxml_html.fragment_fromstring(clean, create_parent="div")
    return TreeReader(is_xml=False).paragraphs_of(root)


def paragraphs_to_html(paragraphs: Iterable[Paragraph]) -> str:
    """Return the paragraphs as HTML that `paragraphs_from_html` reads back equal."""
    parts = []
    for is_list, group in groupby(paragraphs, key=lambda p: p.kind is ParagraphKind.LIST_ITEM):
        if is_list:
            entries = "".join(f"<li>{_inner(paragraph)}</li>" for paragraph in group)
            parts.append(f"<ul>{entries}</ul>")
        else:
            parts += [_outer(paragraph) for paragraph in group]
    return "".join(parts)


def _outer(paragraph: Paragraph) -> str:
    if paragraph.kind is ParagraphKind.TABLE:
        rows = (
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row.split("\t")) + "</tr>"
            for row in paragraph.text.split("\n")
        )
        return f"<table>{''.join(rows)}</table>"
    tag = OUT_TAGS[paragraph.kind]
    return f"<{tag}>{_inner(paragraph)}</{tag}>"


def _inner(paragraph: Paragraph) -> str:
    """Return the text with its marks; marks that cross are closed and opened again."""
    text, marks = paragraph.text, paragraph.marks
    edges = sorted({0, len(text), *(e for m in marks for e in (m.start, m.end))})
    parts = []
    for left, right in _pairs(edges):
        words = html.escape(text[left:right])
        if paragraph.kind is not ParagraphKind.PREFORMATTED:
            words = words.replace("\n", "<br>")
        for mark in reversed(marks):
            if mark.start <= left and right <= mark.end:
                words = _wrapped(words, mark)
        parts.append(words)
    return "".join(parts)


def _pairs(edges: list[int]) -> Iterator[tuple[int, int]]:
    return pairwise(edges)


def _wrapped(words: str, mark: Mark) -> str:
    if mark.kind != "a":
        return f"<{mark.kind}>{words}</{mark.kind}>"
    href = mark.href or ""
    if href.partition(":")[0].lower() not in SCHEMES:
        return words
    return f'<a href="{html.escape(href)}">{words}</a>'
