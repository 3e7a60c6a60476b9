"""What the pages do when intake announces an item. Connected when the app is ready."""

from typing import Any

from dateline.intake.models import WireItem, WirePicture
from dateline.intake.signals import items_placed, picture_kept
from dateline.pages import clock
from dateline.pages.services import take_up_picture
from dateline.pages.tasks import take_up_task

Outcome = WireItem.Outcome
# These must not wait behind other work.
AT_ONCE = (Outcome.KILL, Outcome.WITHHOLD, Outcome.EMBARGO)


def connect() -> None:
    """Listen to intake."""
    items_placed.connect(have_them_taken_up, dispatch_uid="pages.have_them_taken_up")
    picture_kept.connect(put_it_beside_its_stories, dispatch_uid="pages.picture_kept")


def have_them_taken_up(*, wire_items: list[WireItem], **_: Any) -> None:
    """Take up kills, withholds and late embargoes in this process, and queue everything else.

    If this process dies or the queue is lost, the sweep finds the items.
    """
    at_once = [item.pk for item in wire_items if item.outcome in AT_ONCE]
    later = [item.pk for item in wire_items if item.outcome not in AT_ONCE]
    if at_once:
        take_up_task.call_local(at_once)
    if later:
        take_up_task(later)


def put_it_beside_its_stories(*, wire_picture: WirePicture, **_: Any) -> None:
    """Put a picture that was kept beside its stories, in the process that kept it."""
    take_up_picture(wire_picture_id=wire_picture.pk, now=clock.now())
