"""Items and paragraphs as plain lists and dicts that JSON keeps without loss."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from dateline.core.story.item import (
    Dateline,
    EdNote,
    Item,
    Mark,
    Media,
    Paragraph,
    ParagraphKind,
    PubStatus,
)

_TIMES = ("versioncreated", "firstcreated", "expires")


def paragraphs_to_plain(paragraphs: Iterable[Paragraph]) -> list[dict[str, Any]]:
    """Return dicts such as `{"kind": "p", "text": "…", "marks": [[0, 3, "em", null]]}`."""
    return [
        {
            "kind": paragraph.kind.value,
            "text": paragraph.text,
            "marks": [[m.start, m.end, m.kind, m.href] for m in paragraph.marks],
        }
        for paragraph in paragraphs
    ]


def paragraphs_from_plain(rows: Iterable[dict[str, Any]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs that `paragraphs_to_plain` wrote."""
    return tuple(
        Paragraph(
            text=row["text"],
            kind=ParagraphKind(row["kind"]),
            marks=tuple(Mark(*mark) for mark in row["marks"]),
        )
        for row in rows
    )


def item_to_plain(item: Item) -> dict[str, Any]:
    """Return the whole item as JSON can keep it; `item_from_plain` gives it back equal."""
    plain = {field.name: getattr(item, field.name) for field in fields(item)}
    for name in _TIMES:
        plain[name] = _time_to_plain(plain[name])
    plain |= {
        "pubstatus": item.pubstatus.value,
        "paragraphs": paragraphs_to_plain(item.paragraphs),
        "embargoed": "indefinite"
        if item.embargoed == "indefinite"
        else _time_to_plain(item.embargoed),
        "dateline": item.dateline
        and [
            item.dateline.text,
            item.dateline.place,
            item.dateline.date and item.dateline.date.isoformat(),
        ],
        "ednotes": [[note.text, note.public] for note in item.ednotes],
        "media": [_media_to_plain(media) for media in item.media],
    }
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()
    }


def item_from_plain(plain: dict[str, Any]) -> Item:
    """Return the item that `item_to_plain` wrote."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()
    }
    for name in _TIMES:
        values[name] = _time_from_plain(plain[name])
    embargoed, dateline = plain["embargoed"], plain["dateline"]
    values |= {
        "pubstatus": PubStatus(plain["pubstatus"]),
        "paragraphs": paragraphs_from_plain(plain["paragraphs"]),
        "embargoed": embargoed if embargoed == "indefinite" else _time_from_plain(embargoed),
        "dateline": dateline
        and Dateline(dateline[0], dateline[1], dateline[2] and dt.date.fromisoformat(dateline[2])),
        "ednotes": tuple(EdNote(*note) for note in plain["ednotes"]),
        "media": tuple(_media_from_plain(media) for media in plain["media"]),
    }
    return Item(**values)


def _media_to_plain(media: Media) -> dict[str, Any]:
    plain = {field.name: getattr(media, field.name) for field in fields(media)}
    return plain | {"expires": _time_to_plain(media.expires)}


def _media_from_plain(plain: dict[str, Any]) -> Media:
    return Media(**(plain | {"expires": _time_from_plain(plain["expires"])}))


def _time_to_plain(time: dt.datetime | str | None) -> str | None:
    return time.isoformat() if isinstance(time, dt.datetime) else None


def _time_from_plain(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
