"""Read RSS 2.0 and its neighbours item by item. RSS has no kill, version or embargo.

Each item is read from its own element, so that a broken one does not lose the others.
Source: rssboard.org/rss-specification; content:encoded, dc:creator, media:content.
"""

from dateline.core.story import Item, Media, Paragraph
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.elements import child, children, text_in, words_in, words_of
from dateline.core.wire.html import paragraphs_from_html
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import read_time

FORMAT = "rss-2"
ITEMS = ("item",)


def read_rss_item(item: Element, root: Element | None) -> Item:
    """Return the item in an RSS item element; the root's channel gives language and source."""
    channel = child(root, "channel")
    body = _html(item, "encoded") or _html(item, "description")
    published = read_time(words_of(item, "pubDate") or words_of(item, "date"))
    source = words_of(item, "source") or words_of(channel, "title")
    first = body[0].text if body else ""
    return Item(
        format=FORMAT,
        uri=words_of(item, "guid") or words_of(item, "link"),
        headline=words_of(item, "title"),
        paragraphs=body,
        byline=words_of(item, "creator") or words_of(item, "author"),
        creditline=source,
        provider=source,
        language=words_of(item, "language") or words_of(channel, "language"),
        keywords=tuple(words for c in children(item, "category") if (words := words_in(c))),
        versioncreated=read_time(words_of(item, "updated")) or published,
        firstcreated=published,
        copyrightnotice=words_of(item, "rights") or words_of(channel, "copyright"),
        abstract=_abstract(item),
        dateline=find_dateline(first, filed=published),
        media=_media(item),
    )


def _html(item: Element, name: str) -> tuple[Paragraph, ...]:
    for element in children(item, name):
        if paragraphs := paragraphs_from_html(text_in(element)):
            return paragraphs
    return ()


def _abstract(item: Element) -> str | None:
    """Return the description where the whole text stands elsewhere, as plain text."""
    if not children(item, "encoded"):
        return None
    return " ".join(paragraph.text for paragraph in _html(item, "description")) or None


def _media(item: Element) -> tuple[Media, ...]:
    found: dict[str, Media] = {}
    for element in (
        *children(item, "enclosure"),
        *children(item, "content"),
        *children(item, "thumbnail"),
    ):
        if href := element.get("url"):
            found.setdefault(href, Media(href))
    return tuple(found.values())
