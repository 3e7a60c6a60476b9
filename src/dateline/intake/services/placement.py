"""Placing one item: its chain and family, what came before it, and what the rules make of it."""

from datetime import datetime
from typing import Any

from dateline.core.story import Item, item_from_plain, item_to_plain
from dateline.intake import placing, selectors, versions
from dateline.intake.embargoes import Statement, standing_embargo
from dateline.intake.families import Take, mark_of
from dateline.intake.models import WireChain, WireItem, WireRecord
from dateline.intake.placing import Outcome, Placement
from dateline.intake.routing import section_slugs
from dateline.intake.rules import Ruling
from dateline.intake.services.chains import chain_for
from dateline.intake.services.routing import ruling_for


def placed(record: WireRecord, item: Item, *, now: datetime) -> tuple[WireItem, list[str]]:
    """Return the row of an item, not saved yet, and what the desk shall be told about it.

    Its chain is locked: versions and takes of one story come one by one.
    """
    version = versions.version_of(item)
    kind, number = mark_of(item)
    take = Take(kind=kind, number=number, made_at=version.created_at or now)
    chain = chain_for(source=record.source, item=item, take=take)
    placement = placing.place(
        item,
        policy=record.source.policy,
        earlier=[_earlier(row) for row in chain.versions.defer("item").order_by("pk")],
        is_killed=chain.is_killed,
        take=take,
        others=_other_takes(chain),
    )
    placement = _with_late_embargo(placement, chain, item)
    sections = section_slugs(item)
    ruling = _ruling(record, item, placement, sections, now=now)
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
        take_kind=kind,
        take_number=number,
        rulings=[list(fitted) for fitted in ruling.fitted],
        tags=ruling.tags,
        outcome=placement.outcome,
        reason=placement.reason,
        placed_at=now,
        taken_up_at=now if placement.outcome in placing.ASKS_FOR_NOTHING else None,
    )
    return row, ruling.notices


def _without_nul(value: Any) -> Any:
    """Return plain values without the one character that PostgreSQL keeps in no text."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {name: _without_nul(part) for name, part in value.items()}
    return [_without_nul(part) for part in value] if isinstance(value, list | tuple) else value


def _other_takes(chain: WireChain) -> list[Take]:
    """Return the takes of the chain's family that its story was told by, but for its own."""
    if not chain.stem:  # a family is known by its slug
        return []
    others = [other.pk for other in selectors.family_of(chain) if other.pk != chain.pk]
    rows = WireItem.objects.filter(
        chain__in=others, chain__is_killed=False, outcome__in=placing.TOLD_A_STORY
    )
    return [selectors.take_of_row(row) for row in rows.defer("item")] if others else []


def _with_late_embargo(placement: Placement, chain: WireChain, item: Item) -> Placement:
    """Let a version that came late still bring its embargo, which covers the newer ones too."""
    if item.embargoed is None or placement.outcome not in placing.MAY_EMBARGO:
        return placement
    before = selectors.embargo_statements(chain)
    plain = item_to_plain(item)
    embargo = selectors.embargo_from_plain(plain["embargoed"], made_at=plain["versioncreated"])
    late = Statement(versions.version_of(item), embargo)
    if standing_embargo([*before, late]) == standing_embargo(before):
        return placement
    return Placement(
        Outcome.EMBARGO, "An older version, and it names an embargo, which covers all versions."
    )


def _ruling(
    record: WireRecord, item: Item, placement: Placement, sections: list[str], *, now: datetime
) -> Ruling:
    if placement.outcome not in placing.TOLD_A_STORY:
        return Ruling()
    return ruling_for(source=record.source, item=item, sections=sections, now=now)


def _earlier(row: WireItem) -> placing.Earlier:
    return placing.Earlier(
        version=selectors.version_of_row(row),
        outcome=Outcome(row.outcome),
        # The whole item is loaded only where the headline does not answer already.
        is_empty=not row.headline and versions.is_empty(item_from_plain(row.item)),
    )
