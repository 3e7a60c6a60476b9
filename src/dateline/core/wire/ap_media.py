"""Read the answers of the AP Media API: one item, or a page of them, close to ninjs 1.x.

It differs from ninjs where it matters: the id that stays is `altids.itemid` (the address in `uri`
changes with each request), `bylines`, `usageterms` and captions have other names, and what is to be
withdrawn may stand in `editorialtypes`. The story's text is not in it but behind its `renditions`.
Source: api.ap.org/media/v.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.core.story import Dateline, Item, PubStatus
from dateline.core.wire.delivery import Read
from dateline.core.wire.errors import WireError
from dateline.core.wire.fields import Fields
from dateline.core.wire.ninjs import read_ninjs

FORMAT = "ap-media-json"
# Words of `editorialtypes`, without regard to capitals and spaces.
WITHDRAWN = {"kill", "mandatorykill", "elimination", "disregard", "takedown", "withdrawal"}
HELD = {"withhold"}
FOR_LATER = {"holdforrelease", "advance"}
# What follows the comma of “AP-VR--Harbor Wall, 3rd Ld-Writethru”.
TAKE = re.compile(r", ?(?P<key>(?:\d+(?:st|nd|rd|th) )?(?:Ld|Add|Sub|Writethru)[\w -]*)\Z")


def is_ap_media(value: dict[str, Any]) -> bool:
    """Return whether an object is an answer of the API, or an item cut out of one."""
    return bool(_items(value))


def read_ap_media(value: dict[str, Any]) -> Iterator[Read]:
    """Yield the items of an answer, and a refusal in the place of a broken one."""
    for row in _items(value):
        try:
            yield _read_item(row)
        except WireError as error:
            yield error


def _items(value: dict[str, Any]) -> list[dict[str, Any]]:
    data = value.get("data", value)
    if not isinstance(data, dict):
        return []
    rows = data.get("items")
    found = rows if isinstance(rows, list) else [data]
    found = [row.get("item", row) for row in found if isinstance(row, dict)]
    return [row for row in found if isinstance(row, dict) and _has_item_id(row)]


def _has_item_id(row: dict[str, Any]) -> bool:
    ids = row.get("altids")
    return isinstance(ids, dict) and bool(ids.get("itemid"))


def _read_item(row: dict[str, Any]) -> Item:
    fields = Fields(row, "item")
    ids = Fields(row["altids"], "item.altids")
    told = {re.sub(r"[\W_]", "", word).lower() for word in fields.words("editorialtypes")}
    item = read_ninjs(_as_ninjs(row, fields))
    located = fields.text("located")
    at = Fields(fields.raw("datelinelocation") or {}, "item.datelinelocation")
    city = at.text("city", "countryareaname", "countryname")
    take = TAKE.search(item.slugline or "")
    is_for_later = fields.text("pubstatus") == "embargoed" or (
        bool(told & FOR_LATER) and item.embargoed is None
    )
    return replace(
        item,
        format=FORMAT,
        uri=ids.text("itemid"),
        pubstatus=_status(item.pubstatus, told),
        embargoed=item.embargoed or ("indefinite" if is_for_later else None),
        byline=", ".join(
            words for one in fields.rows("bylines") if (words := Fields(one, "byline").text("by"))
        )
        or item.byline,
        creditline=fields.text("description_creditline") or item.creditline,
        provider=fields.text("provider") or item.provider,
        dateline=_dateline(located, city) or item.dateline,
        subheadline=_unlike(fields.text("headline_extended"), item.headline),
        take_key=take["key"] if take else None,
    )


def _as_ninjs(row: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the item with AP's names for what ninjs names otherwise."""
    status = fields.text("pubstatus")
    parts = fields.raw("associations")
    parts = list(parts.values()) if isinstance(parts, dict) else parts
    return row | {
        "pubstatus": "usable" if status == "embargoed" else status,
        "usageterms": " ".join(fields.words("usageterms")),
        "description_text": fields.text("description_caption", "description_summary"),
        "creditline": fields.text("description_creditline"),
        "infosources": row.get("infosource"),
        "embargoed": row.get("embargoed") or row.get("releasedatetime"),
        "associations": [
            _as_ninjs(part, Fields(part, "item.associations"))
            for part in (parts if isinstance(parts, list) else [])
            if isinstance(part, dict)
        ],
    }


def _dateline(located: str | None, city: str | None) -> Dateline | None:
    written = located or city
    return Dateline(written, city or located) if written else None


def _status(status: PubStatus, told: set[str]) -> PubStatus:
    if told & WITHDRAWN:
        return PubStatus.CANCELED
    if told & HELD and status is PubStatus.USABLE:
        return PubStatus.WITHHELD
    return status


def _unlike(text: str | None, other: str | None) -> str | None:
    return text if text != other else None
