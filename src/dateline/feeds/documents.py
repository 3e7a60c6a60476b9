"""Feeds and sitemaps, built with lxml and json, so that every word is escaped and well formed."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from django.utils.html import linebreaks
from lxml import etree

from dateline.core.wire.html import paragraphs_to_html
from dateline.discussion.selectors import CommentRow
from dateline.pages.models import Correction, Story
from dateline.pages.pictures import ShownPicture
from dateline.pages.selectors import standing_on_page

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DC = "http://purl.org/dc/elements/1.1/"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
MEDIA = "http://search.yahoo.com/mrss/"
THREADS = "http://purl.org/syndication/thread/1.0"
# What XML 1.0 cannot carry in any way: a reader's words may hold it.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Absolute = Callable[[str], str]
# The leading picture of each story that has one, by the story's row.
Pictures = Mapping[int, ShownPicture]


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself. `absolute` turns a path into a full address."""

    title: str
    description: str
    language: str
    path: str
    home_path: str
    absolute: Absolute


def rss(head: FeedHead, stories: Sequence[Story], pictures: Pictures) -> bytes:
    """Return an RSS 2.0 feed. RSS has no way to say that a story was withdrawn: it is just gone.

    Source: rssboard.org/rss-specification, with atom:link, content:encoded, dc:creator and
    media:content (rssboard.org/media-rss).
    """
    names = {"atom": ATOM, "content": CONTENT, "dc": DC, "media": MEDIA}
    root = etree.Element("rss", {"version": "2.0"}, names)
    channel = etree.SubElement(root, "channel")
    _add(channel, "title", head.title)
    _add(channel, "link", head.absolute(head.home_path))
    _add(channel, "description", head.description or head.title)
    _add(channel, "language", head.language)
    if stories:
        _add(channel, "lastBuildDate", format_datetime(max(_changed(s) for s in stories)))
    self_link = {"rel": "self", "type": "application/rss+xml", "href": head.absolute(head.path)}
    etree.SubElement(channel, f"{{{ATOM}}}link", self_link)
    for story in stories:
        item = etree.SubElement(channel, "item")
        address = head.absolute(story.get_absolute_url())
        _add(item, "title", story.headline)
        _add(item, "link", address)
        _add(item, "guid", address, isPermaLink="true")
        _add(item, "pubDate", format_datetime(_published(story)))
        _add(item, "description", _teaser(story))
        _add(item, f"{{{CONTENT}}}encoded", _content(story))
        if story.byline or story.credit_line:
            _add(item, f"{{{DC}}}creator", story.byline or story.credit_line)
        for topic in story.topics.all():
            _add(item, "category", topic.label)
        if picture := pictures.get(story.pk):
            _add_media(item, head, picture)
    return _xml(root)


def _add_media(item: etree._Element, head: FeedHead, picture: ShownPicture) -> None:
    file = picture.largest
    content = etree.SubElement(
        item,
        f"{{{MEDIA}}}content",
        url=head.absolute(file.url),
        type="image/jpeg",
        medium="image",
        width=str(file.width),
        height=str(file.height),
        fileSize=str(file.size_bytes),
    )
    words = {
        "description": picture.caption,
        "credit": picture.credit,
        "copyright": picture.copyright_notice,
    }
    for name, text in words.items():
        if text:
            _add(content, f"{{{MEDIA}}}{name}", text)


def atom(
    head: FeedHead, stories: Sequence[Story], killed: Sequence[Story], pictures: Pictures
) -> bytes:
    """Return an Atom feed, with tombstones for stories that were withdrawn.

    Source: RFC 4287; RFC 6721 for `at:deleted-entry`, which carries no word of what was withdrawn.
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_names(ATOM, at=TOMBSTONES))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", head.language)
    times = [*map(_changed, stories), *(s.killed_at for s in killed if s.killed_at)]
    _add(root, f"{{{ATOM}}}id", head.absolute(head.path))
    _add(root, f"{{{ATOM}}}title", head.title)
    _add(
        root, f"{{{ATOM}}}updated", max(times, default=datetime(1970, 1, 1, tzinfo=UTC)).isoformat()
    )
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=head.absolute(head.path))
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=head.absolute(head.home_path))
    for story in killed:
        when = story.killed_at.isoformat() if story.killed_at else ""
        ref = _entry_id(head, story)
        etree.SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", ref=ref, when=when)
    for story in stories:
        _add_entry(root, head, story, pictures.get(story.pk))
    return _xml(root)


def _add_entry(
    root: etree._Element, head: FeedHead, story: Story, picture: ShownPicture | None
) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, f"{{{ATOM}}}id", _entry_id(head, story))
    _add(entry, f"{{{ATOM}}}title", story.headline)
    _add(entry, f"{{{ATOM}}}published", _published(story).isoformat())
    _add(entry, f"{{{ATOM}}}updated", _changed(story).isoformat())
    address = head.absolute(story.get_absolute_url())
    etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address)
    if picture:
        etree.SubElement(
            entry,
            f"{{{ATOM}}}link",
            rel="enclosure",
            type="image/jpeg",
            href=head.absolute(picture.largest.url),
            length=str(picture.largest.size_bytes),
        )
    author = etree.SubElement(entry, f"{{{ATOM}}}author")
    _add(author, f"{{{ATOM}}}name", story.byline or story.credit_line or head.title)
    if teaser := _teaser(story):
        _add(entry, f"{{{ATOM}}}summary", teaser)
    _add(entry, f"{{{ATOM}}}content", _content(story), type="html")
    for topic in story.topics.all():
        etree.SubElement(entry, f"{{{ATOM}}}category", term=topic.slug, label=topic.label)


def comments_atom(head: FeedHead, story: Story, rows: Sequence[CommentRow]) -> bytes:
    """Return the comments of a story as an Atom feed; `head.home_path` is their page.

    Source: RFC 4287; RFC 4685 for `thr:in-reply-to`.
    """
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_names(ATOM, thr=THREADS))
    root.set("{http://www.w3.org/XML/1998/namespace}lang", head.language)
    comments = head.absolute(head.home_path)
    changed = max((row.changed_at for row in rows), default=_published(story))
    _add(root, f"{{{ATOM}}}id", comments)
    _add(root, f"{{{ATOM}}}title", head.title)
    _add(root, f"{{{ATOM}}}updated", changed.isoformat())
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=head.absolute(head.path))
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", href=comments)
    for row in rows:
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        address, name = f"{comments}{row.pk}/", NOT_XML.sub("", row.author_name)
        _add(entry, f"{{{ATOM}}}id", address)
        _add(entry, f"{{{ATOM}}}title", f"{name}: {story.headline}")
        _add(entry, f"{{{ATOM}}}published", row.submitted_at.isoformat())
        _add(entry, f"{{{ATOM}}}updated", row.changed_at.isoformat())
        etree.SubElement(entry, f"{{{ATOM}}}link", rel="alternate", href=address)
        answered = f"{comments}{row.parent_id}/" if row.parent_id else _entry_id(head, story)
        etree.SubElement(entry, f"{{{THREADS}}}in-reply-to", ref=answered)
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _add(author, f"{{{ATOM}}}name", name)
        words = linebreaks(NOT_XML.sub("", row.text), autoescape=True)
        _add(entry, f"{{{ATOM}}}content", words, type="html")
    return _xml(root)


def json_feed(head: FeedHead, stories: Sequence[Story], pictures: Pictures) -> bytes:
    """Return a JSON Feed. It has no way to say that a story was withdrawn: it is just gone.

    Source: jsonfeed.org/version/1.1.
    """
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.absolute(head.home_path),
        "feed_url": head.absolute(head.path),
        "description": head.description or head.title,
        "language": head.language,
        "items": [_json_item(head, story, pictures.get(story.pk)) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False).encode()


def _json_item(head: FeedHead, story: Story, picture: ShownPicture | None) -> dict[str, Any]:
    item = {
        "id": _entry_id(head, story),
        "url": head.absolute(story.get_absolute_url()),
        "title": story.headline,
        "content_html": _content(story),
        "summary": _teaser(story),
        "image": head.absolute(picture.largest.url) if picture else None,
        "date_published": _published(story).isoformat(),
        "date_modified": _changed(story).isoformat(),
        "authors": [{"name": story.byline or story.credit_line or head.title}],
        "tags": [topic.label for topic in story.topics.all()],
        "language": story.language,
    }
    return {name: value for name, value in item.items() if value}


def sitemap(addresses: Sequence[tuple[str, datetime]]) -> bytes:
    """Return one sitemap of addresses with the time each last changed. Source: sitemaps.org."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_names(SITEMAP))
    for address, changed_at in addresses:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _add(url, f"{{{SITEMAP}}}loc", address)
        _add(url, f"{{{SITEMAP}}}lastmod", changed_at.isoformat())
    return _xml(root)


def sitemap_index(addresses: Sequence[str]) -> bytes:
    """Return the index of the sitemaps. Source: sitemaps.org."""
    root = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap=_names(SITEMAP))
    for address in addresses:
        _add(etree.SubElement(root, f"{{{SITEMAP}}}sitemap"), f"{{{SITEMAP}}}loc", address)
    return _xml(root)


def news_sitemap(
    name: str, absolute: Absolute, stories: Sequence[Story], pictures: Pictures
) -> bytes:
    """Return the sitemap of the last two days' stories. Source: Google News and image sitemaps."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_names(SITEMAP, news=NEWS, image=IMAGE))
    for story in stories:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _add(url, f"{{{SITEMAP}}}loc", absolute(story.get_absolute_url()))
        news = etree.SubElement(url, f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        _add(publication, f"{{{NEWS}}}name", name)
        _add(publication, f"{{{NEWS}}}language", story.language)
        _add(news, f"{{{NEWS}}}publication_date", _published(story).isoformat())
        _add(news, f"{{{NEWS}}}title", story.headline)
        if picture := pictures.get(story.pk):
            image = etree.SubElement(url, f"{{{IMAGE}}}image")
            _add(image, f"{{{IMAGE}}}loc", absolute(picture.largest.url))
    return _xml(root)


def _names(default: str, **prefixes: str) -> dict[str, str]:
    """Return a map of namespaces with one that needs no prefix, which lxml's types do not know."""
    return {None: default, **prefixes}  # type: ignore[dict-item]


def _entry_id(head: FeedHead, story: Story) -> str:
    """Return an id that a changed headline does not change and that holds no word of it."""
    return head.absolute(f"/story/{story.public_id}/")


def _published(story: Story) -> datetime:
    if story.published_at is None:
        raise ValueError(f"story {story.pk} is in a feed and was never published")
    return story.published_at


def _changed(story: Story) -> datetime:
    return story.updated_at or _published(story)


def _teaser(story: Story) -> str:
    """Return a checked line or the standfirst, never words nobody proved."""
    # Asked for after the story: a line of a text that came in between has no place beside this one.
    ours = [line for line in story.shown_summary if line.text_hash == story.text_hash]
    lines = standing_on_page(ours)
    return lines[0].text if lines else story.subheadline


def _content(story: Story) -> str:
    """Return the body as HTML, with the newest correction in front of it."""
    corrections: list[Correction] = story.shown_corrections[:1] if story.updated_at else []
    notice = "".join(
        f"<p><strong>{one.get_kind_display()}:</strong> {_escaped(one.notice)}</p>"
        for one in corrections
    )
    return notice + paragraphs_to_html(story.body)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _add(parent: etree._Element, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")
