"""Read NewsML-G2: a newsMessage with items, or a bare newsItem or packageItem.

Source: IPTC NewsML-G2 2.35. Namespaces are not compared: agencies write several for the same thing.
"""

import datetime as dt
from collections.abc import Iterator

from dateline.core.story import EdNote, Item, PubStatus
from dateline.core.wire.datelines import dateline_of
from dateline.core.wire.elements import Parts, children, parts_of, text_in, words_in
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.inline import Body, head_words, looks_like_html, read_markup, read_text
from dateline.core.wire.newsml_g2_media import attachments_of
from dateline.core.wire.safe_xml import Element, local_name
from dateline.core.wire.times import Embargo, needed_time, read_embargo, read_time
from dateline.core.wire.vocabulary import (
    is_delete_signal,
    local_part,
    read_pubstatus,
    read_urgency,
    subject_codes,
)

FORMAT = "newsml-g2"
ROOTS = {"newsMessage", "newsItem", "packageItem"}
ITEMS = ("newsItem", "packageItem")
SUB_ROLES = {"subheadline", "subhead", "sub"}
PUBLIC_NOTES = {"public", "edpublic", "publicnote"}
SUMMARY_ROLES = {None, "summary", "lead", "abstract", "drolsummary"}
HTML_ROOTS = {"html", "body", "div", "section", "article", "p"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


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
        return _read_item(item, root)
    except MalformedWire as error:
        raise MalformedWire(
            where=f"item {item.get('guid') or 'without guid'}: {error.where}",
            found=error.found,
            expected=error.expected,
        ) from error


def _read_item(item: Element, root: Element | None) -> Item:
    parts = parts_of(item)
    meta, content = parts_of(parts.first("itemMeta")), parts_of(parts.first("contentMeta"))
    rights = parts_of(parts.first("rightsInfo"))
    item_type = _type(item, meta)
    headlines = {_role(h): words for h in content["headline"] if (words := words_in(h))}
    headline = headlines.get(None) or next(
        (words for role, words in headlines.items() if role not in SUB_ROLES), None
    )
    byline = content.words("by")
    body, head = _body(parts, headline, byline)
    signals = tuple(code for signal in meta["signal"] if (code := _code(signal)) is not None)
    created = read_time(meta.words("versionCreated"))
    first_made = read_time(content.words("contentCreated"))
    located = tuple(name for place in content["located"] if (name := _name(place)))
    notes = _ednotes(meta, body)
    return Item(
        format=FORMAT,
        uri=item.get("guid"),
        version=item.get("version"),
        type=item_type,
        pubstatus=_status(meta, signals),
        headline=headline or head.get("hl1"),
        subheadline=next((t for role, t in headlines.items() if role in SUB_ROLES), None)
        or head.get("hl2"),
        byline=byline or head.get("byline"),
        creditline=content.words("creditline"),
        dateline=dateline_of(
            content.words("dateline") or head.get("dateline"),
            place=located[0] if located else _place_among_subjects(content),
            first=body.paragraphs[0].text if body.paragraphs else "",
            filed=created,
        ),
        language=_language(item, content),
        slugline=content.words("slugline"),
        urgency=read_urgency(content.words("urgency")),
        signals=signals,
        subjects=_subjects(content, parts, root),
        keywords=tuple(words for k in content["keyword"] if (words := words_in(k))),
        places=tuple(dict.fromkeys((*located, *_places_told_of(content)))),
        versioncreated=created or read_time(content.words("contentModified")) or first_made,
        firstcreated=read_time(meta.words("firstCreated")) or first_made,
        embargoed=_embargo(meta),
        expires=_expires(meta),
        provider=_party(meta.first("provider")),
        ednotes=notes,
        usageterms=rights.words("usageTerms"),
        copyrightholder=_party(rights.first("copyrightHolder")),
        copyrightnotice=rights.words("copyrightNotice"),
        abstract=_abstract(content) or head.get("abstract") or head.get("ingress"),
        paragraphs=body.paragraphs,
        media=body.media + attachments_of(item, parts, content, item_type),
    )


def _name(element: Element) -> str | None:
    """Return what a thing is called: its name, the words inside it, or its literal."""
    return parts_of(element).words("name") or words_in(element) or element.get("literal")


def _party(element: Element | None) -> str | None:
    """Return a provider or rights holder as it identifies itself: a literal, or else a code."""
    if element is None:
        return None
    return (
        element.get("literal")
        or element.get("qcode")
        or parts_of(element).words("name")
        or element.get("uri")
        or words_in(element)
    )


def _code(element: Element) -> str | None:
    return element.get("qcode") or element.get("uri") or element.get("literal")


def _role(element: Element) -> str | None:
    role = element.get("role")
    return local_part(role).lower() if role else None


def _type(item: Element, meta: Parts) -> str:
    item_class = meta.first("itemClass")
    code = _code(item_class) if item_class is not None else None
    if code:
        return local_part(code).lower()
    return "composite" if local_name(item) == "packageItem" else "text"


def _status(meta: Parts, signals: tuple[str, ...]) -> PubStatus:
    """Return what may be done with the item; a signal to delete stands above the status."""
    if any(is_delete_signal(signal) for signal in signals):
        return PubStatus.CANCELED
    status = meta.first("pubStatus")
    code = None if status is None else _code(status) or words_in(status)
    return read_pubstatus(code, where="itemMeta/pubStatus")


def _embargo(meta: Parts) -> Embargo:
    element = meta.first("embargoed")
    if element is None:
        return None
    return read_embargo(words_in(element) or "", where="itemMeta/embargoed")


def _expires(meta: Parts) -> dt.datetime | None:
    return needed_time(meta.words("expires"), where="itemMeta/expires")


def _language(item: Element, content: Parts) -> str | None:
    language = content.first("language")
    tag = language.get("tag") if language is not None else None
    return tag or item.get(XML_LANG)


def _subjects(content: Parts, parts: Parts, root: Element | None) -> tuple[str, ...]:
    """Return the IPTC codes, also where a catalogue in the file gives their schemes other names."""
    header = parts_of(root)["header"] if root is not None and local_name(root) not in ITEMS else []
    catalogs = [*parts["catalog"], *(c for part in header for c in children(part, "catalog"))]
    schemes = {
        alias: uri
        for catalog in catalogs
        for scheme in children(catalog, "scheme")
        if (alias := scheme.get("alias")) and (uri := scheme.get("uri"))
    }
    codes = []
    for subject in content["subject"]:
        if qcode := subject.get("qcode"):
            alias, colon, local = qcode.partition(":")
            codes.append(schemes[alias] + local if colon and alias in schemes else qcode)
        if uri := subject.get("uri"):
            codes.append(uri)
    return subject_codes(codes)


def _places_told_of(content: Parts) -> Iterator[str]:
    for subject in content["subject"]:
        if local_part(subject.get("type") or "") == "geoArea" and (name := _name(subject)):
            yield name


def _place_among_subjects(content: Parts) -> str | None:
    """Return a city among the subjects, where an item says nowhere else where it was filed.

    ANSA's and EPA's pictures write it so: a subject of the type place, inside a country.
    """
    for subject in content["subject"]:
        if local_part(subject.get("type") or "") == "5" and any(
            local_part(broader.get("type") or "") == "country"
            for broader in children(subject, "broader")
        ):
            return _name(subject)
    return None


def _ednotes(meta: Parts, body: Body) -> tuple[EdNote, ...]:
    notes = [
        EdNote(words, _is_public(note)) for note in meta["edNote"] if (words := words_in(note))
    ]
    return tuple(notes) + ((EdNote(body.private),) if body.private else ())


def _is_public(note: Element) -> bool:
    constraint = local_part(note.get("pubconstraint") or "").lower()
    return (_role(note) or "") in PUBLIC_NOTES and not constraint.startswith(("non", "priv"))


def _abstract(content: Parts) -> str | None:
    for element in content["description"]:
        if _role(element) in SUMMARY_ROLES and (words := words_in(element)):
            return words
    return None


def _body(parts: Parts, headline: str | None, byline: str | None) -> tuple[Body, dict[str, str]]:
    """Return the body and what stands above it in a NITF head, by element name."""
    renditions = [parts_of(content_set) for content_set in parts["contentSet"]]
    # Of the same copy in several forms, markup keeps most.
    for name in ("inlineXML", "inlineData"):
        for part in (part for rendition in renditions for part in rendition[name]):
            root = next((e for e in part if isinstance(e.tag, str)), None)
            if root is None:
                found, head = _text_body(part, byline), {}
            else:
                head = _page_title(root) if local_name(root) in HTML_ROOTS else head_words(root)
                title = headline or head.get("hl1")
                found = read_markup(root, headline=title, byline=byline)
            if found.paragraphs or found.private:
                return found, head
    return Body(), {}


def _page_title(root: Element) -> dict[str, str]:
    words = words_in(next(root.iter("{*}h1"), None))
    return {"hl1": words} if words else {}


def _text_body(part: Element, byline: str | None) -> Body:
    text = text_in(part)
    is_html = "html" in (part.get("contenttype") or "").lower() or looks_like_html(text)
    return read_text(text, is_html=is_html, byline=byline)
