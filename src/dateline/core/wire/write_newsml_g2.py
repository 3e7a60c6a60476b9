"""Write NewsML-G2 2.35, power conformance: a bare newsItem for one item, a newsMessage for several.

Elements stand in the order of the standard. Codes of IPTC's schemes resolve through its catalog,
the two roles it has no scheme for through a catalog of the item's own; codes of an agency's scheme,
which no receiver could resolve, leave as literals.

Source: IPTC NewsML-G2 2.35, XML Schema "All-Power".
"""

import datetime as dt
from collections.abc import Sequence

from lxml import etree

from dateline.core.story import Item, Media
from dateline.core.wire.html import paragraphs_to_html
from dateline.core.wire.leaving import dateline_apart, leaving, time_text
from dateline.core.wire.safe_xml import Element
from dateline.core.wire.vocabulary import ADDRESSES

NAR = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
OWN_SCHEMES = {"hld": "urn:dateline:headlinerole:", "noterole": "urn:dateline:noterole:"}
TYPES = {"text", "audio", "video", "picture", "graphic", "animated", "composite"}
UNKNOWN_PROVIDER = "unknown"  # the standard demands that somebody is responsible for an item
OTHER_CONTENT = "application/octet-stream"


def write_newsml_g2(items: Sequence[Item], *, sent: dt.datetime) -> bytes:
    """Return a document of one newsItem, or of a newsMessage around several, in UTF-8.

    sent  when it leaves; also the time of a version that has none, which the standard demands
    """
    documents = [_news_item(leaving(item), sent) for item in items]
    if len(documents) == 1:
        return _xml(documents[0])
    message = etree.Element(f"{{{NAR}}}newsMessage", nsmap=_NAMES)
    _add(_add(message, "header"), "sent", time_text(sent))
    _add(message, "itemSet").extend(documents)
    return _xml(message)


_NAMES: dict[str, str] = {None: NAR}  # type: ignore[dict-item]  # lxml's types know no default


def _news_item(item: Item, sent: dt.datetime) -> Element:
    root = etree.Element(
        f"{{{NAR}}}newsItem",
        {"standard": "NewsML-G2", "standardversion": "2.35", "conformance": "power"},
        nsmap=_NAMES,
    )
    root.set("guid", item.uri or "")
    if item.version and item.version.isascii() and item.version.isdigit():
        root.set("version", item.version)
    if item.language:
        root.set(LANG, item.language)
    _add(root, "catalogRef", href=CATALOG)
    catalog = _add(root, "catalog")
    for alias, uri in OWN_SCHEMES.items():
        _add(catalog, "scheme", alias=alias, uri=uri)
    _add_rights(root, item)
    _add_item_meta(root, item, sent)
    _add_content_meta(root, item)
    if item.paragraphs:
        inline = _add(_add(root, "contentSet"), "inlineXML", contenttype="application/xhtml+xml")
        inline.append(_xhtml(item))
    return root


def _add_rights(root: Element, item: Item) -> None:
    if not (item.copyrightholder or item.copyrightnotice or item.usageterms):
        return
    rights = _add(root, "rightsInfo")
    if item.copyrightholder:
        _add(_add(rights, "copyrightHolder"), "name", item.copyrightholder)
    _add_text(rights, "copyrightNotice", item.copyrightnotice)
    _add_text(rights, "usageTerms", item.usageterms)


def _add_item_meta(root: Element, item: Item, sent: dt.datetime) -> None:
    meta = _add(root, "itemMeta")
    item_type = item.type if item.type in TYPES else "text"
    _add(meta, "itemClass", qcode=f"ninat:{item_type}")
    provider = item.provider or item.creditline or item.copyrightholder or UNKNOWN_PROVIDER
    _add(_add(meta, "provider"), "name", provider)
    _add(meta, "versionCreated", time_text(item.versioncreated or item.firstcreated or sent))
    if item.firstcreated:
        _add(meta, "firstCreated", time_text(item.firstcreated))
    if isinstance(item.embargoed, dt.datetime):
        _add(meta, "embargoed", time_text(item.embargoed))
    elif item.embargoed:
        _add(meta, "embargoed")  # empty: until further notice
    _add(meta, "pubStatus", qcode=f"stat:{item.pubstatus.value}")
    for note in item.ednotes:
        _add(meta, "edNote", note.text, role="noterole:public")
    for signal in item.signals:
        _add(meta, "signal", **{_code_attribute(signal): signal})
    if item.expires:
        _add(meta, "expires", time_text(item.expires))
    for media in item.media:
        _add_media(meta, media)


def _code_attribute(code: str) -> str:
    if code.startswith(("http://", "https://")):
        return "uri"
    return "qcode" if code.partition(":")[0] in ADDRESSES else "literal"


def _add_media(meta: Element, media: Media) -> None:
    """Link to a picture or other attachment, with what is said of it inside the link."""
    link = _add(meta, "link", rel="irel:seeAlso", href=media.href)
    if media.uri:
        link.set("residref", media.uri)
    if media.kind in TYPES:
        _add(link, "itemClass", qcode=f"ninat:{media.kind}")
    else:
        link.set("contenttype", OTHER_CONTENT)
    for role, text in (("caption", media.caption), ("altText", media.alt)):
        if text:
            _add(link, "description", text, role=f"drol:{role}")
    _add_text(link, "creditline", media.credit)
    _add_text(link, "copyrightNotice", media.copyright_notice)
    _add_text(link, "usageTerms", media.usage_terms)
    if media.expires:
        _add(link, "expires", time_text(media.expires))


def _add_content_meta(root: Element, item: Item) -> None:
    meta = _add(root, "contentMeta")
    if item.urgency:
        _add(meta, "urgency", str(item.urgency))
    if item.dateline and item.dateline.place:
        _add(_add(meta, "located"), "name", item.dateline.place)
    if item.language:
        _add(meta, "language", tag=item.language)
    for keyword in item.keywords:
        _add(meta, "keyword", keyword)
    for code in item.subjects:
        _add(meta, "subject", type="cpnat:abstract", qcode=code)
    for place in item.places:
        _add(_add(meta, "subject", type="cpnat:geoArea"), "name", place)
    _add_text(meta, "slugline", item.slugline)
    _add_text(meta, "headline", item.headline)
    if item.subheadline:
        _add(meta, "headline", item.subheadline, role="hld:subHeadline")
    _add_text(meta, "dateline", dateline_apart(item))
    _add_text(meta, "by", item.byline)
    _add_text(meta, "creditline", item.creditline)
    if item.abstract:
        _add(meta, "description", item.abstract, role="drol:summary")


def _xhtml(item: Item) -> Element:
    body = paragraphs_to_html(item.paragraphs)
    page = f'<html xmlns="{XHTML}"><head><title/></head><body>{body}</body></html>'
    root = etree.fromstring(page.encode(), etree.XMLParser(huge_tree=True))
    root[0][0].text = item.headline or ""
    return root


def _add_text(parent: Element, tag: str, text: str | None) -> None:
    if text:
        _add(parent, tag, text)


def _add(parent: Element, tag: str, text: str | None = None, /, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{NAR}}}{tag}", attributes)
    element.text = text
    return element


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8") + b"\n"
