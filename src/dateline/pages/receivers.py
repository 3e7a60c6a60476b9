"""What the pages do when intake announces an item. Connected when the app is ready."""

from typing import Any

from dateline.intake.models import WireItem
from dateline.intake.signals import item_placed
from dateline.pages.tasks import take_up_task

Outcome = WireItem.Outcome
# These must not wait behind other work.
AT_ONCE = (Outcome.KILL, Outcome.WITHHOLD, Outcome.EMBARGO)


def connect() -> None:
    """Listen to intake."""
    item_placed.connect(have_it_taken_up, dispatch_uid="pages.have_it_taken_up")


def have_it_taken_up(*, wire_item: WireItem, **_: Any) -> None:
    """Take up kills, withholds and late embargoes in this process, and queue everything else.

    If this process dies or the queue is lost, the sweep finds the item.
    """
    if wire_item.outcome in AT_ONCE:
        take_up_task.call_local(wire_item.pk)
    else:
        take_up_task(wire_item.pk)
