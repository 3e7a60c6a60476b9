"""What happens when a comment is taken in. Connected when the app is ready."""

from typing import Any

from dateline.discussion.models import Comment, Mail
from dateline.discussion.signals import comment_received, mail_made
from dateline.discussion.tasks import moderate_comment_task, send_mail_task


def connect() -> None:
    """Listen to ourselves: services announce, background work follows."""
    comment_received.connect(have_it_moderated, dispatch_uid="discussion.have_it_moderated")
    mail_made.connect(have_it_sent, dispatch_uid="discussion.have_it_sent")


def have_it_moderated(*, comment: Comment, **_: Any) -> None:
    """Queue the phases; if the queue is lost, the sweep finds the comment."""
    moderate_comment_task(comment.pk)


def have_it_sent(*, mail: Mail, **_: Any) -> None:
    """Queue the sending; if the queue is lost, the sweep finds the mail."""
    send_mail_task(mail.pk)
