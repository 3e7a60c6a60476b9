"""Ingesting: received and read before the command line returns."""

import threading

import pytest

from dateline.intake import services
from dateline.intake.models import TaskFailure, WireItem, WireRecord
from dateline.intake.signals import items_placed
from tests.intake.deliveries import ninjs

Outcome = WireItem.Outcome


@pytest.fixture
def wire_file(tmp_path):
    """A file of the agency."""
    path = tmp_path / "in" / "quay.json"
    path.parent.mkdir()
    path.write_bytes(ninjs())
    return path


def test_a_file_is_read_at_once_and_its_items_wait_to_be_taken_up(wire_file, source, now):
    report = services.ingest(place=wire_file, source=source, now=now)

    assert report.record.state == WireRecord.State.READ
    assert [item.outcome for item in report.waiting] == [Outcome.PUBLISH]
    assert not report.refused
    assert not report.is_repeat
    assert wire_file.exists()


def test_a_file_ingested_twice_is_a_repeat(wire_file, source, now):
    first = services.ingest(place=wire_file, source=source, now=now)

    again = services.ingest(place=wire_file, source=source, now=now)

    assert again.is_repeat
    assert again.items == first.items


def test_nothing_is_announced_because_the_caller_takes_it_up(
    wire_file, source, now, django_capture_on_commit_callbacks
):
    heard = []
    items_placed.connect(heard.append)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        services.ingest(place=wire_file, source=source, now=now)

    items_placed.disconnect(heard.append)
    assert callbacks == []
    assert heard == []


def test_a_file_that_cannot_be_opened_is_told(tmp_path, source, now):
    with pytest.raises(FileNotFoundError):
        services.ingest(place=tmp_path / "nothing.json", source=source, now=now)


def test_a_watched_folder_is_ingested_file_by_file_and_nothing_is_moved(wire_file, source, now):
    (wire_file.parent / "broken.xml").write_text("<newsItem")
    stop = threading.Event()
    reports = services.watch_folder(
        folder=wire_file.parent, source=source, clock=lambda: now, stop=stop
    )

    states = [next(reports).record.state, next(reports).record.state]
    stop.set()

    assert states == [WireRecord.State.REFUSED, WireRecord.State.READ]
    assert wire_file.exists()
    assert not TaskFailure.objects.exists()
