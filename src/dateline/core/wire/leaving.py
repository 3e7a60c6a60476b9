"""What may leave of an item, whatever the format it leaves in.

Private notes stay. A canceled item leaves with who it is and what became of it, and without a word
of what it said. Characters that XML forbids leave as spaces, so that marks stay where they were.
"""

import datetime as dt
import json
import uuid
from dataclasses import replace
from typing import Any

from dateline.core.story import (
    Item,
    PubStatus,
    item_from_plain,
    item_to_plain,
)
from dateline.core.wire.charset import CONTROL, LINE_BREAKING
from dateline.core.wire.datelines import find_dateline


def leaving(item: Item) -> Item:
    """Return the item as it may leave: see the module's docstring. Its `uri` is never None."""
    if item.pubstatus is PubStatus.CANCELED:
        item = _without_content(item)
    item = replace(
        item,
        uri=item.uri or content_guid(item),
        ednotes=tuple(note for note in item.ednotes if note.public),
    )
    return item_from_plain(_writable(item_to_plain(item)))


def content_guid(item: Item) -> str:
    """Return an id for an item that came without one: the same for the same content."""
    told = [item.headline, item.text, [media.href for media in item.media]]
    return uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(told)).urn


def dateline_apart(item: Item) -> str | None:
    """Return the dateline's words where the copy does not open with them, else None.

    Written in both places, a receiver would show it twice.
    """
    dateline = item.dateline
    if dateline is None or dateline.text == dateline.place:
        return None  # the place alone stands where a format has places
    first = item.paragraphs[0].text if item.paragraphs else ""
    return None if find_dateline(first, filed=item.versioncreated) == dateline else dateline.text


def time_text(moment: dt.datetime) -> str:
    """Return ISO 8601: with Z when the zone is known, without an offset when it is not."""
    return moment.isoformat().replace("+00:00", "Z")


def _without_content(item: Item) -> Item:
    return Item(
        format=item.format,
        headline=None,
        paragraphs=(),
        uri=item.uri or content_guid(item),
        version=item.version,
        type=item.type,
        pubstatus=item.pubstatus,
        language=item.language,
        signals=item.signals,
        versioncreated=item.versioncreated,
        firstcreated=item.firstcreated,
        provider=item.provider,
        creditline=item.creditline,
        ednotes=item.ednotes,
    )


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return CONTROL.sub(" ", LINE_BREAKING.sub(" ", value))
    if isinstance(value, list | tuple):
        return [_writable(one) for one in value]
    if isinstance(value, dict):
        return {name: _writable(one) for name, one in value.items()}
    return value
