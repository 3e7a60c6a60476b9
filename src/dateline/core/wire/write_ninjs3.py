"""Write ninjs 3.3, IPTC's JSON for one news item.

The schema closes its properties, so what it has no place for goes where it has one: signals among
the genres by their full address, keywords as literal subjects, the credit line as a description, a
public note both as `edNote` (for a receiver's desk) and as a description that says it is public.

Source: iptc.org/standards/ninjs, schema 3.3.
"""

import json
from typing import Any

from dateline.core.story import Item, Media
from dateline.core.wire.html import paragraphs_to_html
from dateline.core.wire.leaving import leaving, time_text
from dateline.core.wire.ninjs import KEYWORD_RELATION, PUBLIC_NOTE_ROLE
from dateline.core.wire.times import UNTIL_FURTHER_NOTICE
from dateline.core.wire.vocabulary import full_address

STANDARD = {
    "name": "ninjs",
    "version": "3.3",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.3.json#",
}
TYPES = {
    "text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning",
}  # fmt: skip
Values = dict[str, Any]


def write_ninjs3(item: Item) -> bytes:
    """Return the item as one ninjs object on one line, in UTF-8."""
    item = leaving(item)
    values: Values = {
        "standard": STANDARD,
        "uri": item.uri,
        "type": item.type if item.type in TYPES else None,
        "version": item.version,
        "firstCreated": item.firstcreated and time_text(item.firstcreated),
        "versionCreated": item.versioncreated and time_text(item.versioncreated),
        "embargoedUntil": _embargo(item),
        "expires": item.expires and time_text(item.expires),
        "pubStatus": item.pubstatus.value,
        "urgency": item.urgency,
        "language": item.language,
        "slugline": item.slugline,
        "by": item.byline,
        "located": item.dateline and item.dateline.place,
        "copyrightHolder": item.copyrightholder,
        "copyrightNotice": item.copyrightnotice,
        "usageTerms": item.usageterms,
        "edNote": "\n".join(note.text for note in item.ednotes),
        "headlines": _values(("main", item.headline), ("subheadline", item.subheadline)),
        "descriptions": _values(
            ("summary", item.abstract),
            ("creditline", item.creditline),
            *((PUBLIC_NOTE_ROLE, note.text) for note in item.ednotes),
        ),
        "bodies": _bodies(item),
        "subjects": [
            *({"uri": full_address(code)} for code in item.subjects),
            *({"literal": word, "rel": KEYWORD_RELATION} for word in item.keywords),
        ],
        "genres": [{"uri": full_address(s)} for s in item.signals if s.startswith("sig:")],
        "places": [{"name": name} for name in item.places],
        "infoSources": [{"name": item.provider, "role": "provider"}] if item.provider else [],
        "associations": [
            _association(media, name=f"{media.kind}-{number}")
            for number, media in enumerate(item.media, start=1)
        ],
    }
    return json.dumps(_filled(values), ensure_ascii=False).encode()


def _embargo(item: Item) -> str | None:
    """Return when the embargo ends; ninjs cannot say “until further notice” but by a far day."""
    if item.embargoed is None:
        return None
    return UNTIL_FURTHER_NOTICE if isinstance(item.embargoed, str) else time_text(item.embargoed)


def _values(*rows: tuple[str, str | None]) -> list[Values]:
    return [{"role": role, "value": value} for role, value in rows if value]


def _bodies(item: Item) -> list[Values]:
    if not item.paragraphs:
        return []
    html = paragraphs_to_html(item.paragraphs)
    return [{"role": "main", "contentType": "text/html", "value": html}]


def _association(media: Media, *, name: str) -> Values:
    return _filled(
        {
            "uri": media.uri or media.href,
            "name": name,
            "type": media.kind if media.kind in TYPES else None,
            "by": media.credit,
            "copyrightNotice": media.copyright_notice,
            "usageTerms": media.usage_terms,
            "expires": media.expires and time_text(media.expires),
            "descriptions": _values(("caption", media.caption), ("altText", media.alt)),
            "renditions": [{"name": "original", "href": media.href}],
        }
    )


def _filled(values: Values) -> Values:
    """Return the properties that say something."""
    return {name: value for name, value in values.items() if value}
