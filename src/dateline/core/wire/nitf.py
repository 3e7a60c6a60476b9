"""Read NITF 3.x and the dialects of agencies that write it: AAP, AP, ANSA, EFE, NTB, PA.

Source: IPTC NITF 3.6. Namespaces are not compared, and no DTD is fetched.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.core.story import Dateline, EdNote, Item, PubStatus
from dateline.core.wire.datelines import dateline_of
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.elements import Parts, child, descendants, parts_of, words_in
from dateline.core.wire.inline import Body, read_markup
from dateline.core.wire.private import is_private_element
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import Embargo, later_embargo, needed_time, read_time, zone_of
from dateline.core.wire.vocabulary import (
    bare_subject_code,
    read_pubstatus,
    read_urgency,
    subject_codes,
)
from dateline.core.wire.xml_parts import read_parts

FORMAT = "nitf"
ROOTS = {"nitf"}
ITEMS = ("nitf",)
# Names that agencies give to what NITF has no element for, best first.
SLUGS = ("anpa-keyword", "slug", "slugline", "slug-line")
TAKES = ("anpa-takekey", "takekey", "take-key")
SIGNAL, NOTICE, PUBLIC = "signal", "copyright-notice", "public"
SOURCES = ("aap-source", "source", "provider")
# The priority letters of ANPA 1312, which ANSA and EFE write: flash, bulletin, urgent, routine …
LETTERS = {"f": 1, "b": 2, "u": 3, "r": 5, "d": 6, "w": 6, "s": 6}
ANSA = "ansa"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKER = re.compile(r"\A>{2,}\s*(?:[A-Z]{2,}/)?\s*")  # ANSA's “>>>ANSA/” before a headline
_NO = {"", "0", "no", "none", "false", "n"}
_YES = {"1", "yes", "true", "y"}


def read_nitf_delivery(delivery: Delivery) -> Iterator[Read]:
    """Give the items of a delivery, and after each the kill of an older one that it asks for."""
    kills: list[Item] = []

    def read(element: Element, root: Element | None) -> Item:
        kills.extend(_kills_asked_for(element))
        return read_nitf(element, root)

    for found in read_parts(delivery.text, ITEMS, read):
        yield found
        yield from kills
        kills.clear()


def read_nitf(element: Element, root: Element | None = None) -> Item:
    """Return the item in a nitf element.

    Raises: MalformedWire, with the item's id, when a status, embargo or expiry cannot be read.
    """
    head, body = parts_of(child(element, "head")), child(element, "body")
    doc = parts_of(head.first("docdata"))
    above = parts_of(child(body, "body.head"))
    meta = _Meta(head)
    uri = _attribute(doc, "doc-id", "id-string")
    distributor = above.words("distributor")
    zone = zone_of(distributor)
    hedline = parts_of(next((e for n in ("hedline", "headline") for e in above[n]), None))
    headline = hedline.words("hl1") or words_in(child(element, "hl1")) or head.words("title")
    headline = (_MARKER.sub("", headline) or headline) if headline else None
    byline = ", ".join(words for b in above["byline"] if (words := words_in(b))) or None
    copy = Body()
    if body is not None:
        wraps = meta.first("anpa-format") == "x"
        copy = read_markup(body, headline=headline, byline=byline, is_break_a_wrap=wraps)
    created = read_time(_issued(head, doc, above), zone=zone)
    where = f"item {uri or 'without id'}: docdata"
    status, embargoed = _status(head.first("docdata"), doc, meta, where, zone)
    notes = _ednotes(doc, body, copy)
    return Item(
        format=FORMAT,
        uri=uri,
        version=_attribute(doc, "du-key", "version") or _attribute(doc, "du-key", "generation"),
        pubstatus=status,
        headline=headline,
        subheadline=hedline.words("hl2") or (byline if _is_ansa(distributor) else None),
        byline=byline,
        creditline=distributor,
        dateline=_dateline(above, doc, copy, created),
        language=_language(element, body),
        slugline=meta.first(*SLUGS) or _attribute(doc, "du-key", "key"),
        urgency=read_urgency(_attribute(doc, "urgency", "ed-urg")) or _urgency_of(meta),
        signals=_signals(doc, meta),
        subjects=_subjects(head, doc, meta),
        keywords=_keywords(doc, meta),
        places=_places(doc),
        versioncreated=created,
        embargoed=embargoed,
        expires=needed_time(
            _attribute(doc, "date.expire", "norm"), where=f"{where}/date.expire", zone=zone
        ),
        provider=_attribute(doc, "doc-id", "regsrc") or meta.first(*SOURCES) or distributor,
        ednotes=notes,
        usageterms=_attribute(doc, "doc.rights", "limitations")
        or _attribute(doc, "doc.rights", "type"),
        copyrightholder=_attribute(doc, "doc.copyright", "holder")
        or _attribute(doc, "doc.rights", "owner")
        or parts_of(above.first("rights")).words("rights.owner"),
        copyrightnotice=meta.first(NOTICE),
        take_key=meta.first(*TAKES),
        abstract=above.words("abstract"),
        paragraphs=copy.paragraphs,
        media=copy.media,
    )


class _Meta:
    """The name and content pairs of a head, by name in lower case."""

    def __init__(self, head: Parts) -> None:
        self.pairs = [
            ((m.get("name") or "").strip().lower(), " ".join((m.get("content") or "").split()))
            for m in head["meta"]
        ]

    def first(self, *names: str) -> str | None:
        """Return the content of the first of these names that has some, or None."""
        found = (content for name in names for key, content in self.pairs if key == name)
        return next((content for content in found if content), None)


def _attribute(parts: Parts, name: str, attribute: str) -> str | None:
    """Return the first of an attribute's values that says something, or None."""
    values = (" ".join((e.get(attribute) or "").split()) for e in parts[name])
    return next((value for value in values if value), None)


def _status(
    docdata: Element | None, doc: Parts, meta: _Meta, where: str, zone: dt.tzinfo | None
) -> tuple[PubStatus, Embargo]:
    """Return the status, and until when nothing may be public.

    A time of release holds whatever the status says: agencies send both, or only the time.
    """
    written = (docdata.get("management-status") or "").strip() if docdata is not None else ""
    embargoed: Embargo = needed_time(
        _attribute(doc, "date.release", "norm"), where=f"{where}/date.release", zone=zone
    )
    for name, content in meta.pairs:
        if "embargo" in name:
            embargoed = later_embargo(embargoed, _embargo_of(name, content, where, zone))
    if written.lower() == "embargoed":
        return PubStatus.USABLE, embargoed or "indefinite"
    return read_pubstatus(written, where=f"{where}/@management-status"), embargoed


def _embargo_of(name: str, content: str, where: str, zone: dt.tzinfo | None) -> Embargo:
    if content.lower() in _NO:
        return None
    if content.lower() in _YES:
        return "indefinite"
    return needed_time(content, where=f"{where}: meta {name}", zone=zone)


def _kills_asked_for(element: Element) -> Iterator[Item]:
    """Give a kill of the older item that a document says is no longer to be used."""
    docdata = child(child(element, "head"), "docdata")
    if docdata is None or not (older := (docdata.get("management-doc-idref") or "").strip()):
        return
    written = docdata.get("management-idref-status")
    status = read_pubstatus(written, where="docdata/@management-idref-status")
    if status is PubStatus.USABLE:
        return
    killed = Item(format=FORMAT, headline=None, paragraphs=(), uri=older)
    issued = read_time(_attribute(parts_of(docdata), "date.issue", "norm"))
    yield replace(killed, pubstatus=status, versioncreated=issued)


def _dateline(above: Parts, doc: Parts, copy: Body, created: dt.datetime | None) -> Dateline | None:
    line = above.first("dateline")
    city = next((w for e in descendants(line, "city", "location") if (w := words_in(e))), None)
    day = next((w for e in descendants(line, "story.date") if (w := words_in(e))), "")
    written = words_in(line)
    if written and day[:4].isdigit():  # a machine's time, which EFE puts there
        written = written.replace(day, "").strip() or None
    first = copy.paragraphs[0].text if copy.paragraphs else ""
    place = city or _attribute(doc, "evloc", "city")
    found = dateline_of(written, place=place, first=first, filed=created)
    filed = read_time(_attribute(parts_of(line), "story.date", "norm"))
    return replace(found, date=filed.date()) if found and filed else found


def _is_ansa(distributor: str | None) -> bool:
    """Return whether this is ANSA's dialect, in which the byline holds the second headline."""
    return (distributor or "").lower() == ANSA


def _language(element: Element, body: Element | None) -> str | None:
    tags = (
        element.get("baselang"),
        element.get(XML_LANG),
        body.get(XML_LANG) if body is not None else None,
    )
    return next((tag for tag in tags if tag), None)


def _urgency_of(meta: _Meta) -> int | None:
    return LETTERS.get((meta.first("priority", "prioridad") or "").lower())


def _subjects(head: Parts, doc: Parts, meta: _Meta) -> tuple[str, ...]:
    written = [
        _subject_code(subject)
        for tobject in head["tobject"]
        for subject in descendants(tobject, "tobject.subject")
    ]
    for content in doc["identified-content"]:
        written += [c.get("value") or "" for c in descendants(content, "classifier")]
    written.append(meta.first("category_iptc") or "")
    return subject_codes(bare_subject_code(code.strip()) for code in written)


def _subject_code(subject: Element) -> str:
    number = subject.get("tobject.subject.refnum") or ""
    return f"medtop:{number}" if subject.get("tobject.subject.ipr") == "medtop" else number


def _signals(doc: Parts, meta: _Meta) -> tuple[str, ...]:
    """Return what the head says, and that a document with a correction element is one."""
    written = [content for name, content in meta.pairs if name == SIGNAL and content]
    written += ["sig:correction"] * bool(doc["correction"])
    return tuple(dict.fromkeys(written))


def _keywords(doc: Parts, meta: _Meta) -> tuple[str, ...]:
    listed = [k.get("key") or "" for e in doc["key-list"] for k in descendants(e, "keyword")]
    if not any(listed):
        listed = re.split(r"[,;]", meta.first("keywords") or "")
        listed.append(_MARKER.sub("", meta.first("keyword") or ""))
    return tuple(dict.fromkeys(word.strip() for word in listed if word.strip()))


def _places(doc: Parts) -> tuple[str, ...]:
    """Return where the event took place, by the narrowest name, and the places it is about."""
    names = ("city", "county-dist", "state-prov", "country")
    found = [next((n for name in names if (n := e.get(name))), None) for e in doc["evloc"]]
    found += [words_in(e) for c in doc["identified-content"] for e in descendants(c, "location")]
    return tuple(dict.fromkeys(name.strip() for name in found if name and name.strip()))


def _issued(head: Parts, doc: Parts, above: Parts) -> str | None:
    """Return when a document was issued, or else published, or else what its dateline says."""
    return (
        _attribute(doc, "date.issue", "norm")
        or _attribute(head, "pubdata", "date.publication")
        or _attribute(doc, "pubdata", "date.publication")
        or _attribute(parts_of(above.first("dateline")), "story.date", "norm")
    )


def _ednotes(doc: Parts, body: Element | None, copy: Body) -> tuple[EdNote, ...]:
    """Return what is for newsrooms: messages, the history of revisions, notes in the body."""
    messages = [
        EdNote(words, public=note.get("msg-type") == PUBLIC)
        for note in doc["ed-msg"]
        if (words := " ".join((note.get("info") or "").split()) or words_in(note))
    ]
    notes: list[str | None] = [
        " ".join((r.get("comment") or "").split()) for r in doc["revision-history"]
    ]
    notes += [words_in(n) for n in descendants(body, "note") if is_private_element(n, "note")]
    notes.append(copy.private)
    return tuple(dict.fromkeys([*messages, *(EdNote(note) for note in notes if note)]))
