"""Background work of the intake. The queue runs a task at most once; the rows are the truth."""

from typing import Any

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup, signal
from huey.signals import SIGNAL_ERROR

from dateline.intake import selectors, services

READING_PRIORITY = 50  # a delivery may hold a kill
FETCHING_PRIORITY = 5
COMPARING_PRIORITY = 1
PICTURE_PRIORITY = 3
# A sweep holds up one worker, so it leaves a flood of pictures to the next minutes.
PICTURES_IN_A_SWEEP = 40
EACH_MINUTE = crontab(minute="*")
EACH_TEN_MINUTES = crontab(minute="*/10")
EACH_NIGHT = crontab(minute="20", hour="3")


@db_task(priority=READING_PRIORITY)
def read_received_task() -> None:
    """Read a batch of what was received; there are at least as many of these as of batches."""
    services.read_received(now=timezone.now())


@db_periodic_task(EACH_MINUTE, priority=READING_PRIORITY)
def sweep_records() -> None:
    """Read the deliveries that stand still or are to be tried again."""
    while services.read_received(now=timezone.now()):
        pass
    for record_id in list(selectors.records_due(timezone.now()).values_list("pk", flat=True)):
        services.read_record(record_id=record_id, now=timezone.now())


@on_startup()
def sweep_at_once() -> None:
    """Go on where a worker that died left off, without waiting for the minute."""
    sweep_records()


@db_task(priority=FETCHING_PRIORITY)
def fetch_due_sources_task() -> None:
    """Fetch one due source after the other until none is left; several run side by side."""
    while source := services.claim_due_source(now=timezone.now()):
        services.fetch_source(source=source, now=timezone.now())


@db_periodic_task(EACH_MINUTE, priority=FETCHING_PRIORITY)
def fetch_sources() -> None:
    """Have the due sources fetched, so that a slow one holds up no other."""
    due = selectors.sources_due(timezone.now()).count()
    for _runner in range(min(due, services.FETCHES_AT_ONCE)):
        fetch_due_sources_task()


@db_periodic_task(EACH_TEN_MINUTES)
def listen_for_silence() -> None:
    """Notice sources that have gone quiet against their own rhythm."""
    services.note_quiet_sources(now=timezone.now())


@db_periodic_task(EACH_NIGHT)
def tidy_up() -> None:
    """Forget what nobody will ask for any more."""
    services.forget_old_receipts(now=timezone.now())


@db_periodic_task(EACH_MINUTE, priority=COMPARING_PRIORITY)
def find_near_duplicates() -> None:
    """Compare what came in with the copy of the days before."""
    services.compare_waiting(now=timezone.now())


@db_task(priority=PICTURE_PRIORITY)
def fetch_picture_task(wire_picture_id: int) -> None:
    """Take in one picture."""
    services.fetch_picture(wire_picture_id=wire_picture_id, now=timezone.now())


@db_periodic_task(EACH_MINUTE, priority=PICTURE_PRIORITY)
def sweep_pictures() -> None:
    """Take in the pictures that were left behind or are to be tried again."""
    due = selectors.pictures_due(timezone.now())[:PICTURES_IN_A_SWEEP]
    for wire_picture_id in list(due.values_list("pk", flat=True)):
        services.fetch_picture(wire_picture_id=wire_picture_id, now=timezone.now())


@db_periodic_task(EACH_MINUTE)
def heartbeat() -> None:
    """Show that the worker and its clock are alive."""
    services.beat(part="worker", now=timezone.now())


@signal(SIGNAL_ERROR)
def note_failed_task(_signal: str, task: Any, error: BaseException | None = None) -> None:
    """Show the desk any task, of whichever app, that raised and will not be tried again."""
    if not task.retries:
        services.note_failure(
            task=task.name,
            about=", ".join(map(str, task.args)),
            error=f"{type(error).__name__}: {error}",
            now=timezone.now(),
        )
