"""Read NewsML 1.0 to 1.2, item by item.

A public identifier ends with the revision, so a chain of versions is known by `chain_uri`.
Source: IPTC NewsML 1.2; RFC 3085 for its URNs. No DTD is fetched.
"""

import datetime as dt
import re

from dateline.core.story import EdNote, Item, Media, PubStatus
from dateline.core.wire.datelines import dateline_of
from dateline.core.wire.elements import Parts, child, children, descendants, parts_of, words_in
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.inline import Body, head_words
from dateline.core.wire.newsml_1_parts import (
    ABSTRACT_ROLES,
    FORMALLY,
    PRIVATE_ROLES,
    TITLE_ROLES,
    Story,
    body_of,
    media_of,
    package_of,
    story_of,
)
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.times import Embargo, needed_time, read_time, zone_of
from dateline.core.wire.vocabulary import (
    bare_subject_code,
    is_delete_signal,
    read_pubstatus,
    read_urgency,
    subject_codes,
)

FORMAT = "newsml-1"
ROOTS = {"NewsML"}
ITEMS = ("NewsItem",)
SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
NOTE_LINES = re.compile(r"advis|ednote|editor|instruct|note", re.IGNORECASE)
HEADLINE_MOST_CHARS = 300
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# urn:newsml:provider:date:item:revision
_URN_COLONS = 5
_REVISION = re.compile(r":\d+[NUA]?\Z")


def chain_uri(item: Item) -> str | None:
    """Return the id that all versions of an item share: without NewsML 1's revision at its end."""
    if item.format != FORMAT or item.uri is None or item.uri.count(":") < _URN_COLONS:
        return item.uri
    return _REVISION.sub("", item.uri)


def read_newsml_1(item: Element, root: Element | None = None) -> Item:
    """Return the item in a NewsItem element.

    Raises: MalformedWire when a status, or a time that decides what may be public, cannot be read.
    """
    identifier = parts_of(child(child(item, "Identification"), "NewsIdentifier"))
    management = parts_of(child(item, "NewsManagement"))
    where = f"item {_uri(identifier) or 'without identifier'}"
    story = story_of(item)
    headline = story.words("NewsLines", "HeadLine")
    byline = story.words("NewsLines", "ByLine")
    body, markup = body_of(story, headline=headline, byline=byline)
    head = head_words(markup) if markup is not None else {}
    provider = _party(story, "Provider") or identifier.words("ProviderId")
    zone = zone_of(provider, identifier.words("ProviderId"))
    created = read_time(management.words("ThisRevisionCreated"), zone=zone)
    status, embargoed, expires = _status(management, where, zone)
    notes = _ednotes(story, management, body)
    first = body.paragraphs[0].text if body.paragraphs else ""
    package = package_of(item)
    media = body.media + media_of(story) + package
    return Item(
        format=FORMAT,
        uri=_uri(identifier),
        version=_version(identifier),
        type=_type(body, media, package),
        pubstatus=status,
        headline=headline
        or head.get("hl1")
        or story.texts(TITLE_ROLES)
        or (first if 0 < len(first) <= HEADLINE_MOST_CHARS else None),
        subheadline=story.words("NewsLines", "SubHeadLine") or head.get("hl2"),
        byline=byline or head.get("byline"),
        creditline=story.words("NewsLines", "CreditLine"),
        dateline=dateline_of(
            story.words("NewsLines", "DateLine"), place=_city(story), first=first, filed=created
        ),
        language=_language(story, item),
        slugline=story.words("NewsLines", "SlugLine"),
        urgency=_urgency(management),
        subjects=_subjects(story),
        keywords=_keywords(story),
        places=tuple(dict.fromkeys(_properties(story, "City"))),
        versioncreated=created,
        firstcreated=read_time(management.words("FirstCreated"), zone=zone),
        embargoed=embargoed,
        expires=expires,
        provider=provider,
        ednotes=notes,
        usageterms=_usage_terms(story),
        copyrightholder=_copyright_holder(story),
        copyrightnotice=story.words("NewsLines", "CopyrightLine"),
        abstract=story.texts(ABSTRACT_ROLES) or head.get("abstract"),
        paragraphs=body.paragraphs,
        media=media,
    )


def _type(body: Body, media: tuple[Media, ...], package: tuple[Media, ...]) -> str:
    if body.paragraphs or not media:
        return "text"
    return "composite" if package else media[0].kind


def _formal(element: Element | None) -> str | None:
    """Return an element's formal name, or the words that some agencies write inside instead."""
    if element is None:
        return None
    return (element.get(FORMALLY) or "").strip() or words_in(element)


def _uri(identifier: Parts) -> str | None:
    """Return the public identifier; None where it names an agency and no item."""
    public = identifier.words("PublicIdentifier")
    if public and not (public.startswith("urn:newsml:") and public.count(":") < 4):
        return public
    number = identifier.words("NewsItemId")
    parts = [identifier.words("ProviderId"), identifier.words("DateId"), number]
    if number in (None, "0") or not all(parts):
        return None
    return ":".join(("urn:newsml", *(p for p in parts if p), _version(identifier) or "1"))


def _version(identifier: Parts) -> str | None:
    """Return the revision. They count from 1, but Belga's first one is 0."""
    revision = identifier.words("RevisionId")
    return "1" if revision == "0" else revision


def _status(
    management: Parts, where: str, zone: dt.tzinfo | None
) -> tuple[PubStatus, Embargo, dt.datetime | None]:
    """Return the status, until when an embargo holds, and when a usable item stops being so."""
    if any(is_delete_signal(_formal(order) or "") for order in management["Instruction"]):
        return PubStatus.CANCELED, None, None
    written = _formal(management.first("Status"))
    change = parts_of(management.first("StatusWillChange"))
    to = (_formal(change.first("FutureStatus")) or "").lower()
    at = needed_time(
        change.words("DateAndTime"),
        where=f"{where}: NewsManagement/StatusWillChange/DateAndTime",
        zone=zone,
    )
    if (written or "").strip().lower() == "embargoed":
        return PubStatus.USABLE, at or "indefinite", None
    status = read_pubstatus(written, where=f"{where}: NewsManagement/Status")
    if to == "embargoed":
        raise MalformedWire(
            where=f"{where}: NewsManagement/StatusWillChange",
            found="FutureStatus Embargoed",
            expected="Status Embargoed, and the time at which the item becomes Usable",
        )
    ends = to in ("withheld", "canceled", "cancelled", "withdrawn")
    return status, None, at if ends else None


def _urgency(management: Parts) -> int | None:
    return read_urgency(_formal(management.first("Urgency")))


def _party(story: Story, role: str) -> str | None:
    parties = (p for e in story.all("AdministrativeMetadata", role) for p in children(e, "Party"))
    return next((name for party in parties if (name := _formal(party))), None)


def _properties(story: Story, name: str) -> list[str]:
    """Return the values of properties of a name, in a Location or beside it."""
    return [
        value
        for part in story.all("DescriptiveMetadata", "Location", "Property")
        for found in ((part,) if part.get(FORMALLY) else children(part, "Property"))
        if found.get(FORMALLY) == name and (value := (found.get("Value") or "").strip())
    ]


def _city(story: Story) -> str | None:
    return next(iter(_properties(story, "City")), None)


def _language(story: Story, item: Element) -> str | None:
    named = (_formal(language) for language in story.all("DescriptiveMetadata", "Language"))
    marked = (element.get(XML_LANG) for element in (*story.components, item))
    return next((tag for tag in (*named, *marked) if tag), None)


def _subjects(story: Story) -> tuple[str, ...]:
    return subject_codes(
        bare_subject_code((subject.get(FORMALLY) or "").strip())
        for code in story.all("DescriptiveMetadata", "SubjectCode")
        for subject in descendants(code, *SUBJECTS)
    )


def _keywords(story: Story) -> tuple[str, ...]:
    lines = (words_in(line) or "" for line in story.all("NewsLines", "KeywordLine"))
    words = [*lines, *_properties(story, "Keyword")]
    return tuple(dict.fromkeys(k.strip() for w in words for k in w.split(";") if k.strip()))


def _usage_terms(story: Story) -> str | None:
    for usage in story.all("RightsMetadata", "UsageRights"):
        for part in usage:
            if isinstance(part.tag, str) and (words := _formal(part)):
                return words
    return None


def _copyright_holder(story: Story) -> str | None:
    for right in story.all("RightsMetadata", "Copyright"):
        if (holder := child(right, "CopyrightHolder")) is not None:
            return words_in(holder) or _formal(child(holder, "Party"))
    return None


def _ednotes(story: Story, management: Parts, body: Body) -> tuple[EdNote, ...]:
    """Return what is for newsrooms: instructions, advisory lines, contacts, private ends."""
    notes = [_formal(order) for order in management["Instruction"] if len(order) == 0]
    for line in story.all("NewsLines", "NewsLine"):
        if NOTE_LINES.search(_formal(child(line, "NewsLineType")) or ""):
            notes += [words_in(text) for text in children(line, "NewsLineText")]
    notes += [story.texts(PRIVATE_ROLES), body.private]
    return tuple(EdNote(note) for note in dict.fromkeys(notes) if note)
