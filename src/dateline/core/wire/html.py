"""HTML into paragraphs with marks, and back.

What comes in is sanitised first (nh3), so script, style and comments are gone before anything is
read. What goes out is written from plain text and escaped.
"""

import html
from collections.abc import Iterable
from itertools import groupby

import nh3
from lxml import etree
from lxml import html as lxml_html

from dateline.core.story import Mark, Paragraph, ParagraphKind
from dateline.core.wire.charset import without_controls
from dateline.core.wire.html_depth import held_flat
from dateline.core.wire.markup import SCHEMES, TreeReader
from dateline.core.wire.write_markup import inline_markup, table_markup

KEPT_TAGS = {
    "p", "div", "section", "article", "blockquote", "ul", "ol", "li", "table", "thead", "tbody",
    "tr", "td", "th", "pre", "br", "hr", "a", "em", "i", "strong", "b", "span", "h1", "h2", "h3",
    "h4", "h5", "h6", "figure", "figcaption", "dl", "dt", "dd", "aside", "header", "footer", "q",
}  # fmt: skip
COPY_IN_FIGURES = ("table", "blockquote", "pre", "ul", "ol")
OUT_TAGS = {
    ParagraphKind.TEXT: "p",
    ParagraphKind.HEADING: "h2",
    ParagraphKind.QUOTE: "blockquote",
    ParagraphKind.PREFORMATTED: "pre",
}


def paragraphs_from_html(source: str, *, are_captions_apart: bool = False) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an HTML fragment: kinds, text and marks; empty ones left out.

    are_captions_apart  whether the pictures are read from it too, and their captions with them
    """
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
    is_hidden = _is_beside_picture if are_captions_apart else None
    return TreeReader(is_hidden=is_hidden, is_xml=False).paragraphs_of(root)


def _is_beside_picture(element: etree._Element, tag: str) -> bool:
    """Return whether a block is a picture's caption or credit, which leaves with the picture.

    A figure may hold a table or a quotation as well, and those are copy.
    """
    if tag == "figure":
        return next(element.iter(*COPY_IN_FIGURES), None) is None
    return tag == "figcaption"


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
        return table_markup(paragraph.text)
    tag = OUT_TAGS[paragraph.kind]
    return f"<{tag}>{_inner(paragraph)}</{tag}>"


def _inner(paragraph: Paragraph) -> str:
    keeps_lines = paragraph.kind is ParagraphKind.PREFORMATTED
    return inline_markup(
        paragraph.text,
        paragraph.marks,
        tags=_html_tags,
        line_break="\n" if keeps_lines else "<br/>",
    )


def _html_tags(mark: Mark) -> tuple[str, str]:
    if mark.kind == "a":
        return f'<a href="{html.escape(mark.href or "")}">', "</a>"
    return f"<{mark.kind}>", f"</{mark.kind}>"
