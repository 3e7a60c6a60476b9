"""Deliveries as the fictional Northern Wire Agency sends them."""

import json

QUAY = {
    "uri": "tag:nwa.example,2026:quay",
    "version": "1",
    "type": "text",
    "headline": "Kesterholm harbour reopens",
    "versioncreated": "2026-11-23T09:00:00Z",
    "body_text": "PORT ANSEL, Nov. 23 (NWA) - The harbour of Kesterholm reopened on Monday.",
}


def ninjs(**changes):
    """Return a ninjs 1.x item as an agency would send it; None leaves a property out."""
    item = {name: value for name, value in (QUAY | changes).items() if value is not None}
    return json.dumps(item, ensure_ascii=False).encode()


def newsml(*items):
    """Return a NewsML-G2 message of items given as (guid, version, headline, text, class)."""
    parts = "".join(
        f"""<newsItem guid="{guid}" version="{version}" standard="NewsML-G2" standardversion="2.29">
        <itemMeta><itemClass qcode="ninat:{kind}"/>
        <versionCreated>2026-11-23T09:00:00Z</versionCreated>
        <pubStatus qcode="stat:usable"/></itemMeta>
        <contentMeta><headline>{headline}</headline></contentMeta>
        <contentSet><inlineXML contenttype="application/xhtml+xml">
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
        <body><p>{text}</p></body></html></inlineXML></contentSet></newsItem>"""
        for guid, version, headline, text, kind in items
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
    <newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/>
    <itemSet>{parts}</itemSet></newsMessage>""".encode()


def ninjs_picture(uri, *hrefs, **changes):
    """Return a picture as a ninjs item names it: for `associations`, or an item of its own."""
    renditions = {f"size{place}": {"href": href} for place, href in enumerate(hrefs)}
    picture = {
        "uri": uri,
        "type": "picture",
        "description_text": "Ships wait off the quay of Kesterholm.",
        "creditline": "Runa Vik/NWA",
        "altText": "Grey ships in a row under low clouds.",
        "copyrightNotice": "© 2026 Northern Wire Agency",
        "usageTerms": "No sales.",
        "renditions": renditions,
    } | changes
    return {name: value for name, value in picture.items() if value is not None}
