"""Read the XML of press-release services such as Solita's: one release element for each item.

The body is HTML, written as text. An empty embargo means none; times are the service's local ones
and say no zone.
"""

from collections.abc import Iterator

from dateline.core.story import EdNote, Item, Media, Paragraph
from dateline.core.wire.attachments import with_a_place
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.elements import Parts, children, parts_of, text_in, words_in
from dateline.core.wire.html import paragraphs_from_html
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import needed_time, read_time

FORMAT = "press-release-xml"
ROOTS = {"release", "releases", "pressrelease", "pressRelease"}
ITEMS = ("release", "pressrelease", "pressRelease")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_press_release(element: Element, root: Element | None = None) -> Item:
    """Return the item in a release element.

    Raises: MalformedWire when an embargo cannot be read.
    """
    parts = parts_of(element)
    publisher = parts_of(parts.first("publisher"))
    body = _html(parts, "body")
    published = read_time(parts.words("publicationDate"))
    contacts = tuple(w for name in ("contactsAsText", "contacts") if (w := parts.words(name)))
    name = publisher.words("name")
    return Item(
        format=FORMAT,
        uri=parts.words("longurl") or element.get("id"),
        headline=parts.words("title"),
        paragraphs=body + _html(parts, "boilerplate"),
        creditline=name,
        provider=name,
        language=element.get("lang") or element.get(XML_LANG),
        keywords=tuple(
            word.strip() for word in (parts.words("keywords") or "").split(",") if word.strip()
        ),
        versioncreated=published,
        firstcreated=published,
        embargoed=needed_time(parts.words("embargo"), where="release/embargo"),
        ednotes=tuple(EdNote(contact) for contact in contacts),
        abstract=" ".join(p.text for p in _html(parts, "leadtext")) or None,
        dateline=find_dateline(body[0].text, filed=published) if body else None,
        media=with_a_place(_media(parts)),
    )


def _html(parts: Parts, name: str) -> tuple[Paragraph, ...]:
    element = parts.first(name)
    return paragraphs_from_html(text_in(element)) if element is not None else ()


def _media(parts: Parts) -> Iterator[Media]:
    """Give the pictures, videos and documents of a release, in its own order of kinds."""
    for group, name, kind in (
        ("images", "image", "picture"),
        ("videos", "video", "video"),
        ("documents", "document", "other"),
    ):
        for entry in (e for part in parts[group] for e in children(part, name)):
            said = parts_of(entry)
            if href := said.words("url"):
                yield Media(
                    href,
                    caption=said.words("caption") or said.words("title"),
                    alt=words_in(said.first("altText")),
                    kind=kind,
                )
