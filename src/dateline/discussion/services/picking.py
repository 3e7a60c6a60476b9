"""The editors' pick: a shown comment that moderators point out."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.discussion.models import Comment, Decision
from dateline.discussion.services.deciding import AlreadyDecided, record_decision

State = Comment.State
Act = Decision.Act


@transaction.atomic
def pick_comment(*, comment: Comment, by: User | None, now: datetime) -> None:
    """Mark a shown comment as an editor's pick.

    by  None where the newsroom's own phase picked it

    Raises:
        AlreadyDecided: it is not shown, is picked already, or was changed since `by` saw it.
    """
    _mark(comment, was_picked=False, picked_at=now)
    record_decision(comment, Act.PICKED, by=by, now=now)


@transaction.atomic
def unpick_comment(*, comment: Comment, by: User, now: datetime) -> None:
    """Take the mark of an editor's pick away.

    Raises:
        AlreadyDecided: it is not shown, is not picked, or was changed since `by` saw it.
    """
    _mark(comment, was_picked=True, picked_at=None)
    record_decision(comment, Act.UNPICKED, by=by, now=now)


def _mark(comment: Comment, *, was_picked: bool, picked_at: datetime | None) -> None:
    as_seen = Comment.objects.filter(
        pk=comment.pk,
        story=comment.story_id,
        state=State.SHOWN,
        version=comment.version,
        picked_at__isnull=not was_picked,
    )
    rows = as_seen.update(picked_at=picked_at, version=comment.version + 1)
    comment.refresh_from_db()
    if not rows:
        raise AlreadyDecided(comment)
