"""What happens when a comment is taken in. Connected when the app is ready.

Called once all is stored, and without a say in it: a queue that takes nothing, as on a full disk,
fails nobody's request.
"""

import logging
from collections.abc import Callable
from typing import Any

from dateline.discussion.models import Comment, Mail
from dateline.discussion.signals import comment_received, mail_made
from dateline.discussion.tasks import moderate_comment_task, send_mail_task

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to ourselves: services announce, background work follows."""
    comment_received.connect(have_it_moderated, dispatch_uid="discussion.have_it_moderated")
    mail_made.connect(have_it_sent, dispatch_uid="discussion.have_it_sent")


def have_it_moderated(*, comment: Comment, **_: Any) -> None:
    """Queue the phases; if the queue is lost, the sweep finds the comment."""
    _queue(moderate_comment_task, comment.pk)


def have_it_sent(*, mail: Mail, **_: Any) -> None:
    """Queue the sending; if the queue is lost, the sweep finds the mail."""
    _queue(send_mail_task, mail.pk)


def _queue(task: Callable[[int], object], row_id: int) -> None:
    try:
        task(row_id)
    except Exception as error:
        logger.error(
            "The queue took no task (%s). What is stored waits for the sweep of the next minute.",
            type(error).__name__,
        )
