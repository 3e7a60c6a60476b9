"""Read JSON Feed 1.0 and 1.1. Source: jsonfeed.org/version/1.1.

A feed has no kill, version or embargo: what is missing from a later poll means nothing.
"""

from collections.abc import Iterator
from typing import Any

from dateline.core.story import Item, Media, Paragraph
from dateline.core.wire.addresses import may_be_media
from dateline.core.wire.attached import media_kind
from dateline.core.wire.blocks import paragraphs_from_blocks
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Read
from dateline.core.wire.errors import EmptyWire, MalformedWire, WireError
from dateline.core.wire.feed_html import plain_words, read_html
from dateline.core.wire.feed_times import read_feed_time
from dateline.core.wire.fields import Fields

FORMAT = "json-feed"


def is_json_feed(value: dict[str, Any]) -> bool:
    """Return whether an object is a feed: it names the format, or has a feed's list of items."""
    if "jsonfeed.org" in str(value.get("version", "")).lower():
        return True
    is_list = isinstance(value.get("items"), list)
    return is_list and bool({"home_page_url", "feed_url"} & set(value))


def read_json_feed(value: dict[str, Any]) -> Iterator[Read]:
    """Yield the feed's items, and a refusal in the place of a broken one.

    Raises: EmptyWire when the feed has none.
    """
    feed = Fields(value, "feed")
    rows = value.get("items")
    if not isinstance(rows, list) or not rows:
        raise EmptyWire(where="feed.items", found="no item", expected="one item or more")
    for number, row in enumerate(rows):
        where = f"items[{number}]"
        try:
            if not isinstance(row, dict):
                raise MalformedWire(where=where, found=repr(row), expected="an object")
            yield _read_item(Fields(row, where), feed)
        except WireError as error:
            yield error


def _read_item(fields: Fields, feed: Fields) -> Item:
    address = fields.text("url", "external_url")
    paragraphs, media = _body(fields, address or feed.text("home_page_url") or "")
    published = read_feed_time(fields.text("date_published"))
    summary = fields.text("summary")
    title = feed.text("title")
    return Item(
        format=FORMAT,
        uri=fields.text("id") or address,
        headline=plain_words(fields.text("title")),
        paragraphs=paragraphs,
        byline=_authors(fields) or _authors(feed),
        creditline=title,
        provider=title,
        language=fields.text("language") or feed.text("language"),
        keywords=fields.words("tags"),
        versioncreated=read_feed_time(fields.text("date_modified")) or published,
        firstcreated=published,
        abstract=plain_words(summary),
        dateline=find_dateline(paragraphs[0].text, filed=published) if paragraphs else None,
        media=(*_media(fields), *media),
    )


def _body(fields: Fields, base: str) -> tuple[tuple[Paragraph, ...], tuple[Media, ...]]:
    if source := fields.text("content_html"):
        return read_html(source, base=base)
    return paragraphs_from_blocks(fields.text("content_text") or fields.text("summary") or ""), ()


def _authors(fields: Fields) -> str | None:
    """Return the names; 1.0 has one `author`, 1.1 a list of `authors`."""
    names = [Fields(row, "author").text("name") for row in fields.rows("authors", "author")]
    return ", ".join(name for name in names if name) or None


def _media(fields: Fields) -> tuple[Media, ...]:
    found = [
        Media(address)
        for name in ("image", "banner_image")
        if (address := fields.text(name)) is not None
    ]
    for row in fields.rows("attachments"):
        one = Fields(row, f"{fields.where}.attachments")
        if href := one.text("url"):
            kind = media_kind(content_type=one.text("mime_type"), name=href)
            found.append(Media(href, caption=one.text("title"), kind=kind))
    unique: dict[str, Media] = {}
    for media in found:
        if may_be_media(media.href):
            unique.setdefault(media.href, media)
    return tuple(unique.values())
