"""Placing items: their chain and family, what came before, and what the rules make of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from dateline.core.story import Item, item_from_plain, item_to_plain
from dateline.intake import placing, selectors, versions
from dateline.intake.embargoes import Statement, standing_embargo
from dateline.intake.families import Take, mark_of
from dateline.intake.models import WireChain, WireItem, WireRecord
from dateline.intake.placing import Outcome, Placement
from dateline.intake.routing import section_slugs
from dateline.intake.rules import Rule, Ruling
from dateline.intake.services.chains import Arrival, chains_for
from dateline.intake.services.routing import rules_of_source, ruling_of


@dataclass(frozen=True, slots=True)
class Placed:
    """An item's row, not saved yet, and what the desk shall be told about it."""

    row: WireItem
    notices: Sequence[str] = ()


def place_items(came: Sequence[tuple[WireRecord, Item]], *, now: datetime) -> list[Placed]:
    """Return the rows of some items, in their order, no two of which may tell one story.

    Their chains are locked: versions and takes of one story come one by one.
    """
    arrivals = [
        Arrival(source=record.source, item=item, take=take_of(item, now=now))
        for record, item in came
    ]
    chains = chains_for(arrivals)
    earlier: dict[int | None, list[placing.Earlier]] = defaultdict(list)
    for row in WireItem.objects.filter(chain__in=chains).defer("item").order_by("pk"):
        earlier[row.chain_id].append(_earlier(row))
    others = _other_takes(chains)
    sources = {arrival.source for arrival in arrivals}
    rules_of = {source: rules_of_source(source, now=now) for source in sources}
    return [
        _placed(
            arrival,
            chain,
            earlier=earlier[chain.pk],
            others=others[chain.pk],
            rules=rules_of[arrival.source],
            now=now,
        )
        for arrival, chain in zip(arrivals, chains, strict=True)
    ]


def take_of(item: Item, *, now: datetime) -> Take:
    """Return what an item is to its story."""
    kind, number = mark_of(item)
    return Take(kind=kind, number=number, made_at=versions.aware(item.versioncreated) or now)


def _placed(
    arrival: Arrival,
    chain: WireChain,
    *,
    earlier: Sequence[placing.Earlier],
    others: Sequence[Take],
    rules: Sequence[Rule],
    now: datetime,
) -> Placed:
    item, take = arrival.item, arrival.take
    version = versions.version_of(item)
    placement = placing.place(
        item,
        policy=arrival.source.policy,
        earlier=earlier,
        is_killed=chain.is_killed,
        take=take,
        others=others,
    )
    placement = _with_late_embargo(placement, chain, item)
    sections = section_slugs(item)
    ruling = Ruling()
    if placement.outcome in placing.TOLD_A_STORY:
        ruling = ruling_of(rules, item=item, source=arrival.source, sections=sections, now=now)
    placement = placing.routed(placement, ruling)
    row = WireItem(
        chain=chain,
        version=version.number,
        version_created_at=version.created_at,
        item_type=item.type[:40],
        headline=(item.headline or "").strip(),
        item=_without_nul(item_to_plain(item)),
        section_slugs=list(dict.fromkeys([*filter(None, [ruling.section]), *sections])),
        content_hash=version.content_hash,
        fingerprint=versions.fingerprint(item),
        take_kind=take.kind,
        take_number=take.number,
        rulings=[list(fitted) for fitted in ruling.fitted],
        tags=ruling.tags,
        outcome=placement.outcome,
        reason=placement.reason,
        placed_at=now,
        taken_up_at=now if placement.outcome in placing.ASKS_FOR_NOTHING else None,
    )
    return Placed(row, ruling.notices)


def _without_nul(value: Any) -> Any:
    """Return plain values without the one character that PostgreSQL keeps in no text."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {name: _without_nul(part) for name, part in value.items()}
    return [_without_nul(part) for part in value] if isinstance(value, list | tuple) else value


def _other_takes(chains: Sequence[WireChain]) -> dict[int, list[Take]]:
    """Return, by chain, the takes of its family that its story was told by, but for its own."""
    takes: dict[int, list[Take]] = defaultdict(list)
    # A family is known by its slug.
    ours = {chain.head_id or chain.pk: chain.pk for chain in chains if chain.stem}
    if not ours:
        return takes
    family = WireChain.objects.filter(Q(pk__in=ours) | Q(head__in=ours), is_killed=False)
    others: dict[int | None, int] = {
        pk: ours[head_id or pk]
        for pk, head_id in family.values_list("pk", "head_id")
        if pk != ours[head_id or pk]
    }
    if others:
        told = WireItem.objects.filter(chain__in=others, outcome__in=placing.TOLD_A_STORY)
        for row in told.defer("item"):
            takes[others[row.chain_id]].append(selectors.take_of_row(row))
    return takes


def _with_late_embargo(placement: Placement, chain: WireChain, item: Item) -> Placement:
    """Let a version that came late still bring its embargo, which covers the newer ones too."""
    if item.embargoed is None or placement.outcome not in placing.MAY_EMBARGO:
        return placement
    before = selectors.embargo_statements([chain])[chain.pk]
    plain = item_to_plain(item)
    embargo = selectors.embargo_from_plain(plain["embargoed"], made_at=plain["versioncreated"])
    late = Statement(versions.version_of(item), embargo)
    if standing_embargo([*before, late]) == standing_embargo(before):
        return placement
    return Placement(
        Outcome.EMBARGO, "An older version, and it names an embargo, which covers all versions."
    )


def _earlier(row: WireItem) -> placing.Earlier:
    return placing.Earlier(
        version=selectors.version_of_row(row),
        outcome=Outcome(row.outcome),
        # The whole item is loaded only where the headline does not answer already.
        is_empty=not row.headline and versions.is_empty(item_from_plain(row.item)),
    )
