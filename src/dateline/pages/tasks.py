"""Background work of the pages. The queue runs a task at most once; the rows are the truth."""

from django.conf import settings
from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup, periodic_task

from dateline.intake.selectors import items_due, kept_pictures_due
from dateline.pages import clock, counting
from dateline.pages.model_selectors import stories_to_ask_about
from dateline.pages.selectors import stories_without_lines
from dateline.pages.services import (
    ask_about_story,
    configured_endpoint,
    draw_waiting,
    take_up_all,
    take_up_picture,
)

TAKING_UP_PRIORITY = 20  # below reading: a delivery that was not read yet may hold a kill
DRAWING_PRIORITY = 10  # a page without lines is whole; an update that waits is not
ASKING_PRIORITY = 5  # a model's answer is welcome and never needed
# A sweep holds up one worker, so it leaves a flood of stories to the next minutes.
LINES_IN_A_SWEEP = 500
STORIES_ASKED_IN_A_SWEEP = 10
EACH_MINUTE = crontab(minute="*")


@db_task(priority=DRAWING_PRIORITY)
def draw_lines_task(story_id: int) -> None:
    """Draw the lines of a story that is public already; if the queue is lost, the sweep does it."""
    draw_waiting(story_id=story_id, now=clock.now())
    if settings.MODEL_URL:
        ask_model_task(story_id)


@db_task(priority=ASKING_PRIORITY)
def ask_model_task(story_id: int) -> None:
    """Ask the language model about a story whose lines stand; what is missed, the sweep finds."""
    if endpoint := configured_endpoint():
        ask_about_story(story_id=story_id, endpoint=endpoint, clock=clock.now)


@db_periodic_task(EACH_MINUTE, priority=ASKING_PRIORITY)
def sweep_model() -> None:
    """Ask the language model what is still to ask, until it must not be asked more for now."""
    endpoint = configured_endpoint()
    if endpoint is None:
        return
    waiting = stories_to_ask_about(
        clock.now(), writes=settings.MODEL_WRITES, reads=settings.MODEL_READS
    )
    for story_id in list(waiting.values_list("pk", flat=True)[:STORIES_ASKED_IN_A_SWEEP]):
        if not ask_about_story(story_id=story_id, endpoint=endpoint, clock=clock.now):
            return


@db_periodic_task(EACH_MINUTE, priority=DRAWING_PRIORITY)
def sweep_lines() -> None:
    """Draw the lines that are still to draw."""
    for story_id in list(stories_without_lines().values_list("pk", flat=True)[:LINES_IN_A_SWEEP]):
        draw_waiting(story_id=story_id, now=clock.now())


@db_task(priority=TAKING_UP_PRIORITY)
def take_up_task(wire_item_ids: list[int]) -> None:
    """Do what placed items ask for; what fails is tried again later, or left to a person."""
    taken_up = take_up_all(wire_item_ids=wire_item_ids, now=clock.now(), draws_lines=False)
    for story in taken_up.stories:
        if story.lines_wait:
            draw_lines_task(story.pk)


@db_periodic_task(EACH_MINUTE, priority=TAKING_UP_PRIORITY)
def sweep_items() -> None:
    """Take up the items and pictures that were left behind or are to be tried again."""
    due = list(items_due(clock.now()).values_list("pk", "attempts"))
    take_up_task.call_local([pk for pk, attempts in due if not attempts])
    for wire_item_id in (pk for pk, attempts in due if attempts):
        take_up_task.call_local([wire_item_id])
    for wire_picture_id in list(kept_pictures_due().values_list("pk", flat=True)):
        take_up_picture(wire_picture_id=wire_picture_id, now=clock.now())


@on_startup()
def sweep_items_at_once() -> None:
    """Go on where a worker that died left off, without waiting for the minute."""
    sweep_items()


@periodic_task(crontab(minute="1", hour="*"))
def forget_old_salts() -> None:
    """Destroy the salts of the days before: from then on nobody can tell readers apart."""
    counting.forget_old_salts(clock.now())


@db_periodic_task(EACH_MINUTE)
def publish_scheduled() -> None:
    """Publish and expire what an editor scheduled."""
    call_command("publish_scheduled")
