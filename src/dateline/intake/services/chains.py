"""Chains and families: finding the one an item belongs to, and what a person decides about one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dateline.core.story import Item
from dateline.intake import selectors, versions
from dateline.intake.families import Take, TakeKind, agree, are_one_story, categories_of, stem_of
from dateline.intake.models import Source, WireChain, WireItem
from dateline.intake.placing import MADE_A_STORY

# The keys of items without an id, as `versions.chain_key` makes them.
WITHOUT_ID = Q(guid__startswith="number:") | Q(guid__startswith="text:")
WITHOUT_ID |= Q(guid__startswith="headline:")
# So many takes under one slug are looked through for the story a new one belongs to.
TAKES_TO_LOOK_AT = 60


class TakeStandsAlone(Exception):
    """A take was to be separated from a family, and it has none."""

    def __init__(self, chain: WireChain) -> None:
        super().__init__(f"{chain} is no take among others: there is nothing to separate.")


def chain_for(*, source: Source, item: Item, take: Take) -> WireChain:
    """Return the chain an item belongs to, made if it is the first, locked with its family's head.

    To be called in a transaction.
    """
    key = versions.chain_key(item)
    chain = WireChain.objects.filter(source=source, guid=key).first()
    if chain is None and not item.uri:
        chain = _chain_with_words(source, versions.fingerprint(item))
    if chain is None:
        chain = _new_chain(source, key, item, take)
    family = Q(pk=chain.pk) | Q(pk=chain.head_id) if chain.head_id else Q(pk=chain.pk)
    locked = WireChain.objects.select_for_update().filter(family)
    return next(row for row in locked.order_by("pk") if row.pk == chain.pk)


def _chain_with_words(source: Source, fingerprint: str) -> WireChain | None:
    """Return the chain of an item without an id that came before with exactly these words."""
    if not fingerprint:
        return None
    same = WireChain.objects.filter(WITHOUT_ID, source=source, versions__fingerprint=fingerprint)
    return same.order_by("pk").first()


def _new_chain(source: Source, key: str, item: Item, take: Take) -> WireChain:
    stem, categories = stem_of(item), categories_of(item)
    nearest = None
    if stem:
        Source.objects.select_for_update().get(pk=source.pk)  # takes come one by one
        nearest = _nearest_take(source, stem, categories, take)
    chain, _ = WireChain.objects.get_or_create(
        source=source,
        guid=key,
        defaults={
            "stem": stem,
            "categories": sorted(categories),
            "head": nearest.root if nearest else None,
            "is_killed": nearest.is_killed if nearest else False,
        },
    )
    return chain


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
