"""Where an item belongs, and what should happen because of it. No database: rows come in as facts.

An item belongs to a chain: the agency's guid at one source. Chains that tell one story, as takes
and leads do, are a family. `versions` orders a chain's versions, `families` a story's takes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.core.story import Item, PubStatus
from dateline.intake.families import Take, TakeKind, is_older
from dateline.intake.models import Source, WireItem
from dateline.intake.rules import Decision, Ruling
from dateline.intake.versions import Order, Version, is_empty, order, version_of

Outcome = WireItem.Outcome

# These came and changed nothing, so the next version is not compared with them.
WITHOUT_EFFECT = {Outcome.REPEAT, Outcome.OLDER, Outcome.REFUSED}
MADE_A_STORY = {Outcome.PUBLISH, Outcome.HOLD, Outcome.UPDATE, Outcome.WITHHOLD}
# What a story's text may have been taken from.
TOLD_A_STORY = {Outcome.PUBLISH, Outcome.HOLD, Outcome.UPDATE}
ASKS_FOR_NOTHING = {*WITHOUT_EFFECT, Outcome.NOT_A_STORY, Outcome.DROP}
# What a version that changed nothing else may still bring: its embargo, which covers all versions.
MAY_EMBARGO = {Outcome.OLDER, Outcome.ADDITION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A version of the chain that came before, and what happened because of it."""

    version: Version
    outcome: WireItem.Outcome
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Placement:
    """What should happen because of an item, and why, in a sentence.

    is_by_policy  whether the source's policy alone decided, so that a rule may decide otherwise
    """

    outcome: WireItem.Outcome
    reason: str
    is_by_policy: bool = False


def place(
    item: Item,
    *,
    policy: str,
    earlier: Sequence[Earlier] = (),
    is_killed: bool = False,
    take: Take | None = None,
    others: Sequence[Take] = (),
) -> Placement:
    """Return what should happen because of an item.

    policy     the source's `Source.Policy`
    earlier    the versions of its chain that came before, the first first
    is_killed  whether the agency killed an earlier version
    take       what the item is to its family; None where it has none
    others     the takes of its family in other chains that made the story what it is
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
    if take and any(is_older(take, other) for other in others):
        return Placement(Outcome.OLDER, "A later take of this story came before: it stands.")
    if take and others and take.kind is TakeKind.ADDITION:
        return Placement(Outcome.ADDITION, "An addition to a story: a person joins the texts.")
    has_story = bool(others) or any(known.outcome in MADE_A_STORY for known in effective)
    if is_empty(item):
        return _place_empty(item, has_story=has_story)
    if item.pubstatus is PubStatus.WITHHELD:
        return Placement(Outcome.WITHHOLD, "The agency withholds this item for now.")
    if latest and has_story:
        return _place_newer(latest, policy=policy)
    if others:
        return Placement(Outcome.UPDATE, "A later take of a known story: it replaces the earlier.")
    return _place_new(policy)


def routed(placement: Placement, ruling: Ruling) -> Placement:
    """Return a placement as the newsroom's rules would have it.

    New copy they may publish, hold or drop. A newer version they may hold; never drop: what is
    public must not stay wrong. A kill, an embargo and a withheld item are no matter for rules.
    """
    because = f"{ruling.reason} ({ruling.decided_by})" if ruling.reason else ruling.decided_by
    if placement.is_by_policy and ruling.decision:
        outcome = {
            Decision.PUBLISH: Outcome.PUBLISH,
            Decision.HOLD: Outcome.HOLD,
            Decision.DROP: Outcome.DROP,
        }[ruling.decision]
        return replace(placement, outcome=outcome, reason=because)
    if placement.outcome is Outcome.UPDATE and ruling.decision is Decision.HOLD:
        return replace(placement, outcome=Outcome.HOLD, reason=because)
    return placement


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
        why = "New, from a source that is published at once."
        return Placement(Outcome.PUBLISH, why, is_by_policy=True)
    why = "New, from a source whose items wait for the desk."
    return Placement(Outcome.HOLD, why, is_by_policy=True)
