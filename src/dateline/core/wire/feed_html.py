"""The HTML of web feeds: titles to plain words, bodies to paragraphs and the pictures in them."""

import html
import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.story import Media, Paragraph
from dateline.core.wire.addresses import is_on_the_web, resolved
from dateline.core.wire.charset import without_controls
from dateline.core.wire.html import paragraphs_from_html

# Within one tag, so that text full of "<" takes no longer than its length.
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_IMAGE = re.compile(r"<img\s(?P<attributes>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[A-Za-z][\w-]*)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_LINK = re.compile(
    r"""(?P<start><a\s[^<>]*?\bhref\s*=\s*["']?)(?P<href>[^"'<>\s]+)""", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
TRACKER_MOST_PIXELS = 3  # a picture no wider or higher than this counts readers, and shows nothing


class _Figure(NamedTuple):
    """A `figure` in a text, half-open, with its caption."""

    start: int
    end: int
    words: str | None


def plain_words(text: str | None) -> str | None:
    """Return a title's words on one line: tags taken out, character references resolved.

    Feeds write titles as plain text, as HTML and as HTML escaped twice.
    """
    if not text:
        return None
    words = html.unescape(_TAG.sub("", text))
    if _ENTITY.search(words):
        words = html.unescape(_TAG.sub("", words))
    return " ".join(without_controls(words).split()) or None


def read_html(source: str, *, base: str = "") -> tuple[tuple[Paragraph, ...], tuple[Media, ...]]:
    """Return an HTML body's paragraphs and its pictures.

    base  the address that relative links and pictures stand under, where one is known
    """
    if base:
        source = _LINK.sub(lambda match: match["start"] + _resolved(match["href"], base), source)
    return paragraphs_from_html(source, are_captions_apart=True), _pictures(source, base)


def _resolved(href: str, base: str) -> str:
    if _ABSOLUTE.match(href) or href.startswith("#"):
        return href
    return html.escape(resolved(html.unescape(href), base))


def _pictures(source: str, base: str) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    captions = deque(_captions(source))
    for image in _IMAGE.finditer(source):
        attributes = {
            one["name"].lower(): html.unescape(one["double"] or one["single"] or one["bare"] or "")
            for one in _ATTRIBUTE.finditer(image["attributes"])
        }
        # Pages that load pictures late keep the address beside a stand-in.
        address = next(
            (
                address
                for name in ("src", "data-src", "data-lazy-src", "data-original")
                if is_on_the_web(address := resolved(attributes.get(name, ""), base))
            ),
            None,
        )
        if address and not _counts_readers(attributes):
            alt = " ".join(attributes.get("alt", "").split()) or None
            while captions and captions[0].end <= image.start():
                captions.popleft()
            is_inside = captions and captions[0].start <= image.start()
            caption = captions[0].words if is_inside else None
            found.setdefault(address, Media(address, caption=caption, alt=alt))
    return tuple(found.values())


def _captions(source: str) -> Iterator[_Figure]:
    """Yield where each figure with a caption begins and ends, and its caption."""
    at = 0
    while (start := source.find("<figure", at)) >= 0:
        at = source.find("</figure>", start)
        if at < 0:
            return
        caption = source.rfind("<figcaption", start, at)
        words = plain_words(source[caption:at]) if caption >= 0 else None
        yield _Figure(start, at, words)


def _counts_readers(attributes: dict[str, str]) -> bool:
    sizes = [attributes.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size[:6]) <= TRACKER_MOST_PIXELS for size in sizes if size)
