"""Parts of a feed's elements: a name alone does not tell, because each module has its own `title`.

A module is known by a part of its namespace, since feeds write several addresses for one. A prefix
that a feed uses and never declares is declared here, so that the feed is still well-formed.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from dateline.core.story import Media
from dateline.core.wire.addresses import may_be_media, resolved
from dateline.core.wire.attached import media_kind
from dateline.core.wire.elements import text_in, words_in
from dateline.core.wire.errors import WireError
from dateline.core.wire.feed_html import plain_words
from dateline.core.wire.safe_xml import Element, local_name, parse_xml

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# Module: what its namespace contains, and the prefix and namespace where a feed declares none.
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "wp": "http://wordpress.org/export/1.2/",
    "xhtml": "http://www.w3.org/1999/xhtml",
}
KNOWN_BY = {
    "atom": ("w3.org/2005/atom", "purl.org/atom"),
    "content": ("modules/content",),
    "dc": ("purl.org/dc/elements", "purl.org/rss/1.0/modules/dc"),
    "dcterms": ("purl.org/dc/terms",),
    "excerpt": ("/excerpt",),
    "itunes": ("itunes",),
    "media": ("/mrss", "search.yahoo.com"),
    "wp": ("wordpress.org/export",),
    "xhtml": ("w3.org/1999/xhtml",),
}
_PREFIX = re.compile(r"<([A-Za-z_][\w.-]{0,30}):[A-Za-z_]")
_ATTRIBUTE_PREFIX = re.compile(r"\s([A-Za-z_][\w.-]{0,30}):[A-Za-z_][\w.-]{0,60}\s?=\s?[\"']")
_ROOT = re.compile(r"<(?:rss|(?:[\w-]+:)?(?:RDF|feed|entry))(?=[\s>])")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]{0,30})\s?=")


def with_prefixes_declared(text: str) -> str:
    """Return a feed's text with the prefixes that it uses without declaring them declared."""
    root = _ROOT.search(text)
    if root is None:
        return text
    used = set(_PREFIX.findall(text)) | set(_ATTRIBUTE_PREFIX.findall(text))
    missing = sorted(used - set(_DECLARED.findall(text)) - {"xml", "xmlns"})
    declarations = "".join(
        f' xmlns:{prefix}="{NAMESPACES.get(prefix, f"urn:undeclared:{prefix}")}"'
        for prefix in missing
    )
    return text[: root.end()] + declarations + text[root.end() :]


class Frame:
    """What stands around a feed's items: whose feed it is, in which language, by which rights."""

    def __init__(self, text: str, *items: str) -> None:
        self._text, self._items = text, items
        self._frame: Element | None = None
        self._is_known = False

    def around(self, root: Element | None) -> Element | None:
        """Return the feed's root without its items, looked up once for all of them.

        root  the feed, or None where it is broken: then what stands before the first item counts,
              and the answer is None where that is broken too
        """
        if not self._is_known:
            self._is_known = True
            self._frame = self._head() if root is None else _without(root, self._items)
        return self._frame

    def _head(self) -> Element | None:
        first = re.search(rf"<(?:[\w-]+:)?(?:{'|'.join(self._items)})[\s>/]", self._text)
        root = _ROOT.search(self._text)
        if first is None or root is None or first.start() < root.end():
            return None
        head = self._text[: first.start()]
        if re.search(r"<channel[\s>]", head) and "</channel>" not in head:
            head += "</channel>"
        try:
            return parse_xml(f"{head}</{root[0][1:]}>")
        except WireError:
            return None


def _without(element: Element, items: tuple[str, ...]) -> Element:
    bare = etree.Element(str(element.tag), {str(k): str(v) for k, v in element.attrib.items()})
    for child in _elements(element):
        if local_name(child) == "channel":
            bare.append(_without(child, items))
        elif local_name(child) not in items:
            bare.append(copy.deepcopy(child))
    return bare


def own(element: Element | None, *names: str) -> list[Element]:
    """Return the children of these names in the element's own namespace, or in none."""
    if element is None:
        return []
    namespace = _name(str(element.tag)).namespace
    return [
        child
        for child in _elements(element)
        if (name := _name(child.tag)).local in names and name.namespace in ("", namespace)
    ]


def module(element: Element | None, space: str, *names: str) -> list[Element]:
    """Return the children of these names in a module's namespace."""
    if element is None:
        return []
    return [
        child
        for child in _elements(element)
        if (name := _name(child.tag)).local in names and space in name.modules
    ]


def first_words(*found: Iterable[Element]) -> str | None:
    """Return the words of the first of the elements that has some."""
    return next((words for elements in found for e in elements if (words := words_in(e))), None)


def all_words(elements: Iterable[Element]) -> tuple[str, ...]:
    """Return the words of each of the elements, each once."""
    return tuple(dict.fromkeys(words for e in elements if (words := words_in(e))))


def markup_in(element: Element) -> str:
    """Return an element's content as markup: escaped as it should be, or written out."""
    if not len(element):
        return text_in(element)
    for inner in element.iter():
        if isinstance(inner.tag, str):
            inner.tag = local_name(inner)
    inside = (etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "") + "".join(inside)


def base_of(element: Element, fallback: str | None) -> str:
    """Return the address that an element's relative addresses stand under."""
    bases = [e.get(f"{XML}base") for e in (element, *element.iterancestors())]
    address = fallback or ""
    for base in reversed([base for base in bases if base]):
        address = resolved(base, address)
    return address


def language_of(element: Element) -> str | None:
    """Return the xml:lang that holds for an element, or None."""
    return next(
        (tag for e in (element, *element.iterancestors()) if (tag := e.get(f"{XML}lang"))), None
    )


def feed_media(item: Element, base: str) -> tuple[Media, ...]:
    """Return what an item points to: enclosures, media:content, pictures of its own.

    Of a media:group, which is one thing in several sizes, the best. A thumbnail counts where
    nothing else is a picture. Source: rssboard.org/media-rss.
    """
    # RSS 1.0 has the element in a module, with RDF's own word for the address.
    found = [_enclosure(e, base) for e in _elements(item) if local_name(e) == "enclosure"]
    found += [_enclosure(e, base) for e in _links(item, "enclosure")]
    loose = module(item, "media", "content")
    found += [_media_content(e, item, item, base) for e in loose]
    for group in module(item, "media", "group"):
        best = sorted(module(group, "media", "content"), key=_rank)[:1]
        found += [_media_content(e, group, item, base) for e in best]
    for element in (*module(item, "itunes", "image"), *own(item, "image")):
        href = element.get("href") or first_words(own(element, "url")) or words_in(element)
        found += [Media(resolved(href, base))] if href else []
    if not any(media and media.kind == "picture" for media in found):
        groups = (item, *module(item, "media", "group"), *loose)
        for element in (e for g in groups for e in module(g, "media", "thumbnail")):
            found += [Media(resolved(url, base))] if (url := element.get("url")) else []
    # The fullest description of an address that is named twice stands.
    best_of: dict[str, Media] = {}
    for media in (m for m in found if m and may_be_media(m.href)):
        known = best_of.get(media.href)
        if known is None or (known.caption is None and media.caption is not None):
            best_of[media.href] = media
    return tuple(best_of.values())


def _links(item: Element, rel: str) -> Iterator[Element]:
    for link in (*own(item, "link"), *module(item, "atom", "link")):
        if link.get("rel") == rel:
            yield link


def _enclosure(element: Element, base: str) -> Media | None:
    names = ("url", "href", "resource", f"{RDF}resource")
    href = next((found for name in names if (found := (element.get(name) or "").strip())), None)
    if href is None:
        return None
    kind = media_kind(content_type=element.get("type"), name=href)
    return Media(resolved(href, base), caption=element.get("title") or None, kind=kind)


def _media_content(element: Element, group: Element, item: Element, base: str) -> Media | None:
    href = (element.get("url") or "").strip()
    if not href:
        return None
    around = (element, group) if group is item else (element, group, item)

    def told(*names: str) -> str | None:
        return plain_words(first_words(*(module(e, "media", *names) for e in around)))

    return Media(
        resolved(href, base),
        caption=told("description") or told("title"),
        credit=told("credit"),
        kind=media_kind(word=element.get("medium"), content_type=element.get("type"), name=href),
        copyright_notice=told("copyright"),
    )


def _rank(content: Element) -> tuple[bool, int, int]:
    """Return what sorts the best rendition of a group first."""
    sizes = [content.get(name, "") for name in ("width", "height", "fileSize")]
    width, height, length = (int(s[:12]) if s[:12].isdecimal() else 0 for s in sizes)
    return content.get("isDefault", "").lower() != "true", -width * height, -length


def _elements(element: Element) -> Iterator[Element]:
    return (child for child in element if isinstance(child.tag, str))


class _Name(NamedTuple):
    """A tag taken apart, and the modules whose namespace it is in."""

    namespace: str
    local: str
    modules: frozenset[str]


@lru_cache(maxsize=1024)
def _name(tag: str) -> _Name:
    namespace, _, local = tag.rpartition("}")
    lower = namespace.lower()
    modules = (m for m, known in KNOWN_BY.items() if any(part in lower for part in known))
    return _Name(namespace.removeprefix("{"), local, frozenset(modules))
