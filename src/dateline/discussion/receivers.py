"""What happens when a comment is taken in. Connected when the app is ready.

Called once all is stored, and without a say in it: a queue that takes nothing, as on a full disk,
fails nobody's request.
"""

import logging
from collections.abc import Callable
from typing import Any

from huey.contrib.djhuey import HUEY

from dateline.discussion.bell import Bell
from dateline.discussion.signals import comment_received, mail_made
from dateline.discussion.tasks import moderate_received_task, send_due_mails_task

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to ourselves: services announce, background work follows."""
    comment_received.connect(have_it_moderated, dispatch_uid="discussion.have_it_moderated")
    mail_made.connect(have_it_sent, dispatch_uid="discussion.have_it_sent")


def have_it_moderated(**_: Any) -> None:
    """Have the worker take up what was received; if the queue is lost, the sweep finds it."""
    _tell(_moderating)


def have_it_sent(**_: Any) -> None:
    """Have the worker send what is due; if the queue is lost, the sweep finds it."""
    _tell(_sending)


def _tell(bell: Bell) -> None:
    if HUEY.immediate:
        bell.now()
    else:
        bell()


def _queued(task: Callable[[], object]) -> Callable[[], None]:
    def queue() -> None:
        try:
            task()
        except Exception as error:
            logger.error(
                "The queue took no task (%s). What is stored waits for the sweep of the next "
                "minute.",
                type(error).__name__,
            )

    return queue


_moderating = Bell(_queued(moderate_received_task))
_sending = Bell(_queued(send_due_mails_task))
