"""Read ninjs, IPTC's JSON for one news item: 1.x, 2.x (lower case, lists) and 3.x (camel case).

Source: iptc.org/standards/ninjs, schemas 1.8, 2.4 and 3.3.
"""

from collections.abc import Iterator
from typing import Any

from dateline.core.story import Dateline, EdNote, Item, Paragraph
from dateline.core.wire.blocks import paragraphs_from_lines
from dateline.core.wire.charset import without_controls
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Read
from dateline.core.wire.errors import WireError
from dateline.core.wire.fields import Fields
from dateline.core.wire.html import paragraphs_from_html
from dateline.core.wire.ninjs_media import ALT_ROLES, CREDIT_ROLES, described, read_media
from dateline.core.wire.vocabulary import (
    bare_subject_code,
    read_pubstatus,
    read_urgency,
    subject_codes,
)

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
# What APIs call the list of items in their answers.
PAGE_NAMES = ("_items", "items", "hits", "results", "newsItems")
# How a body may be written, the richest first.
HTML, NITF, PLAIN, OTHER_MARKUP = range(4)
ABSTRACT_ROLES = ("summary", "abstract", "lead", "drolsummary", "text", "", "main", "caption")
PUBLIC_NOTE_ROLE = "noterole:public"
NO_ABSTRACT_ROLES = {*CREDIT_ROLES, *ALT_ROLES, "public"}
# Words for the two lists of IPTC's that a scheme may be named by.
SCHEMES = {
    "mediatopic": "medtop", "mediatopics": "medtop", "medtop": "medtop", "subj": "subj",
    "subjectcode": "subj", "subjectcodes": "subj", "iptc_subject_code": "subj",
    "iptc": "subj",
}  # fmt: skip
PUBLIC_NOTE_ROLES = {"public", PUBLIC_NOTE_ROLE, "ednoterole:public"}
# What the schema has no property for: a keyword is a literal subject with this relation, a signal a
# genre of IPTC's list of signals.
KEYWORD_RELATION = "keyword"
SIGNALS = "http://cv.iptc.org/newscodes/signal/"


def is_ninjs(value: dict[str, Any]) -> bool:
    """Return whether an object is a ninjs item: `uri` is the only property it must have.

    Some publishers write `guid` for it, as NewsML-G2 does, or leave it out.
    """
    if "uri" in value or "ninjs" in str(value.get("standard", "")).lower():
        return True
    return len(TELLING & set(value)) >= 2


def is_ninjs_page(value: dict[str, Any]) -> bool:
    """Return whether an object is an answer of an API with ninjs items in it."""
    return any(is_ninjs(row) for row in _rows_of_page(value))


def read_ninjs_page(value: dict[str, Any]) -> Iterator[Read]:
    """Yield the items of an API's answer, and a refusal in the place of a broken one."""
    for row in _rows_of_page(value):
        try:
            yield read_ninjs(row)
        except WireError as error:
            yield error


def _rows_of_page(value: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[Any] = next(
        (value[name] for name in PAGE_NAMES if isinstance(value.get(name), list)), []
    )
    return [row for row in rows if isinstance(row, dict)]


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
        type=_type(fields),
        pubstatus=read_pubstatus(fields.text("pubStatus", "pubstatus"), where="item.pubstatus"),
        headline=_headline(fields, MAIN_ROLES) or fields.text("title", "name"),
        subheadline=_headline(fields, SUB_ROLES) or fields.text("subheadline", "subheading"),
        byline=fields.text("by", "byline"),
        creditline=fields.text("creditline", "source")
        or described(fields, CREDIT_ROLES)
        or _source(fields),
        dateline=dateline,
        language=fields.text("language"),
        slugline=fields.text("slugline"),
        urgency=read_urgency(fields.text("urgency")),
        signals=_signals(fields),
        subjects=_subjects(fields),
        keywords=(*fields.words("keywords"), *_keywords_among_subjects(fields)),
        places=tuple(dict.fromkeys((*places, *((located,) if located else ())))),
        versioncreated=created,
        firstcreated=fields.time(
            "firstCreated", "firstcreated", "contentCreated", "contentcreated"
        ),
        embargoed=fields.embargo("embargoedUntil", "embargoeduntil", "embargoed"),
        expires=fields.needed_time("expires"),
        provider=_source(fields) or fields.text("source", "provider", "copyrightholder"),
        ednotes=_ednotes(fields),
        usageterms=right.text("usageTerms", "usageterms")
        or fields.text("usageTerms", "usageterms"),
        copyrightholder=right.text("copyrightHolder", "copyrightholder")
        or fields.text("copyrightHolder", "copyrightholder"),
        copyrightnotice=right.text("copyrightNotice", "copyrightnotice")
        or fields.text("copyrightNotice", "copyrightnotice"),
        abstract=_abstract(fields),
        paragraphs=paragraphs,
        media=read_media(fields, created),
    )


def _version(fields: Fields) -> str:
    standard = fields.raw("standard")
    number = str(standard.get("version", "")) if isinstance(standard, dict) else ""
    if number[:1] in "123" and number:
        return f"ninjs-{number[0]}"
    if fields.raw("headlines", "bodies", "descriptions") is None:
        return "ninjs-1"
    return "ninjs-3" if fields.raw("versionCreated", "pubStatus") is not None else "ninjs-2"


def _type(fields: Fields) -> str:
    """Return the kind of news object; "story" and "article" are dialects' words for text."""
    written = (fields.text("type") or "text").lower()
    return "text" if written in ("story", "article") else written


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
    for row in sorted(fields.rows("bodies"), key=_plainness):
        value = row.get("value")
        if isinstance(value, str) and (paragraphs := _read_body(value, _plainness(row))):
            return paragraphs
    for name in ("body_xhtml", "body_html", "bodyXhtml", "bodyHtml"):
        if text := fields.text(name):
            return _read_body(text, HTML)
    if text := fields.text("body_nitf"):
        return _read_body(text, NITF)
    text = fields.text("body_text", "bodyText")
    return _read_body(text, PLAIN) if text else ()


def _plainness(row: dict[str, Any]) -> int:
    """Return how a body is written, the richest first: HTML, NITF, anything else."""
    told = f"{row.get('contentType') or row.get('contenttype') or ''} {row.get('role') or ''}"
    value = str(row.get("value") or "").lstrip()
    if "nitf" in told.lower():
        return NITF if "<body.content" in value else OTHER_MARKUP
    if "html" in told.lower():
        return HTML
    if not value.startswith("<"):
        return PLAIN
    return OTHER_MARKUP if "xml" in told.lower() or value.startswith("<?xml") else HTML


def _read_body(text: str, plainness: int) -> tuple[Paragraph, ...]:
    if plainness == PLAIN:
        return paragraphs_from_lines(text)
    # A whole page carries a title, a NITF document its docdata: neither is copy.
    for start, end in (("<body.content", "</body.content>"), ("<body", "</body>")):
        at = text.find(start)
        if at >= 0:
            text = text[text.find(">", at) + 1 :].partition(end)[0]
            break
    return paragraphs_from_html(text)


def _abstract(fields: Fields) -> str | None:
    if text := fields.text("description_text", "abstract"):
        return text
    if text := fields.text("description_html"):
        return " ".join(paragraph.text for paragraph in paragraphs_from_html(text)) or None
    if text := described(fields, ABSTRACT_ROLES):
        return text
    others = [r for r in fields.rows("descriptions") if _role(r) not in NO_ABSTRACT_ROLES]
    return next((words for row in others if (words := _value(row))), None)


def _value(row: dict[str, Any]) -> str | None:
    value = row.get("value")
    return " ".join(without_controls(value).split()) or None if isinstance(value, str) else None


def _subjects(fields: Fields) -> tuple[str, ...]:
    codes = []
    for row in fields.rows("subjects", "subject"):
        scheme = str(row.get("scheme") or "").strip()
        for name in ("uri", "qcode", "code", "literal"):
            code = str(row.get(name) or "").strip()
            if "://" in scheme:
                codes += [code, f"{scheme.rstrip('/#')}/{code}"]
            elif name == "literal" and not scheme:
                codes.append(code)  # a bare word of the agency's own: no code of IPTC's
            else:
                codes += [code, f"{SCHEMES.get(scheme.lower(), scheme)}:{code}"]
                codes += [bare_subject_code(code)] if not scheme else []
    return subject_codes(codes)


def _keywords_among_subjects(fields: Fields) -> Iterator[str]:
    for row in fields.rows("subjects"):
        if row.get("rel") == KEYWORD_RELATION and (word := str(row.get("literal") or "").strip()):
            yield word


def _signals(fields: Fields) -> tuple[str, ...]:
    found = list(fields.words("signals", "signal"))
    for row in [] if found else fields.rows("signals", "signal"):
        value = row.get("qcode") or row.get("uri") or row.get("code") or row.get("literal")
        found += [str(value).strip()] if value else []
    genres = [str(row.get("uri") or "") for row in fields.rows("genres")]
    found += [f"sig:{uri.removeprefix(SIGNALS)}" for uri in genres if uri.startswith(SIGNALS)]
    return tuple(found)


def _ednotes(fields: Fields) -> tuple[EdNote, ...]:
    """Return the notes; one that the descriptions say is public stands in `edNote` as well."""
    value = fields.raw("edNote", "ednote", "edNotes", "ednotes")
    rows = fields.rows("descriptions") if isinstance(value, str) else []
    public = [
        EdNote(words, public=True)
        for row in rows
        if row.get("role") == PUBLIC_NOTE_ROLE and (words := _value(row))
    ]
    if isinstance(value, str) and value.strip():
        is_all_public = value == "\n".join(note.text for note in public)
        return (*([] if is_all_public else [EdNote(value.strip())]), *public)
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
