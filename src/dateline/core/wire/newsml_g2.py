"""Read NewsML-G2: a newsMessage with items, or a bare newsItem or packageItem.

Source: IPTC NewsML-G2 2.35. Namespaces are not compared: agencies write several for the same thing.
"""

import re
from collections.abc import Iterator

from lxml import etree

from dateline.core.story import Dateline, EdNote, Item, Media, Paragraph, PubStatus
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.elements import child, children, text_in, words_in, words_of
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.html import paragraphs_from_html, paragraphs_from_tree
from dateline.core.wire.safe_xml import Element, local_name
from dateline.core.wire.times import Embargo, needed_time, read_embargo, read_time
from dateline.core.wire.vocabulary import local_part, read_pubstatus, read_urgency, subject_codes

FORMAT = "newsml-g2"
ROOTS = {"newsMessage", "newsItem", "packageItem"}
ITEMS = ("newsItem", "packageItem")
SUB_ROLES = {"subheadline", "subhead", "sub"}
PUBLIC_NOTES = {"public", "edpublic", "publicnote"}
# A delete or withdrawal by signal, as Reuters sends it without a body.
DELETE_SIGNALS = {"edstat:d", "sig:kill", "sig:withdraw", "sig:delete"}
SUMMARY_ROLES = {None, "summary", "lead", "abstract", "drolsummary"}
_LINE = re.compile(r"\r\n|\r|\n")


def items_in(root: Element) -> Iterator[Element]:
    """Give the item elements of a document, in file order."""
    if local_name(root) in ITEMS:
        yield root
        return
    for item_set in children(root, "itemSet"):
        yield from (e for e in item_set if isinstance(e.tag, str) and local_name(e) in ITEMS)


def read_newsml_g2(item: Element, root: Element | None = None) -> Item:
    """Return the item in a newsItem or packageItem element; `root` is the document around it.

    Raises: MalformedWire, with the item's guid, when a status, embargo or expiry cannot be read.
    """
    try:
        return _read_item(item)
    except MalformedWire as error:
        raise MalformedWire(
            where=f"item {item.get('guid') or 'without guid'}: {error.where}",
            found=error.found,
            expected=error.expected,
        ) from error


def _read_item(item: Element) -> Item:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    paragraphs, head = _body(item)
    signals = tuple(
        code for signal in children(meta, "signal") if (code := _code(signal)) is not None
    )
    created = read_time(words_of(meta, "versionCreated"))
    first = paragraphs[0].text if paragraphs else ""
    headlines = {_role(h): words for h in children(content, "headline") if (words := words_in(h))}
    rights = child(item, "rightsInfo")
    return Item(
        format=FORMAT,
        uri=item.get("guid"),
        version=item.get("version"),
        type=_type(item, meta),
        pubstatus=_status(meta, signals),
        headline=headlines.get(None)
        or next((t for role, t in headlines.items() if role not in SUB_ROLES), None)
        or head.get("hl1"),
        subheadline=next((t for role, t in headlines.items() if role in SUB_ROLES), None)
        or head.get("hl2"),
        byline=_byline(content) or head.get("byline"),
        creditline=words_of(content, "creditline"),
        dateline=_dateline(content, head, first, created),
        language=_language(item, content),
        slugline=words_of(content, "slugline"),
        urgency=read_urgency(words_of(content, "urgency")),
        signals=signals,
        subjects=subject_codes(
            code for subject in children(content, "subject") for code in _codes(subject)
        ),
        keywords=tuple(words for k in children(content, "keyword") if (words := words_in(k))),
        places=_places(content),
        versioncreated=created,
        firstcreated=read_time(words_of(meta, "firstCreated"))
        or read_time(words_of(content, "contentCreated")),
        embargoed=_embargo(meta),
        expires=needed_time(words_of(meta, "expires"), where="itemMeta/expires"),
        provider=_provider(child(meta, "provider")),
        ednotes=_ednotes(meta),
        usageterms=words_of(rights, "usageTerms"),
        copyrightholder=_provider(child(rights, "copyrightHolder")),
        copyrightnotice=words_of(rights, "copyrightNotice"),
        abstract=_abstract(content),
        paragraphs=paragraphs,
        media=_media(item, content),
    )


def _name(element: Element | None) -> str | None:
    """Return what a thing is called: its name, or the words inside it."""
    return (words_of(element, "name") or words_in(element)) if element is not None else None


def _code(element: Element) -> str | None:
    return element.get("qcode") or element.get("uri") or element.get("literal")


def _codes(element: Element) -> list[str]:
    """Return a subject's code and those it is said to be the same as or broader than."""
    return [code for name in ("qcode", "uri") if (code := element.get(name))]


def _places(content: Element | None) -> tuple[str, ...]:
    """Return where the content comes from, then what places it is about, each once."""
    about = (s for s in children(content, "subject") if s.get("type") == "cpnat:geoArea")
    names = (_name(place) for place in (*children(content, "located"), *about))
    return tuple(dict.fromkeys(name for name in names if name))


def _role(element: Element) -> str | None:
    role = element.get("role")
    return local_part(role).lower() if role else None


def _type(item: Element, meta: Element | None) -> str:
    item_class = child(meta, "itemClass")
    code = _code(item_class) if item_class is not None else None
    if code:
        return local_part(code).lower()
    return "composite" if local_name(item) == "packageItem" else "text"


def _status(meta: Element | None, signals: tuple[str, ...]) -> PubStatus:
    """Return what may be done with the item; a signal to delete stands above the status."""
    if any(signal.lower() in DELETE_SIGNALS for signal in signals):
        return PubStatus.CANCELED
    status = child(meta, "pubStatus")
    code = None if status is None else _code(status) or words_in(status)
    return read_pubstatus(code, where="itemMeta/pubStatus")


def _embargo(meta: Element | None) -> Embargo:
    element = child(meta, "embargoed")
    if element is None:
        return None
    return read_embargo(words_in(element) or "", where="itemMeta/embargoed")


def _language(item: Element, content: Element | None) -> str | None:
    language = child(content, "language")
    tag = language.get("tag") if language is not None else None
    return tag or item.get("{http://www.w3.org/XML/1998/namespace}lang")


def _byline(content: Element | None) -> str | None:
    return words_of(content, "by")


def _provider(element: Element | None) -> str | None:
    if element is None:
        return None
    return (
        words_of(element, "name")
        or element.get("literal")
        or element.get("qcode")
        or element.get("uri")
        or words_in(element)
    )


def _ednotes(meta: Element | None) -> tuple[EdNote, ...]:
    return tuple(
        EdNote(words, (_role(note) or "") in PUBLIC_NOTES)
        for note in children(meta, "edNote")
        if (words := words_in(note))
    )


def _abstract(content: Element | None) -> str | None:
    return next(
        (
            words
            for element in children(content, "description")
            if _role(element) in SUMMARY_ROLES and (words := words_in(element))
        ),
        None,
    )


def _dateline(
    content: Element | None, head: dict[str, str], first: str, created: object
) -> Dateline | None:
    filed = created if hasattr(created, "year") else None
    place = _name(child(content, "located"))
    written = words_of(content, "dateline") or head.get("dateline")
    if written:
        return Dateline(written, place or written)
    found = find_dateline(first, filed=filed)  # type: ignore[arg-type]
    return found or (Dateline(place, place) if place else None)


def _body(item: Element) -> tuple[tuple[Paragraph, ...], dict[str, str]]:
    """Return the body and what stands above it in a NITF head, by element name."""
    for content_set in children(item, "contentSet"):
        for part in content_set:
            if not isinstance(part.tag, str):
                continue
            name = local_name(part)
            if name == "inlineXML":
                found = _inline_xml(part)
            elif name == "inlineData":
                found = _inline_data(part), {}
            else:
                continue
            if found[0]:
                return found
    return (), {}


def _inline_xml(part: Element) -> tuple[tuple[Paragraph, ...], dict[str, str]]:
    root = next((e for e in part if isinstance(e.tag, str)), None)
    if root is None:
        return _inline_data(part), {}
    head = {
        local_name(e): words
        for e in root.iter()
        if isinstance(e.tag, str)
        and local_name(e) in ("hl1", "hl2", "byline", "dateline")
        and (words := words_in(e))
    }
    content = next(
        (e for e in root.iter() if isinstance(e.tag, str) and local_name(e) == "body.content"), None
    )
    if content is None:
        content = next(
            (e for e in root.iter() if isinstance(e.tag, str) and local_name(e) == "body"), root
        )
    return _sanitised(content), head


def _sanitised(content: Element) -> tuple[Paragraph, ...]:
    """Read markup through the sanitiser, so that no scheme or element slips past it."""
    for element in content.iter():
        if isinstance(element.tag, str):
            element.tag = local_name(element)
    if any(element.tag in ("p", "div", "table", "ul", "ol", "pre") for element in content.iter()):
        return paragraphs_from_html(etree.tostring(content, encoding="unicode", with_tail=False))
    return paragraphs_from_tree(content)


def _inline_data(part: Element) -> tuple[Paragraph, ...]:
    text = text_in(part)
    content_type = (part.get("contenttype") or "").lower()
    if "html" in content_type or text.lstrip()[:1] == "<":
        return paragraphs_from_html(text)
    return tuple(Paragraph(" ".join(line.split())) for line in _LINE.split(text) if line.strip())


def _media(item: Element, content: Element | None) -> tuple[Media, ...]:
    caption = next(
        (w for d in children(content, "description") if (w := words_in(d))), None
    ) or words_of(content, "headline")
    credit = words_of(content, "creditline")
    return tuple(
        Media(href, caption, credit)
        for content_set in children(item, "contentSet")
        for remote in children(content_set, "remoteContent")
        if (href := remote.get("href"))
    )
