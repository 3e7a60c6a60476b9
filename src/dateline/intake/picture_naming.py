"""Which pictures an item brings or points to, and what it says of them. No database."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from dateline.core.story import Item, Media, PubStatus
from dateline.core.wire.vocabulary import name_among
from dateline.intake.zones import not_after, not_before
from dateline.media.services import PictureFacts

PICTURE_TYPES = {"picture", "photo", "image", "graphic"}
PICTURE_KINDS = {"picture", "graphic"}
KEY_MAX_CHARS = 500
FILE_NAME_MAX_CHARS = 255
# An agency offers a picture in several sizes; more than these are not tried.
ADDRESSES_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class NamedPicture:
    """One picture as an item names it.

    key    what all namings of one picture have in common at one source
    hrefs  where its bytes lie, in the order the item gives them; empty: with its own item
    """

    key: str
    hrefs: tuple[str, ...]
    facts: PictureFacts


def is_picture_item(item: Item) -> bool:
    """Return whether an item is a picture itself."""
    return item.type.lower() in PICTURE_TYPES


def pictures_named_in(item: Item, *, credit: str) -> list[NamedPicture]:
    """Return the pictures an item brings or points to, in its order.

    Several files of one id, or without ids of one caption, are sizes of one picture.

    credit  what the source's pictures are credited to where nothing else is said
    """
    pictures = [media for media in item.media if media.kind in PICTURE_KINDS]
    if is_picture_item(item):
        own = [media for media in pictures if media.uri in (None, item.uri)]
        return [_own_picture(item, own, credit=credit)] if item.uri or own else []
    groups: dict[str, list[Media]] = {}
    for media in pictures:
        groups.setdefault(media.uri or media.caption or media.href, []).append(media)
    return [
        NamedPicture(
            picture_key(group[0].uri or group[0].href),
            _hrefs(group),
            _facts(item, group[0], credit=credit),
        )
        for group in groups.values()
    ]


def stories_named_in(item: Item) -> list[str]:
    """Return the guids of items that a picture item or a package names beside its pictures."""
    if item.type == "text":
        return []
    return list(
        dict.fromkeys(
            picture_key(media.uri)
            for media in item.media
            if media.uri and media.kind not in PICTURE_KINDS
        )
    )


def picture_key(name: str) -> str:
    """Return an id or address, or what stands for it where it is too long for a column."""
    if len(name) <= KEY_MAX_CHARS:
        return name
    return f"long:{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def file_name_in(href: str) -> str | None:
    """Return the name of a file beside the item, or None for anything that leads elsewhere."""
    name = unquote(href.removeprefix("./"))
    is_plain = PurePosixPath(name).name == name and not name.startswith(".")
    is_written = name.isprintable() and not set(name) & set('\\/:*?"<>|')
    return name if name and is_plain and is_written and len(name) <= FILE_NAME_MAX_CHARS else None


def is_address(href: str) -> bool:
    """Return whether a picture's bytes lie at an address of their own."""
    return href.lower().startswith(("http://", "https://"))


def to_plain(named: NamedPicture) -> dict[str, Any]:
    """Return a naming as JSON can keep it; `from_plain` gives it back equal."""
    facts = {name: getattr(named.facts, name) for name in PictureFacts.__slots__}
    for name in ("expires_at", "embargoed_until"):
        facts[name] = facts[name].isoformat() if facts[name] else None
    return {"key": named.key, "hrefs": list(named.hrefs), "facts": facts}


def from_plain(plain: dict[str, Any]) -> NamedPicture:
    """Return the naming that `to_plain` wrote."""
    facts = dict(plain["facts"])
    for name in ("expires_at", "embargoed_until"):
        facts[name] = datetime.fromisoformat(facts[name]) if facts[name] else None
    return NamedPicture(plain["key"], tuple(plain["hrefs"]), PictureFacts(**facts))


def _own_picture(item: Item, media: list[Media], *, credit: str) -> NamedPicture:
    first = media[0] if media else Media("")
    facts = _facts(item, first, credit=credit)
    embargo = item.embargoed
    own = replace(
        facts,
        agency_uri=item.uri or "",
        caption=first.caption or item.abstract or item.text or "",
        expires_at=facts.expires_at or _ends_at(item.expires),
        is_withheld=item.pubstatus is PubStatus.WITHHELD,
        is_embargoed_indefinitely=embargo == "indefinite",
        embargoed_until=not_before(embargo, made_at=item.versioncreated)
        if isinstance(embargo, datetime)
        else None,
        is_own_item=True,
    )
    return NamedPicture(picture_key(item.uri or first.href), _hrefs(media), own)


def _facts(item: Item, media: Media, *, credit: str) -> PictureFacts:
    return PictureFacts(
        agency_uri=media.uri or "",
        caption=media.caption or "",
        alt_text=media.alt or "",
        credit_line=name_among(media.credit, item.creditline, credit) or "",
        copyright_notice=media.copyright_notice or item.copyrightnotice or "",
        usage_terms=media.usage_terms or item.usageterms or "",
        expires_at=_ends_at(media.expires),
    )


def _hrefs(group: Iterable[Media]) -> tuple[str, ...]:
    # A package repeats the id of what it names where it has no address for it.
    hrefs = dict.fromkeys(media.href for media in group if media.href not in ("", media.uri))
    return tuple(hrefs)[:ADDRESSES_AT_MOST]


def _ends_at(time: datetime | None) -> datetime | None:
    return not_after(time) if time else None
