"""HTML into paragraphs with marks, and back.

What comes in is sanitised first (nh3), so script, style and comments are gone before anything is
read. What goes out is written from plain text and escaped.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Literal

import nh3
from lxml import etree
from lxml import html as lxml_html

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.core.wire.charset import without_controls
from dateline.core.wire.html_depth import held_flat

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2"}
BLOCKS = {
    "p", "div", "section", "article", "header", "footer", "figure", "figcaption", "blockquote",
    "li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "td", "th", "pre", "body", "html", "hr",
    "aside", "main", "address", "block", "body.content",
} | HEADINGS  # fmt: skip
MarkKind = Literal["em", "strong", "a"]
EMPHASIS: dict[str, MarkKind] = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
KEPT_TAGS = {
    "p", "div", "section", "article", "blockquote", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "td", "th", "pre", "br", "hr", "a", "em", "i", "strong", "b", "span", "h1", "h2", "h3",
    "h4", "h5", "h6", "figure", "figcaption", "dl", "dt", "dd", "aside", "header", "footer", "q",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto"}
OUT_TAGS = {
    ParagraphKind.TEXT: "p",
    ParagraphKind.HEADING: "h2",
    ParagraphKind.QUOTE: "blockquote",
    ParagraphKind.PREFORMATTED: "pre",
}
_SPACE = re.compile(r"\s+")


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
    return paragraphs_from_tree(root)


def paragraphs_from_tree(root: etree._Element) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a parsed tree of HTML, XHTML or NITF body elements."""
    reader = _Reader()
    reader.read(root, ParagraphKind.TEXT)
    reader.finish()
    return tuple(reader.paragraphs)


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


class _Reader:
    """Walks a tree once, gathering text and marks until a block begins or ends."""

    def __init__(self) -> None:
        self.paragraphs: list[Paragraph] = []
        self.text = ""
        self.marks: list[Mark] = []
        self.kind = ParagraphKind.TEXT

    def read(self, element: etree._Element, kind: ParagraphKind) -> None:
        tag = _tag(element)
        if tag == "table":
            self.finish()
            self._add_table(element)
            return
        if tag == "br":
            self._break()
            return
        is_block = tag in BLOCKS
        kind = _kind(tag, kind)
        if is_block:
            self.finish()
            self.kind = kind
        start = len(self.text)
        self._add(element.text, is_preformatted=kind is ParagraphKind.PREFORMATTED)
        for child in element:
            if isinstance(child.tag, str):
                self.read(child, kind)
                self.kind = kind if not self.text.strip() else self.kind
            self._add(child.tail, is_preformatted=kind is ParagraphKind.PREFORMATTED)
        if is_block:
            self.finish()
            self.kind = kind
        elif (mark := _mark(element, tag)) and len(self.text) > start:
            self.marks.append(Mark(start, len(self.text), mark[0], mark[1]))

    def _add(self, text: str | None, *, is_preformatted: bool) -> None:
        if not text:
            return
        if is_preformatted:
            self.text += text
            return
        words = _SPACE.sub(" ", text)
        if not self.text or self.text[-1] in " \n":
            words = words.lstrip(" ")
        self.text += words

    def _break(self) -> None:
        """A single line break stays in the paragraph; two of them part it."""
        if self.text.endswith("\n"):
            kind = self.kind
            self.finish()
            self.kind = kind
        elif self.text:
            self.text = self.text.rstrip(" ") + "\n"

    def finish(self) -> None:
        """Store the paragraph gathered so far, without white space around it."""
        left = len(self.text) - len(self.text.lstrip())
        text = self.text.strip()
        if text:
            marks = sorted(
                (mark for m in self.marks if (mark := _shifted(m, left, text)) is not None),
                key=lambda m: (m.start, -m.end, m.kind),
            )
            self.paragraphs.append(Paragraph(text, self.kind, tuple(marks)))
        self.text, self.marks, self.kind = "", [], ParagraphKind.TEXT

    def _add_table(self, table: etree._Element) -> None:
        rows = []
        for row in table.iter():
            if isinstance(row.tag, str) and _tag(row) == "tr":
                cells = [
                    _SPACE.sub(" ", "".join(str(part) for part in cell.itertext())).strip()
                    for cell in row
                    if isinstance(cell.tag, str) and _tag(cell) in ("td", "th")
                ]
                rows.append("\t".join(cells))
        text = "\n".join(rows).strip("\n")
        if text.strip():
            self.paragraphs.append(Paragraph(text, ParagraphKind.TABLE))


def _tag(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _kind(tag: str, around: ParagraphKind) -> ParagraphKind:
    if tag in HEADINGS:
        return ParagraphKind.HEADING
    if tag in ("blockquote", "bq"):
        return ParagraphKind.QUOTE
    if tag in ("li", "dd", "dt"):
        return ParagraphKind.LIST_ITEM
    return ParagraphKind.PREFORMATTED if tag == "pre" else around


def _mark(element: etree._Element, tag: str) -> tuple[MarkKind, str | None] | None:
    if tag in EMPHASIS:
        return EMPHASIS[tag], None
    href = (element.get("href") or "").strip()
    if tag == "a" and href.partition(":")[0].lower() in SCHEMES:
        return "a", href
    return None


def _shifted(mark: Mark, left: int, text: str) -> Mark | None:
    start, end = max(0, mark.start - left), min(len(text), mark.end - left)
    return Mark(start, end, mark.kind, mark.href) if start < end else None


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
