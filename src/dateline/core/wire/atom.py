"""Read Atom 1.0, and 0.3 where it still comes. Source: RFC 4287, RFC 5023 for app:control.

Atom has no kill, version or embargo: what is missing from a later poll means nothing. An entry that
is marked as a draft is withheld.
"""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable, Iterator

from dateline.core.story import Item, Media, Paragraph, PubStatus
from dateline.core.wire.addresses import resolved
from dateline.core.wire.attached import media_kind
from dateline.core.wire.blocks import paragraphs_from_blocks
from dateline.core.wire.charset import decode
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.elements import text_in, words_in
from dateline.core.wire.errors import WireError
from dateline.core.wire.feed_html import plain_words, read_html
from dateline.core.wire.feed_times import read_feed_time
from dateline.core.wire.feed_xml import (
    Frame,
    all_words,
    base_of,
    feed_media,
    first_words,
    language_of,
    markup_in,
    module,
    own,
    with_prefixes_declared,
)
from dateline.core.wire.safe_xml import Element, local_name
from dateline.core.wire.vocabulary import subject_codes
from dateline.core.wire.xml_parts import read_parts

FORMAT = "atom"
ROOTS = {"feed", "entry"}
ITEMS = ("entry",)
Body = tuple[tuple[Paragraph, ...], tuple[Media, ...]]


def read_atom(delivery: Delivery) -> Iterator[Read]:
    """Yield the entries in file order, and a refusal in the place of a broken one."""
    text = with_prefixes_declared(delivery.text)
    frame = Frame(text, *ITEMS)

    def read(item: Element, root: Element | None) -> Item:
        return read_atom_entry(item, frame.around(root))

    yield from read_parts(text, ITEMS, read, items_in=items_in)


def items_in(root: Element) -> list[Element]:
    """Return the entries of a feed, or the one that stands alone."""
    return [root] if local_name(root) in ITEMS else own(root, *ITEMS)


def read_atom_entry(entry: Element, feed: Element | None) -> Item:
    """Return the item in an entry; what it lacks of author, rights and source, the feed's holds."""
    source = next(iter(own(entry, "source")), None)
    link = _link(entry)
    base = base_of(entry, _link(feed) if feed is not None else None)
    (body, pictures), has_content = _body(entry, base)
    published = _time(own(entry, "published", "issued", "created"))
    title = plain_words(first_words(own(source, "title"), own(feed, "title")))
    media = {m.href: m for m in (*pictures, *_media(entry, base))}
    return Item(
        format=FORMAT,
        uri=first_words(own(entry, "id")) or (resolved(link, base) if link else None),
        headline=_words_of_text(own(entry, "title"))
        or plain_words(first_words(module(entry, "media", "title"))),
        paragraphs=body,
        pubstatus=PubStatus.WITHHELD if _is_draft(entry) else PubStatus.USABLE,
        byline=_authors(entry, source, feed),
        creditline=title,
        provider=title,
        language=_content_language(entry) or language_of(entry),
        keywords=_keywords(entry),
        subjects=subject_codes(code for c in own(entry, "category") for code in _codes(c)),
        versioncreated=_time(own(entry, "updated", "modified")) or published,
        firstcreated=published,
        copyrightnotice=_words_of_text(own(entry, "rights"))
        or _words_of_text(own(source, "rights"))
        or _words_of_text(own(feed, "rights", "copyright")),
        abstract=_words_of_text(own(entry, "summary")) if has_content else None,
        dateline=find_dateline(body[0].text, filed=published) if body else None,
        media=tuple(media.values()),
    )


def _link(element: Element) -> str | None:
    links = own(element, "link")
    hrefs = (e.get("href") for e in links if e.get("rel", "alternate") == "alternate")
    return next((href for href in hrefs if href), None)


def _body(entry: Element, base: str) -> tuple[Body, bool]:
    """Return the content, or the summary where it holds none; and whether it is the content."""
    for element in own(entry, "content"):
        found = _text_construct(element, base_of(element, base))
        if found[0]:
            return found, True
    groups = (entry, *module(entry, "media", "group"))
    others = (e for group in groups for e in module(group, "media", "description"))
    for element in (*own(entry, "summary"), *others):
        found = _text_construct(element, base)
        if found[0]:
            return found, False
    return ((), ()), False


def _text_construct(element: Element, base: str) -> Body:
    """Return what a text construct or a content element holds, by its type.

    RFC 4287, 3.1 and 4.1.3.3. What says nothing is text; feeds write HTML there all the same.
    """
    kind = (element.get("type") or "").strip().lower()
    mode = (element.get("mode") or "").strip().lower()  # Atom 0.3
    if mode == "base64" or ("/" in kind and not _is_written_out(kind) and mode != "xml"):
        return _encoded(element, kind, base)
    if len(element) or "html" in kind or kind.endswith(("xml", "nitf")):
        return read_html(markup_in(element), base=base)
    text = text_in(element)
    looks_like_html = "</" in text or "<br" in text or "<p>" in text
    return read_html(text, base=base) if looks_like_html else (paragraphs_from_blocks(text), ())


def _is_written_out(kind: str) -> bool:
    return kind.startswith("text/") or kind.endswith(("+xml", "/xml"))


def _encoded(element: Element, kind: str, base: str) -> Body:
    """Return text that is sent in base64; anything else sent so is no copy."""
    if kind and not kind.startswith("text/") and "html" not in kind:
        return (), ()
    try:
        text = decode(base64.b64decode(text_in(element), validate=False)).text
    except (binascii.Error, ValueError, WireError):
        return (), ()
    return read_html(text, base=base) if "html" in kind else (paragraphs_from_blocks(text), ())


def _words_of_text(elements: Iterable[Element]) -> str | None:
    """Return the words of the first text construct that has some, on one line."""
    for element in elements:
        is_plain = (element.get("type") or "text").lower() in ("text", "text/plain")
        words = words_in(element)
        if words and (len(element) or (is_plain and not _is_escaped(words))):
            return words
        if words := plain_words(words):
            return words
    return None


def _is_escaped(words: str) -> bool:
    """Return whether text that should be plain holds HTML all the same."""
    return "</" in words or ("&" in words and ";" in words)


def _authors(entry: Element, source: Element | None, feed: Element | None) -> str | None:
    for element in (entry, source, feed):
        names = all_words(name for a in own(element, "author") for name in own(a, "name"))
        if names:
            return ", ".join(names)
    return first_words(module(entry, "dc", "creator"))


def _keywords(entry: Element) -> tuple[str, ...]:
    labels = (
        c.get("label") or c.get("term") or words_in(c)
        for c in own(entry, "category")
        if c.get("label") or not subject_codes(_codes(c))
    )
    return tuple(dict.fromkeys(" ".join(label.split()) for label in labels if label))


def _codes(category: Element) -> Iterator[str]:
    term, scheme = category.get("term") or "", category.get("scheme") or ""
    yield term
    yield f"{scheme.rstrip('/')}/{term}" if "://" in scheme else f"{scheme}:{term}"


def _content_language(entry: Element) -> str | None:
    return next((tag for e in own(entry, "content") if (tag := language_of(e))), None)


def _is_draft(entry: Element) -> bool:
    controls = (e for e in entry if isinstance(e.tag, str) and local_name(e) == "control")
    return any((words_in(e) or "").lower() == "yes" for control in controls for e in control)


def _media(entry: Element, base: str) -> tuple[Media, ...]:
    """Return the attachments; content that lies elsewhere is one where it is no text."""
    found = list(feed_media(entry, base))
    for element in own(entry, "content"):
        source, kind = element.get("src"), media_kind(content_type=element.get("type"))
        if source and kind != "other":
            found.insert(0, Media(resolved(source, base_of(element, base)), kind=kind))
    return tuple(found)


def _time(elements: Iterable[Element]) -> dt.datetime | None:
    return next((time for e in elements if (time := read_feed_time(words_in(e)))), None)
