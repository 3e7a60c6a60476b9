"""Background work of the discussion. The queue runs a task at most once; the rows are the truth."""

from importlib import import_module

from django.conf import settings
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from dateline.discussion import services
from dateline.discussion.models import ModerationSettings
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.turns import Turns
from dateline.pages import clock

# Below what keeps the copy right, above what may wait.
MODERATING_PRIORITY = 15
MAILING_PRIORITY = 5
EACH_MINUTE = crontab(minute="*")
EACH_NIGHT = crontab(minute="40", hour="3")
AFTER_ERASURES = crontab(minute="10", hour="4")


@db_task(priority=MODERATING_PRIORITY)
def moderate_received_task() -> None:
    """Have all that was received looked at; if the queue is lost, the sweep does it."""
    _MODERATING.take()


def _moderate_received() -> None:
    services.moderate_received(scorer=own_scores, now=clock.now())
    # What is left is what others are asked about, each by itself and few at once.
    for comment_id in services.next_to_ask(now=clock.now(), most=services.ASKED_AT_ONCE):
        moderate_comment_task(comment_id)


@db_task(priority=MODERATING_PRIORITY)
def moderate_comment_task(comment_id: int) -> None:
    """Have one comment looked at that others are asked about; if the queue is lost, the sweep."""
    were_asked = services.moderate_comment(
        comment_id=comment_id, scorer=own_scores, now=clock.now()
    )
    # Few comments are asked about at once: one that had to wait for its turn has it now.
    for waiting in services.next_to_ask(now=clock.now()) if were_asked else ():
        moderate_comment_task(waiting)


@db_periodic_task(EACH_MINUTE, priority=MODERATING_PRIORITY)
def sweep_comments() -> None:
    """Have the comments looked at that were left behind."""
    _MODERATING.take()


@db_task(priority=MAILING_PRIORITY)
def send_due_mails_task() -> None:
    """Send what is due; if the queue is lost, the sweep does it."""
    _SENDING.take()


def _send_due_mails() -> None:
    services.send_due_mails(clock=clock.now)


@db_periodic_task(EACH_MINUTE, priority=MAILING_PRIORITY)
def sweep_mails() -> None:
    """Send what waits, and try again what a server did not take."""
    _SENDING.take()


@db_periodic_task(EACH_MINUTE, priority=MAILING_PRIORITY)
def sweep_spam_corrections() -> None:
    """Tell Akismet where people decided otherwise."""
    _CORRECTING.take()


def _send_due_corrections() -> None:
    services.send_due_corrections(now=clock.now())


@db_periodic_task(EACH_MINUTE)
def sweep_erasures() -> None:
    """Erase the authors who asked for it a day ago."""
    services.erase_who_asked(now=clock.now())


@db_periodic_task(EACH_NIGHT)
def sweep_old_comments() -> None:
    """Erase what was out of sight for as long as the newsroom keeps it."""
    rules = ModerationSettings.of_newsroom()
    services.erase_what_is_old(rules=rules, now=clock.now())


@db_periodic_task(EACH_NIGHT)
def sweep_sessions() -> None:
    """Forget the sessions that ended by themselves, of readers and of the desk."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@db_periodic_task(AFTER_ERASURES, priority=MAILING_PRIORITY)
def sweep_corrections() -> None:
    """Forget what was erased, and learn from what was decided."""
    rules = ModerationSettings.of_newsroom()
    services.learn_again(rules=rules, now=clock.now())


_MODERATING, _SENDING = Turns(_moderate_received), Turns(_send_due_mails)
_CORRECTING = Turns(_send_due_corrections)


@on_startup()
def sweep_comments_at_once() -> None:
    """Go on where a worker that died left off, without waiting for the minute."""
    sweep_comments()
