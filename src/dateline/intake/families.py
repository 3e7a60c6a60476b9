"""Takes, leads and corrections: which items tell one story, and which of them is the newest.

Agencies file a story again and again: an alert, the first take, leads and writethrus that replace
it, corrections. Older formats give each a new number and leave it to the slugline and a marker to
say that they belong together. Pure: no database, no clock.

Source: docs/decisions/0011-families-and-near-duplicates.md.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.core.story import Item, PubStatus
from dateline.core.wire import takes

STEM_MAX_CHARS = 200
# Copy under the same slug days later is another story: slugs come again.
FAMILY_LASTS = timedelta(days=2)
# Leads are counted anew each cycle, so a number tells the order only within one.
LEADS_ARE_COUNTED_FOR = timedelta(hours=18)


class TakeKind(StrEnum):
    """What an item says it is to the story it belongs to."""

    STORY = "story"
    FLASH = "flash"
    LEAD = "lead"
    CORRECTION = "correction"
    REFILE = "refile"
    ADDITION = "addition"
    KILL = "kill"


REPLACING = frozenset({TakeKind.LEAD, TakeKind.CORRECTION, TakeKind.REFILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One item among those that tell a story.

    number   the lead's, such as 2 for “2ND LEAD”; 0 where none is given
    made_at  aware: when the version was made, or else when it came
    """

    kind: TakeKind
    number: int
    made_at: datetime


# What each of the agencies' markers says of its story; the others say nothing of it.
_KINDS = {
    takes.TakeKind.LEAD: TakeKind.LEAD,
    takes.TakeKind.WRITETHRU: TakeKind.LEAD,
    takes.TakeKind.UPDATE: TakeKind.LEAD,
    takes.TakeKind.WRAPUP: TakeKind.LEAD,
    takes.TakeKind.CORRECTION: TakeKind.CORRECTION,
    takes.TakeKind.REFILE: TakeKind.REFILE,
    takes.TakeKind.REPEAT: TakeKind.REFILE,
    takes.TakeKind.CONTINUATION: TakeKind.ADDITION,
    takes.TakeKind.FLASH: TakeKind.FLASH,
}


def mark_of(item: Item) -> tuple[TakeKind, int]:
    """Return what kind of take an item is, and its number or 0.

    A marker is read as `core.wire.takes` reads it. A kill without an id names its story by slug
    alone; any other kill finds it by its id.
    """
    if item.pubstatus is PubStatus.CANCELED and not item.uri:
        return TakeKind.KILL, 1
    take = takes.take_of(item)
    kind = _KINDS.get(take.kind) if take else None
    return (kind, take.number or 1) if take and kind else (TakeKind.STORY, 0)


def stem_of(item: Item) -> str:
    """Return the part of the slugline that all takes of a story share, or nothing.

    Such as “varland-harbour” of “BC-EU--Varland-Harbour,1st Ld-Writethru,350”.
    """
    _, stem = takes.split_slugline(item.slugline or "")
    return re.sub(r"[\W_]+", "-", stem).strip("-")[:STEM_MAX_CHARS]


def categories_of(item: Item) -> frozenset[str]:
    """Return the agency's own category and the top terms of the subjects, such as {"i", "04"}."""
    found = {item.category.casefold()} if item.category else set()
    for subject in item.subjects:
        scheme, _, code = subject.partition(":")
        if scheme == "subj" or (scheme == "medtop" and code.endswith("000000")):
            found.add(code[:2])
    return frozenset(found)


def agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether two sets of categories may be those of one story: none says nothing."""
    return not ours or not theirs or bool(ours & theirs)


def are_one_story(new: Take, known: Take) -> bool:
    """Return whether an item with a known one's slug stem and category tells the same story.

    One of the two has to say so: copy without a marker under the same slug is a story of its own.
    """
    if abs(new.made_at - known.made_at) > FAMILY_LASTS:
        return False
    earlier, later = (new, known) if new.made_at < known.made_at else (known, new)
    if TakeKind.KILL in (new.kind, known.kind):  # what follows it has to say that it follows
        return later.kind is TakeKind.KILL or later.kind in REPLACING
    if later.kind is TakeKind.FLASH:  # something new has happened, unless it is one flash more
        return earlier.kind is TakeKind.FLASH
    return (
        later.kind in REPLACING
        or earlier.kind is TakeKind.FLASH
        or TakeKind.ADDITION in (new.kind, known.kind)
        or (new.made_at == known.made_at and new.kind != known.kind)
    )


def is_older(new: Take, known: Take) -> bool:
    """Return whether an item comes before a known one of the same story.

    A flash comes first; leads go by their number while they are counted together; otherwise the
    time decides, and with equal times what came last.
    """
    if (new.kind is TakeKind.FLASH) != (known.kind is TakeKind.FLASH):
        return new.kind is TakeKind.FLASH
    is_counted = {new.kind, known.kind} <= {TakeKind.STORY, TakeKind.LEAD}
    if is_counted and abs(new.made_at - known.made_at) <= LEADS_ARE_COUNTED_FOR:
        ours, theirs = (take.number if take.kind is TakeKind.LEAD else 0 for take in (new, known))
        if ours != theirs:
            return ours < theirs
    return new.made_at < known.made_at
