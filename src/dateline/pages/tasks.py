"""Background work of the pages. The queue runs a task at most once; the rows are the truth."""

import logging

from django.core.management import call_command
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup, periodic_task

from dateline.intake.selectors import items_due, kept_pictures_due
from dateline.intake.services import begin_taking_up, note_taking_up_failed
from dateline.pages import clock, counting
from dateline.pages.services import take_up, take_up_picture

logger = logging.getLogger(__name__)

TAKING_UP_PRIORITY = 20  # below reading: a delivery that was not read yet may hold a kill
EACH_MINUTE = crontab(minute="*")


@db_task(priority=TAKING_UP_PRIORITY)
def take_up_task(wire_item_id: int) -> None:
    """Do what a placed item asks for; what fails is tried again later, or left to a person."""
    now = clock.now()
    if not begin_taking_up(wire_item_id=wire_item_id, now=now):
        return
    try:
        take_up(wire_item_id=wire_item_id, now=now)
    except Exception as fault:
        logger.exception("Taking up item %s failed", wire_item_id)
        note_taking_up_failed(wire_item_id=wire_item_id, fault=fault, now=now)


@db_periodic_task(EACH_MINUTE, priority=TAKING_UP_PRIORITY)
def sweep_items() -> None:
    """Take up the items and pictures that were left behind or are to be tried again."""
    for wire_item_id in list(items_due(clock.now()).values_list("pk", flat=True)):
        take_up_task.call_local(wire_item_id)
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
