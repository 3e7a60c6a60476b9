"""The objects `dateline read` prints. Source: docs/reference/commands.md."""

import datetime as dt
from typing import Any

from dateline.core.story import Item
from dateline.core.wire.errors import WireError


def item_as_json(item: Item, *, file: str) -> dict[str, Any]:
    """Return an item as `dateline read` prints it: every key present, absent values null."""
    dateline = item.dateline
    embargoed = item.embargoed
    return {
        "file": file,
        "format": item.format,
        "uri": item.uri,
        "version": item.version,
        "type": item.type,
        "pubstatus": item.pubstatus.value,
        "headline": item.headline,
        "subheadline": item.subheadline,
        "byline": item.byline,
        "creditline": item.creditline,
        "dateline": dateline
        and {
            "text": dateline.text,
            "place": dateline.place,
            "date": dateline.date and dateline.date.isoformat(),
        },
        "language": item.language,
        "slugline": item.slugline,
        "urgency": item.urgency,
        "signals": list(item.signals),
        "subjects": list(item.subjects),
        "keywords": list(item.keywords),
        "places": list(item.places),
        "versioncreated": _time(item.versioncreated),
        "firstcreated": _time(item.firstcreated),
        "embargoed": embargoed if isinstance(embargoed, str) else _time(embargoed),
        "expires": _time(item.expires),
        "provider": item.provider,
        "ednotes": [{"text": note.text, "public": note.public} for note in item.ednotes],
        "usageterms": item.usageterms,
        "copyrightholder": item.copyrightholder,
        "copyrightnotice": item.copyrightnotice,
        "take_key": item.take_key,
        "abstract": item.abstract,
        "paragraphs": [{"kind": p.kind.value, "text": p.text} for p in item.paragraphs],
        "media": [{"href": m.href, "caption": m.caption, "credit": m.credit} for m in item.media],
        "source_encoding": item.source_encoding,
    }


def refusal_as_json(error: WireError, *, file: str) -> dict[str, Any]:
    """Return a refusal as `dateline read` prints it."""
    return {
        "file": file,
        "error": {
            "code": error.code,
            "where": error.where,
            "found": error.found,
            "expected": error.expected,
        },
    }


def _time(moment: dt.datetime | None) -> str | None:
    """Return ISO 8601: with Z when the zone is known, without an offset when it is not."""
    if moment is None:
        return None
    text = moment.isoformat()
    return text.replace("+00:00", "Z") if moment.tzinfo else text
