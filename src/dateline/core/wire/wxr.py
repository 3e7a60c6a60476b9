"""Read WordPress eXtended RSS, the file WordPress writes when a site is exported.

What a site has not published is withheld: drafts, private and waiting posts, the bin, posts behind
a password, revisions and WordPress' own records. A scheduled post is embargoed until its time.
Pages, attachments and menus are typed as what they are. Comments are not read here.
Source: wordpress.org/export/1.2, developer.wordpress.org (post status, post types).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from dateline.core.story import Item, Media, PubStatus
from dateline.core.wire.addresses import may_be_media
from dateline.core.wire.attached import media_kind
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.elements import text_in, words_in
from dateline.core.wire.feed_html import plain_words, read_html
from dateline.core.wire.feed_times import read_feed_time
from dateline.core.wire.feed_xml import (
    Frame,
    base_of,
    feed_media,
    first_words,
    module,
    own,
    with_prefixes_declared,
)
from dateline.core.wire.rss import ITEMS, byline, items_in
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import Embargo
from dateline.core.wire.wordpress_text import captions_taken_out, with_paragraphs
from dateline.core.wire.xml_parts import read_parts

FORMAT = "wxr"
# A draft must not pass for a feed's item because an export lost its head.
SIGNS = ("wordpress.org/export/", "<wp:status>", "<wp:post_type>")
# Of the rest some are a site's own; "inherit" is an attachment's, "future" waits for its time.
PUBLIC = {"publish", "inherit", "future"}
# WordPress' own records, which are no stories whatever their status says.
RECORDS = {
    "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache",
    "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles",
    "wp_navigation", "wp_font_family", "wp_font_face",
}  # fmt: skip
NO_TIME = "0000-00-00"


def is_wxr(delivery: Delivery) -> bool:
    """Return whether a delivery is RSS in which WordPress exported a site."""
    return delivery.root == "rss" and any(sign in delivery.text for sign in SIGNS)


def read_wxr(delivery: Delivery) -> Iterator[Read]:
    """Yield the records of the site in file order, and a refusal in the place of a broken one."""
    text = with_prefixes_declared(delivery.text)
    yield from read_parts(text, ITEMS, _Export(text).read_item, items_in=items_in)


class _Export:
    """What the records of one file need of each other: the authors' names, the pictures by id."""

    def __init__(self, text: str) -> None:
        self.frame = Frame(text, *ITEMS)
        self.is_looked_up = False
        self.names: dict[str, str] = {}
        self.pictures: dict[str, Media] = {}

    def read_item(self, item: Element, root: Element | None) -> Item:
        """Return the record in an item element."""
        feed = self.frame.around(root)
        if not self.is_looked_up:
            self.is_looked_up = True
            self._look_up(feed, root)
        post_type = _wp(item, "post_type") or "post"
        attachment = _attached_file(item)
        channel = next(iter(own(feed, "channel")), None)
        source = "".join(text_in(e) for e in module(item, "content", "encoded"))
        base = base_of(item, first_words(own(channel, "link")))
        text, captioned = captions_taken_out(source, base=base)
        paragraphs, pictures = read_html(with_paragraphs(text), base=base)
        created = _created(item)
        author = byline(item)
        title = plain_words(first_words(own(channel, "title")))
        wanted = [attachment, self._featured(item), *captioned, *pictures, *feed_media(item, base)]
        media: dict[str, Media] = {}
        for one in wanted:
            if one is not None:
                media.setdefault(one.href, one)
        return Item(
            format=FORMAT,
            uri=first_words(own(item, "guid"), own(item, "link")),
            type=_type(post_type, attachment),
            pubstatus=_status(item, post_type),
            embargoed=_embargo(item),
            headline=plain_words(first_words(own(item, "title"))),
            paragraphs=paragraphs,
            byline=self.names.get(author, author) if author else None,
            creditline=title,
            provider=title,
            language=first_words(own(channel, "language")),
            keywords=_keywords(item),
            versioncreated=_utc(_wp(item, "post_modified_gmt")) or created,
            firstcreated=created,
            abstract=plain_words(first_words(module(item, "excerpt", "encoded"))),
            dateline=find_dateline(paragraphs[0].text, filed=created) if paragraphs else None,
            media=tuple(media.values()),
        )

    def _look_up(self, feed: Element | None, root: Element | None) -> None:
        for channel in own(feed, "channel"):
            for author in module(channel, "wp", "author"):
                login, name = _wp(author, "author_login"), _wp(author, "author_display_name")
                if login and name:
                    self.names[login] = name
        for item in items_in(root) if root is not None else ():
            number, picture = _wp(item, "post_id"), _attached_file(item)
            if number and picture and _wp(item, "post_type") == "attachment":
                caption = plain_words(first_words(module(item, "excerpt", "encoded")))
                alt = _meta(item, "_wp_attachment_image_alt")
                self.pictures[number] = replace(picture, caption=caption, alt=alt)

    def _featured(self, item: Element) -> Media | None:
        """Return the picture a post is shown with, which it names by number."""
        number = _meta(item, "_thumbnail_id")
        return self.pictures.get(number) if number else None


def _wp(item: Element, name: str) -> str | None:
    return first_words(module(item, "wp", name))


def _meta(item: Element, key: str) -> str | None:
    for meta in module(item, "wp", "postmeta"):
        if _wp(meta, "meta_key") == key:
            return _wp(meta, "meta_value")
    return None


def _attached_file(item: Element) -> Media | None:
    href = _wp(item, "attachment_url")
    return Media(href, kind=media_kind(name=href)) if href and may_be_media(href) else None


def _type(post_type: str, attachment: Media | None) -> str:
    if post_type == "attachment":
        return attachment.kind if attachment else "other"
    # What a site has of its own beside WordPress' posts and pages, such as "news", is copy.
    return post_type if post_type == "page" or post_type in RECORDS else "text"


def _status(item: Element, post_type: str) -> PubStatus:
    """Return what may be done with a record: nothing, unless it is known to be public."""
    is_public = (_wp(item, "status") or "publish").lower() in PUBLIC
    if not is_public or post_type in RECORDS or _wp(item, "post_password"):
        return PubStatus.WITHHELD
    return PubStatus.USABLE


def _embargo(item: Element) -> Embargo:
    """Return the time a scheduled post waits for; a time without a zone where only that is told."""
    if (_wp(item, "status") or "").lower() != "future":
        return None
    return _created(item) or "indefinite"


def _created(item: Element) -> dt.datetime | None:
    return (
        read_feed_time(first_words(own(item, "pubDate")))
        or _utc(_wp(item, "post_date_gmt"))
        or read_feed_time(_wp(item, "post_date"))
    )


def _utc(text: str | None) -> dt.datetime | None:
    return read_feed_time(f"{text}+00:00") if text and not text.startswith(NO_TIME) else None


def _keywords(item: Element) -> tuple[str, ...]:
    """Return the tags; categories are the site's sections, and what has no domain is either."""
    tags = (c for c in own(item, "category") if c.get("domain") in ("post_tag", "tag"))
    return tuple(dict.fromkeys(words for tag in tags if (words := words_in(tag))))
