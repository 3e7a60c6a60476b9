"""What intake does in the background when something happens. Connected when the app is ready."""

from typing import Any

from dateline.intake.models import WireRecord
from dateline.intake.signals import record_received, records_wait
from dateline.intake.tasks import read_record_task, sweep_records


def connect() -> None:
    """Listen to intake's own announcements."""
    record_received.connect(have_it_read, dispatch_uid="intake.have_it_read")
    records_wait.connect(have_them_read, dispatch_uid="intake.have_them_read")


def have_it_read(*, record: WireRecord, **_: Any) -> None:
    """Queue a delivery for reading. If the queue is lost, the sweep finds the record."""
    read_record_task(record.pk)


def have_them_read(**_: Any) -> None:
    """Queue a sweep now, instead of with the minute."""
    sweep_records()
