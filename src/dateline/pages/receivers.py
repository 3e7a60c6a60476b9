"""What the pages do when intake announces an item. Connected when the app is ready."""

from typing import Any

from dateline.intake.models import WireItem, WirePicture
from dateline.intake.signals import item_placed, picture_kept
from dateline.pages import clock
from dateline.pages.services import take_up_picture
from dateline.pages.tasks import take_up_task

Outcome = WireItem.Outcome
# These must not wait behind other work.
AT_ONCE = (Outcome.KILL, Outcome.WITHHOLD, Outcome.EMBARGO)


def connect() -> None:
    """Listen to intake."""
    item_placed.connect(have_it_taken_up, dispatch_uid="pages.have_it_taken_up")
    picture_kept.connect(put_it_beside_its_stories, dispatch_uid="pages.picture_kept")


def have_it_taken_up(*, wire_item: WireItem, **_: Any) -> None:
    """Take up kills, withholds and late embargoes in this process, and queue everything else.

    If this process dies or the queue is lost, the sweep finds the item.
    """
    if wire_item.outcome in AT_ONCE:
        take_up_task.call_local(wire_item.pk)
    else:
        take_up_task(wire_item.pk)


def put_it_beside_its_stories(*, wire_picture: WirePicture, **_: Any) -> None:
    """Put a picture that was kept beside its stories, in the process that kept it."""
    take_up_picture(wire_picture_id=wire_picture.pk, now=clock.now())
