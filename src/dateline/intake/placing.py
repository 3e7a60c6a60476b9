"""Where an item belongs, and what should happen because of it. No database: rows come in as facts.

An item belongs to a chain: the agency's guid at one source. Versions are ordered by number where
both are numbers, else by the time the version was made, else a difference in content is newer.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from dateline.core.story import Item, PubStatus
from dateline.core.wire import chain_uri
from dateline.intake.models import Source, WireItem

Outcome = WireItem.Outcome

GUID_MAX_CHARS = 500
VERSION_MAX_CHARS = 100
# These came and changed nothing, so the next version is not compared with them.
WITHOUT_EFFECT = {Outcome.REPEAT, Outcome.OLDER, Outcome.REFUSED}
MADE_A_STORY = {Outcome.PUBLISH, Outcome.HOLD, Outcome.UPDATE, Outcome.WITHHOLD}
ASKS_FOR_NOTHING = {*WITHOUT_EFFECT, Outcome.NOT_A_STORY}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A version of the chain that came before, and what happened because of it."""

    version: Version
    outcome: WireItem.Outcome
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """What should happen because of an item, and why, in a sentence."""

    outcome: WireItem.Outcome
    reason: str


def chain_key(item: Item) -> str:
    """Return what the versions of an item have in common at one source.

    That is the agency's id. Where there is none, plain text is known by its words, and anything
    else by headline, dateline and slugline, so that the next delivery finds the first.
    """
    if uri := chain_uri(item):
        return uri if len(uri) <= GUID_MAX_CHARS else f"long:{_fingerprint(uri)}"
    if item.format == "plain" or not item.headline:
        return f"text:{_fingerprint(item.text or item.headline or '')}"
    dateline = item.dateline.text if item.dateline else ""
    return f"headline:{_fingerprint(item.headline, dateline, item.slugline or '')}"


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


def place(
    item: Item, *, policy: str, earlier: Sequence[Earlier] = (), is_killed: bool = False
) -> Placement:
    """Return what should happen because of an item.

    policy     the source's `Source.Policy`
    earlier    the versions of its chain that came before, the first first
    is_killed  whether the agency killed an earlier version
    """
    version = version_of(item)
    effective = [known for known in earlier if known.outcome not in WITHOUT_EFFECT]
    latest = effective[-1] if effective else None
    if _came_before(version, effective):
        return Placement(Outcome.REPEAT, "This version came before: nothing changes.")
    if item.pubstatus is PubStatus.CANCELED:  # every version goes, whichever the kill names
        return Placement(Outcome.KILL, "Withdrawn by the agency.")
    if latest and order(version, latest.version) is Order.OLDER:
        because = " The agency has killed this item since." if is_killed else ""
        return Placement(Outcome.OLDER, f"A newer version came before: nothing changes.{because}")
    if item.type != "text":
        return Placement(
            Outcome.NOT_A_STORY, f"The item is of the type “{item.type}”, not a text story."
        )
    if is_killed:
        return Placement(
            Outcome.HOLD, "The agency killed an earlier version: this one waits for a person."
        )
    has_story = any(known.outcome in MADE_A_STORY for known in effective)
    if is_empty(item):
        return _place_empty(item, has_story=has_story)
    if item.pubstatus is PubStatus.WITHHELD:
        return Placement(Outcome.WITHHOLD, "The agency withholds this item for now.")
    if latest and has_story:
        return _place_newer(latest, policy=policy)
    return _place_new(policy)


def _came_before(version: Version, effective: Sequence[Earlier]) -> bool:
    """Return whether exactly this version is known.

    Without number and time only the latest counts: an agency may go back to its first wording.
    """
    if effective and order(version, effective[-1].version) is Order.SAME:
        return True
    is_marked = bool(version.number or version.created_at)
    return is_marked and any(version == known.version for known in effective)


def _place_empty(item: Item, *, has_story: bool) -> Placement:
    if has_story and item.pubstatus is PubStatus.WITHHELD:
        return Placement(Outcome.WITHHOLD, "The agency withholds this item for now.")
    if has_story:
        return Placement(
            Outcome.REFUSED,
            "A newer version came without headline and text: the story stays as it is.",
        )
    return Placement(Outcome.HOLD, "The item has no headline and no text: it waits for a person.")


def _place_newer(latest: Earlier, *, policy: str) -> Placement:
    if policy == Source.Policy.PUBLISH:
        if latest.outcome is Outcome.WITHHOLD:
            return Placement(Outcome.PUBLISH, "The agency has released what it withheld.")
        if latest.outcome is Outcome.HOLD and latest.is_empty:
            return Placement(Outcome.PUBLISH, "The item came empty and is complete now.")
    return Placement(Outcome.UPDATE, "A newer version of a known item.")


def _place_new(policy: str) -> Placement:
    if policy == Source.Policy.PUBLISH:
        return Placement(Outcome.PUBLISH, "New, from a source that is published at once.")
    return Placement(Outcome.HOLD, "New, from a source whose items wait for the desk.")


def _fingerprint(*parts: str) -> str:
    """Return 32 hex digits of some words, without regard to case, spaces and punctuation."""
    words = "\x1f".join(" ".join(re.findall(r"\w+", part.casefold())) for part in parts)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
