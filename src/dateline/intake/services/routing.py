"""The newsroom's routing rules: asking them, keeping them, and what they would have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from dateline.accounts.models import User
from dateline.core.story import Item, item_from_plain
from dateline.intake import placing, rules, selectors
from dateline.intake.models import RoutingRule, Source, WireItem
from dateline.intake.placing import Outcome, Placement
from dateline.intake.routing import section_slugs
from dateline.intake.rule_data import RuleError, parse_rule
from dateline.intake.rules import Rule, Ruling
from dateline.intake.services.failures import note_failure
from dateline.intake.signals import items_placed
from dateline.intake.topics import media_topics

DRY_RUN_ITEMS = 500
NEW_BY_POLICY = {Outcome.PUBLISH, Outcome.HOLD, Outcome.DROP}


class NothingToBringBack(Exception):
    """An item was to be brought back that no rule has dropped, or that is back already."""

    def __init__(self, wire_item: WireItem) -> None:
        super().__init__(f"“{wire_item.headline}” was not dropped: {wire_item.reason}")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What a rule would have done to one item that came."""

    wire_item: WireItem
    asks_for: str
    outcome: WireItem.Outcome

    @property
    def is_changed(self) -> bool:
        """Whether the item would have been placed otherwise than it was."""
        return self.outcome != self.wire_item.outcome


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A dry run: how many items were looked at, and those that fit, the newest first."""

    looked_at: int
    fitting: Sequence[Rehearsed]


def rules_of_source(source: Source, *, now: datetime) -> list[Rule]:
    """Return the active rules that a source's copy is asked about, in order.

    A rule that cannot be read is left out, and shown to the desk as a failure.
    """
    ready = []
    for row in selectors.rules_for(source).filter(is_active=True):
        try:
            ready.append(as_rule(row))
        except RuleError as error:
            note_failure(task="ask a routing rule", about=row.name, error=str(error), now=now)
    return ready


def ruling_of(
    ready: Sequence[Rule], *, item: Item, source: Source, sections: Sequence[str], now: datetime
) -> Ruling:
    """Return what some rules make of an item that has come from a source."""
    facts = rules.facts_of(item, source=source.slug, sections=sections)
    return rules.apply_rules(ready, facts, at=now, narrower=media_topics().narrower)


def as_rule(row: RoutingRule) -> Rule:
    """Return a stored rule, ready to be asked. Raises: RuleError."""
    return parse_rule(
        name=row.name,
        conditions=row.conditions,
        actions=row.actions,
        window=row.window,
        is_last=row.is_last,
    )


@transaction.atomic
def save_rule(
    *,
    row: RoutingRule | None,
    by: User,
    now: datetime,
    name: str,
    source: Source | None,
    conditions: Any,
    actions: Any,
    window: Any = None,
    is_active: bool = True,
    is_last: bool = False,
) -> RoutingRule:
    """Write down a rule, a new one after those there are.

    Raises:
        RuleError: it is no rule; nothing is changed.
    """
    parse_rule(name=name, conditions=conditions, actions=actions, window=window, is_last=is_last)
    if row is None:
        last = RoutingRule.objects.aggregate(last=Max("position"))["last"]
        row = RoutingRule(position=(last or 0) + 1)
    row.name, row.source = name, source
    row.conditions, row.actions, row.window = conditions, actions, window
    row.is_active, row.is_last = is_active, is_last
    row.changed_at, row.changed_by = now, by
    row.save()
    return row


@transaction.atomic
def move_rule(*, row: RoutingRule, is_up: bool) -> None:
    """Have a rule asked before the one above it, or after the one below it."""
    order = list(RoutingRule.objects.select_for_update())
    place = order.index(row)
    goal = place - 1 if is_up else place + 1
    if 0 <= goal < len(order):
        order[place], order[goal] = order[goal], order[place]
    for position, rule in enumerate(order, start=1):
        rule.position = position
    RoutingRule.objects.bulk_update(order, ["position"])


def delete_rule(*, row: RoutingRule) -> None:
    """Forget a rule; what it did to items stays written on them."""
    row.delete()


def rehearse(*, rule: Rule, source: Source | None) -> Rehearsal:
    """Return what a rule would have done to the last 500 items of a source, or of all."""
    rows = WireItem.objects.exclude(outcome=Outcome.REFUSED).select_related("record__source")
    if source:
        rows = rows.filter(record__source=source)
    newest = list(rows.order_by("-pk")[:DRY_RUN_ITEMS])
    fitting = [found for row in newest if (found := _rehearsed(rule, row))]
    return Rehearsal(len(newest), fitting)


def _rehearsed(rule: Rule, row: WireItem) -> Rehearsed | None:
    item = item_from_plain(row.item)
    facts = rules.facts_of(item, source=row.record.source.slug, sections=section_slugs(item))
    narrower = media_topics().narrower
    ruling = rules.apply_rules([rule], facts, at=row.placed_at, narrower=narrower)
    if not ruling.fitted:
        return None
    outcome = Outcome(row.outcome)
    was = Placement(outcome, row.reason, is_by_policy=outcome in NEW_BY_POLICY)
    return Rehearsed(row, ruling.fitted[0][1], placing.routed(was, ruling).outcome)


@transaction.atomic
def bring_back(*, wire_item: WireItem, by: User, now: datetime, reason: str) -> None:
    """Take what a rule has dropped to the desk after all, by a person's decision.

    Raises:
        NothingToBringBack: nothing is changed.
    """
    row = WireItem.objects.select_for_update().get(pk=wire_item.pk)
    if row.outcome != Outcome.DROP:
        raise NothingToBringBack(row)
    row.rulings = [*row.rulings, [f"Brought back by {by}, {now:%Y-%m-%d %H:%M}", reason]]
    row.outcome, row.reason = Outcome.HOLD, f"Dropped by a rule, brought back: {reason}"
    row.placed_at, row.taken_up_at = now, None
    row.attempts, row.next_attempt_at = 0, None
    row.save()
    transaction.on_commit(partial(items_placed.send_robust, sender=WireItem, wire_items=[row]))
