"""Read the JSON of the BBC's Local Democracy Reporting Service: pages of what is nearly ninjs 1.x.

The pictures of a story have no id of their own there. They get the story's with their own name
after it, so that an item of type picture follows its story and both name the same picture.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from dateline.core.story import Item
from dateline.core.wire.delivery import Read
from dateline.core.wire.errors import WireError
from dateline.core.wire.fields import Fields
from dateline.core.wire.ninjs import read_ninjs
from dateline.core.wire.ninjs_media import associations

FORMAT = "bbc-ldrs-json"
# What the service writes before the code of a subject that is a place.
PLACE = "location:"


def is_ldrs(value: dict[str, Any]) -> bool:
    """Return whether an object is a page of items, or one of them cut out."""
    return _is_page(value) or _is_item(value)


def read_ldrs(value: dict[str, Any]) -> Iterator[Read]:
    """Yield each story, its pictures after it, and a refusal in the place of a broken one."""
    rows = value["item"] if _is_page(value) else [value]
    for row in rows:
        if not isinstance(row, dict):
            continue
        try:
            story = _story(row)
            yield story
            yield from _pictures(row, story)
        except WireError as error:
            yield error


def _is_page(value: dict[str, Any]) -> bool:
    return isinstance(value.get("item"), list) and "total" in value and "uri" not in value


def _is_item(value: dict[str, Any]) -> bool:
    return value.get("type") == "story" and isinstance(value.get("associations"), list)


def _story(row: dict[str, Any]) -> Item:
    named = [_named(one, row) for one in _rows(row.get("associations"))]
    story = read_ninjs(row | {"associations": named})
    subjects = Fields(row, "item").rows("subject", "subjects")
    places = tuple(
        str(subject["name"]).strip()
        for subject in subjects
        if str(subject.get("code", "")).startswith(PLACE) and subject.get("name")
    )
    return replace(story, format=FORMAT, places=tuple(dict.fromkeys((*story.places, *places))))


def _pictures(row: dict[str, Any], story: Item) -> Iterator[Item]:
    for part in associations(Fields(row, "item")):
        own = _named(part.values, row)
        yield replace(
            read_ninjs({"type": "picture", "language": story.language} | own),
            format=FORMAT,
            pubstatus=story.pubstatus,
            embargoed=story.embargoed,
            versioncreated=story.versioncreated,
            firstcreated=story.firstcreated,
        )


def _named(association: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Return a picture with an id: the story's, and the picture's own name after it."""
    if association.get("uri") or not row.get("uri"):
        return association
    name = association.get("id") or association.get("name") or association.get("headline") or ""
    return association | {"uri": f"{row['uri']}#{name}"}


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
