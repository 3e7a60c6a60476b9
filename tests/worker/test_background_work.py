"""Background work: what is done at once, what waits, and what becomes of what fails."""

from datetime import timedelta

import pytest
from django.utils import timezone
from huey.contrib.djhuey import task

from dateline.intake import selectors, services
from dateline.intake import tasks as intake_tasks
from dateline.intake.models import TaskFailure, WireItem
from dateline.pages import clock
from dateline.pages import tasks as pages_tasks
from dateline.pages.models import Story
from dateline.pages.services import new_stories, take_up
from tests.intake.deliveries import ninjs

SIX_SENTENCES = "\n".join(
    (
        "PORT ANSEL, Nov. 23 (NWA) - The harbour of Kesterholm reopened on Monday after two years.",
        "About 40 ships waited outside, the harbour authority said.",
        "The transport ministry paid for repairs of the northern wall in Lund Bay.",
        "Fishing crews from Marrow Head asked for lower fees in a letter to parliament.",
        "Osmark sent three pilots to Varland for the first week of traffic.",
        "A storm broke 300 metres of the wall in October 2024, the weather office said.",
    )
)


@pytest.fixture
def poisoned(monkeypatch):
    """Taking up fails for every item with this headline."""
    sound = new_stories.fill_story

    def fails_for_poison(story, row, item, **options):
        if item.headline == "Poison":
            raise RuntimeError("a fault of our own")
        return sound(story, row, item, **options)

    monkeypatch.setattr(new_stories, "fill_story", fails_for_poison)
    return "Poison"


@pytest.fixture
def time(monkeypatch, now):
    """The clock of the pages' tasks, which a test sets."""

    class Time:
        moment = now

    monkeypatch.setattr(clock, "now", lambda: Time.moment)
    return Time


def test_a_delivery_becomes_a_public_story_by_itself(deliver):
    deliver(ninjs())

    assert Story.objects.public(timezone.now()).get().headline == "Kesterholm harbour reopens"


def test_a_kill_is_taken_up_where_it_is_read_and_waits_behind_nothing(
    deliver, source, now, idle_queue, django_capture_on_commit_callbacks
):
    idle_queue.immediate = True
    deliver(ninjs())
    idle_queue.immediate = False
    deliver(ninjs(uri="urn:nwa:other"), origin="other")
    kill = deliver(ninjs(version="2", pubstatus="canceled", body_text=None), origin="kill")

    with django_capture_on_commit_callbacks(execute=True):
        services.read_record(record_id=kill.pk, now=now)

    assert Story.objects.get().is_killed
    assert idle_queue.pending_count() == 2


def test_a_delivery_that_the_queue_lost_is_found_by_the_sweep(
    deliver, now, idle_queue, django_capture_on_commit_callbacks
):
    deliver(ninjs(), at=timezone.now() - timedelta(minutes=2))
    idle_queue.flush()
    idle_queue.immediate = True

    with django_capture_on_commit_callbacks(execute=True):
        intake_tasks.sweep_records.call_local()

    assert Story.objects.count() == 1


def test_an_item_that_was_left_behind_is_found_by_the_sweep_and_taken_up_once(
    deliver, idle_queue, time, source, now
):
    record = deliver(ninjs())
    services.read_record(record_id=record.pk, now=now)
    idle_queue.flush()

    time.moment = now + timedelta(minutes=1)
    pages_tasks.sweep_items.call_local()
    pages_tasks.sweep_items.call_local()

    assert Story.objects.get().headline == "Kesterholm harbour reopens"


def test_an_item_that_fails_holds_up_no_other(deliver, poisoned, time, now):
    deliver(ninjs(uri="urn:nwa:poison", headline=poisoned), origin="poison")
    deliver(ninjs())
    time.moment = now + timedelta(minutes=1)

    pages_tasks.sweep_items.call_local()

    assert Story.objects.get().headline == "Kesterholm harbour reopens"
    assert not TaskFailure.objects.exists()


def test_an_item_that_fails_five_times_is_shown_at_the_desk_and_left_alone(
    deliver, poisoned, time, now
):
    deliver(ninjs(headline=poisoned))
    item = WireItem.objects.get()
    for minutes in (1, 3, 7, 15):
        time.moment = now + timedelta(minutes=minutes)
        pages_tasks.sweep_items.call_local()

    failure = TaskFailure.objects.get()
    assert failure.about == f"item {item.pk}"
    assert failure.error == "RuntimeError: a fault of our own"
    assert not selectors.items_due(now + timedelta(days=9)).exists()


def test_lines_that_the_queue_lost_are_drawn_by_the_sweep(deliver, source, idle_queue, now):
    record = deliver(ninjs(body_text=SIX_SENTENCES))
    services.read_record(record_id=record.pk, now=now)
    story = take_up(wire_item_id=record.items.get().pk, now=now, draws_lines=False)
    assert not story.lines.exists()

    pages_tasks.sweep_lines.call_local()

    story.refresh_from_db()
    assert story.lines.exists()
    assert not story.lines_wait


def test_any_task_that_fails_is_shown_at_the_desk_once(db):
    @task()
    def count_the_cranes(quay):
        raise RuntimeError("no cranes")

    count_the_cranes("north")
    count_the_cranes("north")

    failure = selectors.unsettled_failures().get()
    assert failure.task.endswith("count_the_cranes")
    assert (failure.about, failure.error) == ("north", "RuntimeError: no cranes")


def test_the_worker_shows_that_it_lives(db):
    assert selectors.last_heartbeat() is None

    intake_tasks.heartbeat.call_local()

    assert selectors.last_heartbeat() is not None


def test_what_an_editor_scheduled_is_published_at_its_minute(story):
    revision = story.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    story.live = False
    story.save()

    pages_tasks.publish_scheduled.call_local()

    story.refresh_from_db()
    assert story.live
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None


def test_due_sources_are_fetched_side_by_side(source, idle_queue):
    for number in range(3):
        type(source).objects.create(slug=f"s{number}", name="S", url="https://nwa.example/feed")

    intake_tasks.fetch_sources.call_local()

    assert idle_queue.pending_count() == 3
