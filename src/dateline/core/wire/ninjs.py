"""Read ninjs, IPTC's JSON for one news item: 1.x, 2.x (lower case, lists) and 3.x (camel case).

Source: iptc.org/standards/ninjs, schemas 1.8, 2.4 and 3.3.
"""

from typing import Any

from dateline.core.story import Dateline, EdNote, Item, Media, Paragraph
from dateline.core.wire.charset import without_controls
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.fields import Fields
from dateline.core.wire.html import paragraphs_from_html
from dateline.core.wire.vocabulary import read_pubstatus, read_urgency, subject_codes

MAIN_ROLES: set[str | None] = {None, "", "main", "headline", "title"}
SUB_ROLES: set[str | None] = {
    "sub",
    "subhead",
    "subheadline",
    "subheading",
    "subtitle",
    "secondary",
}
# Two of these together are nobody else's.
TELLING = {
    "guid", "versioncreated", "versionCreated", "pubstatus", "pubStatus", "body_html", "body_text",
    "bodies", "headlines", "slugline", "type",
}  # fmt: skip
PUBLIC_NOTE_ROLES = {"public", "noterole:public", "ednoterole:public"}


def is_ninjs(value: dict[str, Any]) -> bool:
    """Return whether an object is a ninjs item: `uri` is the only property it must have.

    Some publishers write `guid` for it, as NewsML-G2 does, or leave it out.
    """
    if "uri" in value or "ninjs" in str(value.get("standard", "")).lower():
        return True
    return len(TELLING & set(value)) >= 2


def read_ninjs(value: dict[str, Any]) -> Item:
    """Return the item in a ninjs object of any version.

    Raises: MalformedWire when a status or embargo cannot be read, because guessing could publish.
    """
    fields = Fields(value, "item")
    paragraphs = _paragraphs(fields)
    created = fields.time("versionCreated", "versioncreated")
    places = tuple(name for row in fields.rows("places", "place") if (name := _name(row)))
    located = fields.text("located")
    first = paragraphs[0].text if paragraphs else ""
    dateline = find_dateline(first, filed=created) or (
        Dateline(located, located) if located else None
    )
    rights = fields.rows("rightsInfo", "rightsinfo")
    right = Fields(rights[0], "item.rightsInfo") if rights else fields
    return Item(
        format=_version(fields),
        uri=fields.text("uri", "guid"),
        version=fields.text("version"),
        type=fields.text("type") or "text",
        pubstatus=read_pubstatus(fields.text("pubStatus", "pubstatus"), where="item.pubstatus"),
        headline=_headline(fields, MAIN_ROLES) or fields.text("title", "name"),
        subheadline=_headline(fields, SUB_ROLES),
        byline=fields.text("by", "byline"),
        creditline=fields.text("creditline", "source") or _source(fields),
        dateline=dateline,
        language=fields.text("language"),
        slugline=fields.text("slugline"),
        urgency=read_urgency(fields.text("urgency")),
        signals=_signals(fields),
        subjects=_subjects(fields),
        keywords=(*fields.words("keywords"), *_literals(fields)),
        places=tuple(dict.fromkeys((*places, *((located,) if located else ())))),
        versioncreated=created,
        firstcreated=fields.time(
            "firstCreated", "firstcreated", "contentCreated", "contentcreated"
        ),
        embargoed=fields.embargo("embargoedUntil", "embargoeduntil", "embargoed"),
        expires=fields.needed_time("expires"),
        provider=_source(fields) or fields.text("source", "provider", "copyrightholder"),
        ednotes=_ednotes(fields),
        usageterms=right.text("usageTerms", "usageterms") or fields.text("usageterms"),
        copyrightholder=right.text("copyrightHolder", "copyrightholder")
        or fields.text("copyrightholder"),
        copyrightnotice=right.text("copyrightNotice", "copyrightnotice")
        or fields.text("copyrightnotice"),
        abstract=_abstract(fields),
        paragraphs=paragraphs,
        media=_media(fields),
    )


def _version(fields: Fields) -> str:
    standard = fields.raw("standard")
    number = str(standard.get("version", "")) if isinstance(standard, dict) else ""
    if number[:1] in "123" and number:
        return f"ninjs-{number[0]}"
    if fields.raw("headlines", "bodies", "descriptions") is None:
        return "ninjs-1"
    return "ninjs-3" if fields.raw("versionCreated", "pubStatus") is not None else "ninjs-2"


def _headline(fields: Fields, roles: set[str | None]) -> str | None:
    if None in roles and (single := fields.text("headline")):
        return single
    return next(
        (
            str(row["value"]).strip()
            for row in fields.rows("headlines")
            if _role(row) in roles and row.get("value")
        ),
        None,
    )


def _role(row: dict[str, Any]) -> str | None:
    role = row.get("role")
    return str(role).lower().rpartition(":")[2] if role else None


def _paragraphs(fields: Fields) -> tuple[Paragraph, ...]:
    """Return the body: the richest of what the item offers."""
    bodies = sorted(fields.rows("bodies"), key=lambda row: "html" not in _content_type(row))
    for row in bodies:
        value = row.get("value")
        if isinstance(value, str) and value.strip():
            return _read_body(
                value, is_html="html" in _content_type(row) or value.strip()[0] == "<"
            )
    for name in ("body_xhtml", "body_html", "bodyXhtml", "bodyHtml"):
        if text := fields.text(name):
            return _read_body(text, is_html=True)
    text = fields.text("body_text", "bodyText")
    return _read_body(text, is_html=False) if text else ()


def _content_type(row: dict[str, Any]) -> str:
    return str(row.get("contentType") or row.get("contenttype") or "").lower()


def _read_body(text: str, *, is_html: bool) -> tuple[Paragraph, ...]:
    if is_html:
        return paragraphs_from_html(text)
    parts = without_controls(text).replace("\r\n", "\n").split("\n")
    return tuple(Paragraph(" ".join(part.split())) for part in parts if part.strip())


def _abstract(fields: Fields) -> str | None:
    if text := fields.text("description_text", "abstract"):
        return text
    if text := fields.text("description_html"):
        return " ".join(paragraph.text for paragraph in paragraphs_from_html(text)) or None
    texts = [str(row["value"]) for row in fields.rows("descriptions") if row.get("value")]
    return " ".join(texts[0].split()) if texts else None


def _subjects(fields: Fields) -> tuple[str, ...]:
    codes = []
    for row in fields.rows("subjects", "subject"):
        for name in ("uri", "code", "qcode"):
            code = str(row.get(name) or "")
            codes.append(code if ":" in code else f"{row.get('scheme') or 'subj'}:{code}")
    return subject_codes(codes)


def _literals(fields: Fields) -> tuple[str, ...]:
    """Return the agency's own words for subjects, which carry no IPTC code."""
    return tuple(
        str(row["literal"]).strip()
        for row in fields.rows("subjects", "subject")
        if row.get("literal") and not row.get("uri")
    )


def _signals(fields: Fields) -> tuple[str, ...]:
    found = list(fields.words("signals", "signal"))
    rows = fields.rows("signals", "signal") if not found else []
    return (*found, *(str(row.get("uri") or row.get("code") or "") for row in rows))


def _ednotes(fields: Fields) -> tuple[EdNote, ...]:
    value = fields.raw("edNote", "ednote", "edNotes", "ednotes")
    if isinstance(value, str) and value.strip():
        return (EdNote(value.strip()),)
    rows = fields.rows("edNote", "ednote", "edNotes", "ednotes") if value is not None else []
    return tuple(
        EdNote(str(row["value"]).strip(), str(row.get("role", "")).lower() in PUBLIC_NOTE_ROLES)
        for row in rows
        if row.get("value")
    )


def _source(fields: Fields) -> str | None:
    return next((n for r in fields.rows("infoSources", "infosources") if (n := _name(r))), None)


def _name(row: dict[str, Any]) -> str | None:
    value = row.get("name") or row.get("literal") or row.get("code")
    return str(value).strip() or None if value else None


def _media(fields: Fields) -> tuple[Media, ...]:
    """Return the largest rendition of each picture or other attachment."""
    value = fields.raw("associations")
    rows = list(value.values()) if isinstance(value, dict) else value
    found = []
    for row in [fields.values, *(rows if isinstance(rows, list) else [])]:
        if not isinstance(row, dict):
            continue
        part = Fields(row, "item.associations")
        renditions = part.raw("renditions")
        every = list(renditions.values()) if isinstance(renditions, dict) else renditions or []
        found += [
            _one_medium(part, str(one["href"]))
            for one in every
            if isinstance(one, dict) and one.get("href")
        ]
    return tuple(found)


def _one_medium(part: Fields, href: str) -> Media:
    return Media(
        href,
        caption=_abstract(part) or part.text("headline"),
        credit=part.text("creditline", "by"),
        alt=part.text("altText", "alttext"),
        kind=part.text("type") or "picture",
        uri=part.text("uri", "guid"),
        copyright_notice=part.text("copyrightNotice", "copyrightnotice"),
        usage_terms=part.text("usageTerms", "usageterms"),
        expires=part.time("expires"),
    )
