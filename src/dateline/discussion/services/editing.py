"""An author changes what a comment says."""

from datetime import datetime
from functools import partial

from django.db import transaction

from dateline.discussion import privacy
from dateline.discussion.models import Comment, Decision
from dateline.discussion.services.deciding import UNDECIDED, AlreadyDecided, Automation, move
from dateline.discussion.signals import comment_received

State = Comment.State


def take_newer_words(*, comment: Comment, text: str, until: datetime | None, now: datetime) -> bool:
    """Take the words of a form that was sent again as a change; return whether they stand now.

    The words that were sent first stand where anybody has decided about them.

    until  when the time to change a comment ends; None if it is over
    """
    if until is None or comment.state not in UNDECIDED:
        return False
    try:
        edit_comment(comment=comment, text=text, until=until, now=now)
    except AlreadyDecided:
        return False
    return True


@transaction.atomic
def edit_comment(*, comment: Comment, text: str, until: datetime, now: datetime) -> None:
    """Change a comment's text and have every phase look at it again; the same text does nothing.

    It is out of readers' sight until the phases have decided: nobody has looked at the new words.

    Raises:
        AlreadyDecided: it is neither waiting nor shown, was changed since it was read, or the time
            for it ended at `until`.
    """
    if now >= until:
        raise AlreadyDecided(comment)
    if text == comment.text:
        return
    move(
        comment,
        Comment.EDITABLE,
        State.RECEIVED,
        Decision.Act.EDITED,
        by=None,
        now=now,
        automation=Automation.NOT_AUTOMATED,
        also={
            "text": text,
            "text_hash": privacy.text_hash(text),
            "edited_at": now,
            "picked_at": None,  # other words were picked
        },
    )
    transaction.on_commit(partial(comment_received.send, sender=Comment, comment=comment))
