"""What intake does in the background when something happens. Connected when the app is ready."""

from typing import Any

from dateline.intake.models import WirePicture
from dateline.intake.signals import picture_named, record_received, records_wait
from dateline.intake.tasks import fetch_picture_task, read_received_task, sweep_records


def connect() -> None:
    """Listen to intake's own announcements."""
    record_received.connect(have_it_read, dispatch_uid="intake.have_it_read")
    records_wait.connect(have_them_read, dispatch_uid="intake.have_them_read")
    picture_named.connect(have_it_fetched, dispatch_uid="intake.have_it_fetched")


def have_it_read(**_: Any) -> None:
    """Queue a delivery for reading. If the queue is lost, the sweep finds the record."""
    read_received_task()


def have_them_read(**_: Any) -> None:
    """Queue a sweep now, instead of with the minute."""
    sweep_records()


def have_it_fetched(*, wire_picture: WirePicture, **_: Any) -> None:
    """Queue a picture for taking in. If the queue is lost, the sweep finds the row."""
    fetch_picture_task(wire_picture.pk)
