"""How one version of an item stands to another. No database: rows come in as facts.

Versions are ordered by number where both are numbers, else by the time the version was made, else
a difference in content is newer. Numbers may be huge, and the next one is any that is higher.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from dateline.core.story import Item
from dateline.core.wire import chain_uri

GUID_MAX_CHARS = 500
VERSION_MAX_CHARS = 100


class Order(Enum):
    """How a version stands to another one of the same item."""

    NEWER = "newer"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What tells one version of an item from another.

    number        as written, such as "3"; empty where the agency gives none
    created_at    aware UTC; None where the agency gives none
    content_hash  see `content_hash`
    """

    number: str
    created_at: datetime | None
    content_hash: str


def chain_key(item: Item) -> str:
    """Return what the versions of an item have in common at one source.

    That is the agency's id. Where there is none: service, sequence and day if the format numbers
    what it sends; for plain text its words; for anything else headline, dateline, slugline and
    take, so that the next delivery finds the first.
    """
    if uri := chain_uri(item):
        return uri if len(uri) <= GUID_MAX_CHARS else f"long:{_digest(uri)}"
    day = _day_of(item)
    if item.sequence and day:
        return f"number:{_digest(item.service or item.provider or '', item.sequence, day)}"
    if item.format == "plain" or not item.headline:
        return f"text:{_digest(item.text or item.headline or '')}"
    dateline = item.dateline.text if item.dateline else ""
    words = (item.headline, dateline, item.slugline or "")
    return f"headline:{_digest(*words, *filter(None, (item.take_key,)))}"


def _day_of(item: Item) -> str:
    if item.versioncreated:
        return item.versioncreated.date().isoformat()
    day = item.dateline.date if item.dateline else None
    return day.isoformat() if day else ""


def fingerprint(item: Item) -> str:
    """Return 32 hex digits of the words of an item, by which a redelivery is known.

    Case, spaces and punctuation do not count, and neither does the status: the same words are the
    same item, under whatever file name they come. Empty where there are no words.
    """
    has_words = bool(re.search(r"\w", f"{item.headline or ''}{item.text}"))
    return _digest(item.headline or "", item.text) if has_words else ""


def version_of(item: Item) -> Version:
    """Return what tells this version of an item from another."""
    return Version(
        number=(item.version or "")[:VERSION_MAX_CHARS],
        created_at=aware(item.versioncreated),
        content_hash=content_hash(item),
    )


def aware(time: datetime | None) -> datetime | None:
    """Return a time that can be compared: one without a zone is read as UTC, for order only."""
    return time.replace(tzinfo=UTC) if time and time.tzinfo is None else time


def content_hash(item: Item) -> str:
    """Return 16 hex digits of what a reader would notice: the words, the status and its times."""
    parts = (
        item.headline or "",
        item.subheadline or "",
        item.byline or "",
        item.text,
        item.pubstatus.value,
        str(item.embargoed or ""),
        str(item.expires or ""),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def is_empty(item: Item) -> bool:
    """Return whether an item has nothing to show: no headline and no text."""
    return not (item.headline or "").strip() and not item.text.strip()


def order(new: Version, known: Version) -> Order:
    """Return how a version stands to a known one of the same item."""
    if new.number.isdecimal() and known.number.isdecimal():
        ours, theirs = int(new.number), int(known.number)
        if ours != theirs:
            return Order.NEWER if ours > theirs else Order.OLDER
    if new.content_hash == known.content_hash and new.number == known.number:
        return Order.SAME  # whatever the times say: some feeds renew them at every delivery
    if new.created_at and known.created_at and new.created_at != known.created_at:
        return Order.NEWER if new.created_at > known.created_at else Order.OLDER
    return Order.SAME if new.content_hash == known.content_hash else Order.NEWER


def _digest(*parts: str) -> str:
    """Return 32 hex digits of some words, without regard to case, spaces and punctuation."""
    words = "\x1f".join(" ".join(re.findall(r"\w+", part.casefold())) for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
