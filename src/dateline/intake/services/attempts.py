"""Attempts at a row of work: counted before they begin, spaced out, and given up in the end.

The row itself says who may work on it: beginning sets `next_attempt_at`, and until then nobody else
begins. A worker that dies leaves that time behind it, and the sweep goes on from there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction

from dateline.intake.models import WireItem, WirePicture, WireRecord
from dateline.intake.selectors import MOST_ATTEMPTS, STANDS_STILL_AFTER
from dateline.intake.services.failures import note_failure

Row = WireRecord | WireItem | WirePicture
R = TypeVar("R", WireRecord, WireItem, WirePicture)
NAMES = {WireRecord: "record", WireItem: "item", WirePicture: "picture"}


def begin(rows: Sequence[R], *, now: datetime) -> list[R]:
    """Count an attempt at some locked rows of a kind; return those that are due and not given up.

    Of several, none that was begun before: an attempt that died may have been the fault of any row
    of its batch, so each is tried again alone.
    """
    begun: list[R] = []
    for row in rows:
        if (row.attempts and len(rows) > 1) or (row.next_attempt_at and row.next_attempt_at > now):
            continue
        if row.attempts >= MOST_ATTEMPTS:  # the last attempt died without a word
            if row.next_attempt_at:
                give_up(row, error="The worker died each time it worked on this.", now=now)
            continue
        row.attempts += 1
        row.next_attempt_at = now + pause_after(row.attempts)
        begun.append(row)
    if begun:  # at their first attempt, or only one: they stand alike
        type(begun[0])._default_manager.filter(pk__in=[row.pk for row in begun]).update(
            attempts=begun[0].attempts, next_attempt_at=begun[0].next_attempt_at
        )
    return begun


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: a minute, and twice as long each time."""
    return STANDS_STILL_AFTER * 2 ** (attempts - 1)


def give_up(row: Row, *, error: str, now: datetime) -> None:
    """Leave a row to a person."""
    row.next_attempt_at = None
    row.save(update_fields=["next_attempt_at"])
    task = "take up an item"
    if isinstance(row, WireRecord):
        task = "read a delivery"
        WireRecord.objects.filter(pk=row.pk).update(state=WireRecord.State.FAILED)
    elif isinstance(row, WirePicture):
        task = "take in a picture"
        WirePicture.objects.filter(pk=row.pk).update(state=WirePicture.State.REFUSED)
    note_failure(task=task, about=about(row), error=error, now=now)


def about(row: Row) -> str:
    """Return what the desk's list of failures calls a row."""
    return f"{NAMES[type(row)]} {row.pk}"


@transaction.atomic
def begin_taking_up(*, wire_item_ids: Sequence[int], now: datetime) -> list[WireItem]:
    """Count an attempt to take up some items; return those that are to be taken up now.

    Of several, those that were tried before are left to be tried alone.
    """
    rows = WireItem.objects.select_for_update(of=("self",)).select_related("chain").defer("item")
    waiting = rows.filter(pk__in=wire_item_ids, taken_up_at=None).order_by("pk")
    return begin(list(waiting), now=now)


@transaction.atomic
def note_taking_up_failed(*, wire_item_id: int, fault: Exception, now: datetime) -> None:
    """Note that an item could not be taken up; it is tried again later, or left to a person."""
    row = WireItem.objects.select_for_update().get(pk=wire_item_id)
    if row.attempts >= MOST_ATTEMPTS:
        give_up(row, error=f"{type(fault).__name__}: {fault}", now=now)
