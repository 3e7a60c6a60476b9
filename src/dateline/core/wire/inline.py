"""The body that stands as markup inside an item: NITF, XHTML, or an agency's own elements."""

import html
import re
from typing import NamedTuple

from dateline.core.story import Media, Paragraph
from dateline.core.wire.attachments import media_in_markup
from dateline.core.wire.elements import descendants, lower_name, text_in, words_in
from dateline.core.wire.html import paragraphs_from_html
from dateline.core.wire.markup import BLOCKS, SKIPPED, paragraphs_from_tree
from dateline.core.wire.private import is_private_element, without_private_end
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.wrapped import paragraphs_from_lines

# What NITF's and TT's own elements hold beside the copy.
BESIDE_COPY = {"byline", "dat", "hedline", "headline", "dateline", "nav", "docdata"}
PASSED_OVER = frozenset(SKIPPED | BESIDE_COPY)
_LINES_IN_ONE = re.compile(r"\s*<p>(?P<lines>[^<]*\n[^<]*)</p>\s*", re.IGNORECASE)
TITLES = {"h1", "rubrik"}


class Body(NamedTuple):
    """Copy, the media that stand in it, and what its end says to newsrooms only."""

    paragraphs: tuple[Paragraph, ...] = ()
    media: tuple[Media, ...] = ()
    private: str | None = None


def read_markup(
    root: Element,
    *,
    headline: str | None = None,
    byline: str | None = None,
    is_break_a_wrap: bool = False,
) -> Body:
    """Return the body in a parsed tree: what is in body.content, body, or the whole.

    headline  the item's own; a title in the body that repeats it is no copy
    byline    the item's own; a first paragraph that repeats it is no copy
    """
    content = _content(root)

    def is_hidden(element: Element, tag: str) -> bool:
        if tag in TITLES:
            return headline is not None and _same(words_in(element), headline)
        if tag == "header":  # dpa's holds the slugline and the headline; others' may hold the lead
            return next(element.iter("{*}p"), None) is None
        return is_private_element(element, tag)

    if _is_bare_text(content):
        paragraphs = paragraphs_from_lines(text_in(content))
    else:
        paragraphs = paragraphs_from_tree(
            content, is_hidden=is_hidden, skipped=PASSED_OVER, is_break_a_wrap=is_break_a_wrap
        )
    return _body(paragraphs, media_in_markup(content), byline)


def read_text(text: str, *, is_html: bool, byline: str | None = None) -> Body:
    """Return the body in a text: HTML, or lines, which ANSA puts all into one paragraph."""
    if is_html and (lines := _LINES_IN_ONE.fullmatch(text)):
        return _body(paragraphs_from_lines(html.unescape(lines["lines"])), (), byline)
    if is_html:
        return _body(paragraphs_from_html(text), (), byline)
    return _body(paragraphs_from_lines(text), (), byline)


def looks_like_html(text: str) -> bool:
    """Return whether a text begins with a tag, as HTML in a field for plain text does."""
    start = text.lstrip()[:2]
    return len(start) == 2 and start[0] == "<" and (start[1].isalpha() or start[1] == "!")


def _body(paragraphs: tuple[Paragraph, ...], media: tuple[Media, ...], byline: str | None) -> Body:
    if len(paragraphs) > 1 and byline and _names(paragraphs[0].text, byline):
        paragraphs = paragraphs[1:]
    public, private = without_private_end(paragraphs)
    return Body(public, media, private)


def _content(root: Element) -> Element:
    """Return the innermost element that holds the whole copy."""
    content = next(root.iter("{*}body.content"), None)
    if content is not None:
        return content
    body = next(root.iter("{*}body", "{*}BODY"), None)
    return root if body is None else _main_section(body)


def _main_section(body: Element) -> Element:
    """Return dpa's main section of a page, beside which only its header and notepad stand."""
    sections = [e for e in body if isinstance(e.tag, str) and lower_name(e.tag) == "section"]
    main = [s for s in sections if "main" in (s.get("class") or "").split()]
    return main[0] if len(main) == 1 else body


def _is_bare_text(content: Element) -> bool:
    return "\n" in (content.text or "").strip() and not any(
        isinstance(e.tag, str) and lower_name(e.tag) in BLOCKS for e in content.iterdescendants()
    )


def _same(one: str | None, other: str) -> bool:
    return one is not None and "".join(one.split()).lower() == "".join(other.split()).lower()


def _names(paragraph: str, byline: str) -> bool:
    """Return whether a paragraph only repeats the byline, with or without a “By ”."""
    return _same(paragraph, byline) or _same(paragraph, f"By {byline}")


def head_words(root: Element) -> dict[str, str]:
    """Return what stands above a body in NITF or TT's form: hl1, byline, abstract and so on."""
    names = ("hl1", "hl2", "byline", "dateline", "abstract", "BYLINE", "DAT", "INGRESS", "RUBRIK")
    found: dict[str, str] = {}
    for element in descendants(root, *names):
        if words := words_in(element):
            found.setdefault(lower_name(str(element.tag)), words)
    return found
