"""Chains and families: finding the one an item belongs to, and what a person decides about one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.db.models import Q

from dateline.core.story import Item
from dateline.intake import selectors, versions
from dateline.intake.families import Take, TakeKind, agree, are_one_story, categories_of, stem_of
from dateline.intake.models import Source, WireChain, WireItem
from dateline.intake.placing import MADE_A_STORY

# The keys of items without an id, as `versions.chain_key` makes them.
WITHOUT_ID = ("number:", "text:", "headline:")
# So many takes under one slug are looked through for the story a new one belongs to.
TAKES_TO_LOOK_AT = 60


class TakeStandsAlone(Exception):
    """A take was to be separated from a family, and it has none."""

    def __init__(self, chain: WireChain) -> None:
        super().__init__(f"{chain} is no take among others: there is nothing to separate.")


@dataclass(frozen=True, eq=False)
class Arrival:
    """An item on the way to its chain, and what it is to its story."""

    source: Source
    item: Item
    take: Take

    @cached_property
    def key(self) -> tuple[int, str]:
        """The source and the guid of the item's own chain."""
        return self.source.pk, versions.chain_key(self.item)


def family_keys(source_id: int, item: Item) -> Iterator[tuple[object, ...]]:
    """Give what two items have in common that may belong to one chain or to one family."""
    yield ("guid", source_id, versions.chain_key(item))
    if stem := stem_of(item):
        yield ("stem", source_id, stem)
    if not item.uri and (words := versions.fingerprint(item)):
        yield ("words", source_id, words)


def chains_for(arrivals: Sequence[Arrival]) -> list[WireChain]:
    """Return the chain of each item, made if it is the first, locked with its family's head.

    To be called in a transaction, with no two items that share one of their `family_keys`.
    """
    known = _known_chains(arrivals)
    new = [arrival for arrival in arrivals if arrival.key not in known]
    if new:
        rows = _new_chains(new)
        WireChain.objects.bulk_create(rows, ignore_conflicts=True)  # another worker may be first
        known |= _chains_by_key(new)
    ids = {arrival.key: known[arrival.key].pk for arrival in arrivals}
    heads = {chain.head_id for chain in known.values() if chain.head_id}
    family = WireChain.objects.select_for_update().filter(pk__in={*ids.values(), *heads})
    locked = {chain.pk: chain for chain in family.order_by("pk")}
    return [locked[ids[arrival.key]] for arrival in arrivals]


def _known_chains(arrivals: Iterable[Arrival]) -> dict[tuple[int, str], WireChain]:
    """Return the chains that are there already, by the key of the item that belongs to them.

    An item without an id belongs to the one that came before with exactly these words.
    """
    known = _chains_by_key(arrivals)
    unknown = {
        (arrival.source.pk, words): arrival.key
        for arrival in arrivals
        if arrival.key not in known
        and not arrival.item.uri
        and (words := versions.fingerprint(arrival.item))
    }
    if unknown:
        same = WireItem.objects.filter(
            chain__source__in={source_id for source_id, _ in unknown},
            fingerprint__in={words for _, words in unknown},
        )
        for row in same.select_related("chain").defer("item").order_by("-chain"):
            key = unknown.get((row.chain.source_id, row.fingerprint)) if row.chain else None
            if row.chain and key and row.chain.guid.startswith(WITHOUT_ID):
                known[key] = row.chain
    return known


def _chains_by_key(arrivals: Iterable[Arrival]) -> dict[tuple[int, str], WireChain]:
    source_ids, guids = zip(*(arrival.key for arrival in arrivals), strict=True)
    rows = WireChain.objects.filter(source__in=set(source_ids), guid__in=set(guids))
    return {(chain.source_id, chain.guid): chain for chain in rows}


def _new_chains(arrivals: Iterable[Arrival]) -> list[WireChain]:
    """Return chains to be stored, in one order, so that no two workers wait for each other."""
    stems = {arrival: stem_of(arrival.item) for arrival in arrivals}
    families = _families_with_stems(stems)
    rows = []
    for arrival, stem in stems.items():
        source_id, guid = arrival.key
        categories = categories_of(arrival.item)
        nearest = (
            _nearest_take(arrival.source, stem, categories, arrival.take)
            if (source_id, stem) in families
            else None
        )
        rows.append(
            WireChain(
                source=arrival.source,
                guid=guid,
                stem=stem,
                categories=sorted(categories),
                head=nearest.root if nearest else None,
                is_killed=nearest.is_killed if nearest else False,
            )
        )
    return sorted(rows, key=lambda row: (row.source_id, row.guid))


def _families_with_stems(stems: dict[Arrival, str]) -> set[tuple[int, str]]:
    """Return the sources and stems under which something came before; takes come one by one."""
    source_ids = {arrival.source.pk for arrival, stem in stems.items() if stem}
    if not source_ids:
        return set()
    sources = Source.objects.select_for_update(no_key=True).filter(pk__in=source_ids)
    list(sources.order_by("pk"))
    known = WireChain.objects.filter(source__in=source_ids, stem__in=set(stems.values()) - {""})
    return set(known.values_list("source_id", "stem"))


def _nearest_take(
    source: Source, stem: str, categories: frozenset[str], take: Take
) -> WireChain | None:
    """Return the chain a new take joins the family of: that of the take nearest before it."""
    rows = (
        WireItem.objects.filter(
            Q(outcome__in=MADE_A_STORY) | Q(take_kind=TakeKind.KILL),
            chain__source=source,
            chain__stem=stem,
        )
        .select_related("chain__head")
        .defer("item")
        .order_by("-pk")[:TAKES_TO_LOOK_AT]
    )
    near: list[tuple[bool, float, WireChain]] = []
    for row in rows:
        chain, known = row.chain, selectors.take_of_row(row)
        if chain and agree(categories, frozenset(chain.categories)) and are_one_story(take, known):
            distance = (take.made_at - known.made_at).total_seconds()
            near.append((distance < 0, abs(distance), chain))
    return min(near, key=lambda one: one[:2])[2] if near else None


@transaction.atomic
def lift_embargo(*, chain: WireChain, now: datetime) -> None:
    """Take what the versions so far say of an embargo as lifted, by a person's decision."""
    selectors.family_of(chain).update(embargo_lifted_at=now)


@transaction.atomic
def lift_kill(*, chain: WireChain) -> None:
    """Let later versions of a killed item, and of its family, be taken again."""
    selectors.family_of(chain).update(is_killed=False)


@transaction.atomic
def separate_chain(*, chain: WireChain) -> WireChain | None:
    """Take a chain out of its family; return the family's new head if the chain was the head.

    Raises:
        TakeStandsAlone: nothing is changed.
    """
    others = list(selectors.family_of(chain).exclude(pk=chain.pk).select_for_update())
    if not others:
        raise TakeStandsAlone(chain)
    if chain.head_id:
        chain.head = None
        chain.save(update_fields=["head"])
        return None
    new_head, *rest = others
    new_head.head = None
    new_head.save(update_fields=["head"])
    WireChain.objects.filter(pk__in=[one.pk for one in rest]).update(head=new_head)
    return new_head
