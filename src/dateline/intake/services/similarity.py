"""Finding near-duplicates among what came, and keeping what a person says about them.

Nothing is merged or deleted: a pair is shown at the desk with both texts.
"""

from datetime import datetime, timedelta

from django.db import transaction

from dateline.accounts.models import User
from dateline.core.story import item_from_plain
from dateline.intake import selectors, similarity
from dateline.intake.models import NearDuplicate, SketchBand, WireChain, WireItem

# Copy is compared with what came in so many days before it.
COMPARED_FOR = timedelta(days=3)
COMPARED_AT_ONCE = 200
CANDIDATES_AT_MOST = 20


def compare_waiting(*, now: datetime, limit: int = COMPARED_AT_ONCE) -> int:
    """Look at the newest items that were not compared yet; return how many were looked at."""
    SketchBand.objects.filter(made_at__lt=now - COMPARED_FOR).delete()
    waiting = WireItem.objects.filter(compared_at=None, placed_at__gt=now - COMPARED_FOR)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True)[:limit])
    for wire_item_id in ids:
        compare_item(wire_item_id=wire_item_id, now=now)
    return len(ids)


@transaction.atomic
def compare_item(*, wire_item_id: int, now: datetime) -> list[NearDuplicate]:
    """Compare an item with the copy of other stories; return the pairs found, known ones too.

    A family is compared by the take that stands: its pairs and its sketch are the head's.
    """
    row = WireItem.objects.select_related("chain__head").get(pk=wire_item_id)
    WireItem.objects.filter(pk=row.pk).update(compared_at=now)
    if row.chain is None or row != selectors.newest_told(row.chain):
        return []
    runs = similarity.runs_of(item_from_plain(row.item).text)
    if len(runs) < similarity.LEAST_RUNS:
        return []
    root, bands = row.chain.root, similarity.bands_of(runs)
    pairs = [
        pair
        for other in _candidates(root, bands)
        if (pair := _compared(root, runs, other, now=now))
    ]
    root.bands.all().delete()
    SketchBand.objects.bulk_create(
        SketchBand(chain=root, value=value, made_at=now) for value in bands
    )
    return pairs


def _candidates(root: WireChain, bands: list[int]) -> list[WireChain]:
    """Return the heads of other families that share a band of the sketch."""
    found = WireChain.objects.filter(bands__value__in=bands, head=None).exclude(pk=root.pk)
    return list(found.distinct().order_by("-pk")[:CANDIDATES_AT_MOST])


def _compared(
    root: WireChain, runs: frozenset[str], other: WireChain, *, now: datetime
) -> NearDuplicate | None:
    newest = selectors.newest_told(other)
    if newest is None:
        return None
    theirs = similarity.runs_of(item_from_plain(newest.item).text)
    if not similarity.are_alike(runs, theirs):
        return None
    first, second = sorted((root, other), key=lambda one: one.pk)
    scores = {
        "score": similarity.score(runs, theirs),
        "contained_score": similarity.contained_score(runs, theirs),
    }
    pair, _ = NearDuplicate.objects.update_or_create(
        first=first,
        second=second,
        defaults=scores,
        create_defaults=scores | {"found_at": now},
    )
    return pair


def decide_pair(
    *, pair: NearDuplicate, is_same: bool, by: User, now: datetime, reason: str = ""
) -> None:
    """Keep what a person says about two texts; a later word replaces an earlier one."""
    choice = NearDuplicate.Decision.SAME if is_same else NearDuplicate.Decision.DIFFERENT
    pair.decision, pair.decided_by, pair.decided_at, pair.reason = choice, by, now, reason
    pair.save(update_fields=["decision", "decided_by", "decided_at", "reason"])
