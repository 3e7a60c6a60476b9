"""Write NITF 3.6: one document of one item, on one line.

What NITF has no element for leaves as `meta` (signals, copyright notice) or `media-metadata`. Its
one element for emphasis says in its class which it is. Media stand at the end of the body.

Source: IPTC NITF 3.6, XML Schema.
"""

import datetime as dt
import html
import re
from itertools import groupby

from lxml import etree

from dateline.core.story import Item, Mark, Media, Paragraph, ParagraphKind
from dateline.core.wire.leaving import dateline_apart, leaving
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.write_markup import inline_markup, table_markup

NITF = "http://iptc.org/std/NITF/2006-10-18/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPES = {"picture": "image", "graphic": "image", "video": "video", "audio": "audio"}
NAME_TOKEN = re.compile(r"[\w.:-]+")  # the schema's NMTOKEN
_NAMES: dict[str, str] = {None: NITF}  # type: ignore[dict-item]  # lxml's types know no default


def write_nitf(item: Item) -> bytes:
    """Return the item as one NITF document without line ends, in UTF-8."""
    item = leaving(item)
    root = etree.Element(f"{{{NITF}}}nitf", {"version": "-//IPTC//DTD NITF 3.6//EN"}, nsmap=_NAMES)
    _add_head(root, item)
    body = _add(root, "body")
    if item.language:
        body.set(LANG, item.language)
    _add_body_head(body, item)
    if item.paragraphs or item.media:
        content = _content(item)
        body.append(content)
        for media in item.media:
            _add_media(content, media)
    text = etree.tostring(root, encoding="unicode").replace("\n", "&#10;")
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


def _add_head(root: Element, item: Item) -> None:
    head = _add(root, "head")
    if item.headline:
        _add(head, "title", item.headline)
    for signal in item.signals:
        _add(head, "meta", name="signal", content=signal)
    if item.embargoed == "indefinite" and _status(item) != "embargoed":
        _add(head, "meta", name="embargo", content="yes")
    if item.copyrightnotice:
        _add(head, "meta", name="copyright-notice", content=item.copyrightnotice)
    if item.subjects:
        tobject = _add(head, "tobject")
        for code in item.subjects:
            scheme, _, number = code.partition(":")
            subject = _add(tobject, "tobject.subject")
            subject.set("tobject.subject.refnum", number)
            if scheme == "medtop":
                subject.set("tobject.subject.ipr", "medtop")
    _add_docdata(head, item)


def _add_docdata(head: Element, item: Item) -> None:
    docdata = _add(head, "docdata")
    docdata.set("management-status", _status(item))
    notes = [note.text for note in item.ednotes]
    if "sig:correction" in item.signals:
        correction = _add(docdata, "correction", **{"id-string": item.uri or ""})
        if notes:
            correction.set("info", notes[0])
    _add(docdata, "doc-id", **_said({"regsrc": item.provider, "id-string": item.uri}))
    if item.urgency:
        _add(docdata, "urgency", **{"ed-urg": str(item.urgency)})
    for name, moment in (
        ("date.issue", item.versioncreated),
        ("date.release", item.embargoed),
        ("date.expire", item.expires),
    ):
        if isinstance(moment, dt.datetime):
            _add(docdata, name, norm=_norm(moment))
    for note in notes:
        _add(docdata, "ed-msg", **{"msg-type": "public", "info": note})
    version = item.version if NAME_TOKEN.fullmatch(item.version or "") else None
    if item.slugline or version:
        _add(docdata, "du-key", **_said({"version": version, "key": item.slugline}))
    if item.copyrightholder:
        _add(docdata, "doc.copyright", holder=item.copyrightholder)
    if item.usageterms:
        _add(docdata, "doc.rights", limitations=item.usageterms)
    if item.keywords:
        key_list = _add(docdata, "key-list")
        for keyword in item.keywords:
            _add(key_list, "keyword", key=keyword)
    if item.places:
        told_of = _add(docdata, "identified-content")
        for place in item.places:
            _add(told_of, "location", place)


def _status(item: Item) -> str:
    """Return the management status; "embargoed" without a release date is until further notice."""
    if item.embargoed is not None and item.pubstatus == "usable":
        return "embargoed"
    return item.pubstatus.value


def _norm(moment: dt.datetime) -> str:
    zone = "Z" if moment.tzinfo else ""
    return f"{moment:%Y%m%dT%H%M%S}{zone}"


def _add_body_head(body: Element, item: Item) -> None:
    head = _add(body, "body.head")
    if item.headline or item.subheadline:
        hedline = _add(head, "hedline")
        _add(hedline, "hl1", item.headline or "")
        if item.subheadline:
            _add(hedline, "hl2", item.subheadline)
    if item.byline:
        _add(head, "byline", item.byline)
    if item.creditline:
        _add(head, "distributor", item.creditline)
    if item.dateline:
        _add_dateline(head, item)
    if item.abstract:
        _add(_add(head, "abstract"), "p", item.abstract)


def _add_dateline(head: Element, item: Item) -> None:
    """Write the dateline's words, the place among them as a location, and its day."""
    dateline, words = item.dateline, dateline_apart(item)
    if dateline is None or not (words or dateline.text == dateline.place):
        return
    element = _add(head, "dateline")
    element.text, place, after = dateline.text.partition(dateline.place or dateline.text)
    if place:
        _add(element, "location", place).tail = after
    if dateline.date:
        _add(element, "story.date", norm=f"{dateline.date:%Y%m%d}")


def _content(item: Item) -> Element:
    parts = []
    for is_list, group in groupby(item.paragraphs, key=lambda p: p.kind is ParagraphKind.LIST_ITEM):
        if is_list:
            entries = "".join(f"<li>{_inner(paragraph)}</li>" for paragraph in group)
            parts.append(f"<ul>{entries}</ul>")
        else:
            parts += [_block(paragraph) for paragraph in group]
    source = f'<body.content xmlns="{NITF}">{"".join(parts)}</body.content>'
    return etree.fromstring(source.encode(), etree.XMLParser(huge_tree=True))


def _block(paragraph: Paragraph) -> str:
    match paragraph.kind:
        case ParagraphKind.TABLE:
            return table_markup(paragraph.text)
        case ParagraphKind.PREFORMATTED:
            return f"<pre>{html.escape(paragraph.text)}</pre>"  # no element may stand inside
        case ParagraphKind.HEADING:
            return f"<hl2>{_inner(paragraph)}</hl2>"
        case ParagraphKind.QUOTE:
            return f"<bq><block><p>{_inner(paragraph)}</p></block></bq>"
        case _:
            return f"<p>{_inner(paragraph)}</p>"


def _inner(paragraph: Paragraph) -> str:
    return inline_markup(paragraph.text, paragraph.marks, tags=_tags, line_break="<br/>")


def _tags(mark: Mark) -> tuple[str, str]:
    if mark.kind == "a":
        return f'<a href="{html.escape(mark.href or "")}">', "</a>"
    return ('<em class="strong">' if mark.kind == "strong" else "<em>"), "</em>"


def _add_media(content: Element, media: Media) -> None:
    element = _add(content, "media", **{"media-type": MEDIA_TYPES.get(media.kind, "other")})
    more = {
        "uri": media.uri,
        "kind": media.kind if media.kind == "graphic" else None,
        "usage-terms": media.usage_terms,
        "expires": _norm(media.expires) if media.expires else None,
    }
    for name, value in _said(more).items():
        _add(element, "media-metadata", name=name, value=value)
    attributes = {
        "source": media.href,
        "copyright": media.copyright_notice,
        "alternate-text": media.alt,
    }
    _add(element, "media-reference", **_said(attributes))
    if media.caption:
        _add(element, "media-caption", media.caption)
    if media.credit:
        _add(element, "media-producer", media.credit)


def _said(attributes: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{NITF}}}{tag}", attributes)
    element.text = text
    return element
