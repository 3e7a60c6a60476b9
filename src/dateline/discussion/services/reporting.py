"""Readers report comments; what a person decides about a comment answers its reports."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from dateline.accounts.models import User
from dateline.discussion import privacy
from dateline.discussion.models import Comment, Decision, Report, ReportReason
from dateline.discussion.services.deciding import AlreadyDecided, answer_reports, record_decision

State = Comment.State


class NotShown(Exception):
    """A comment was reported that no reader sees; nothing is stored."""


@transaction.atomic
def report_comment(
    *, comment: Comment, reason: ReportReason, words: str, client_address: str, now: datetime
) -> None:
    """Store a reader's report of a shown comment.

    While theirs for the same reason is open, another changes nothing; if the comment was changed
    since, it takes the place of the first, which was about other words.

    Raises:
        NotShown: the comment is not shown.
    """
    # Locked: what is decided at the same time answers it or lies before it.
    shown = Comment.objects.select_for_update(no_key=True).filter(state=State.SHOWN)
    comment_now = shown.filter(pk=comment.pk).first()
    if comment_now is None:
        raise NotShown
    said, is_new = Report.objects.get_or_create(
        comment=comment_now,
        address_hash=privacy.address_hash(client_address),
        reason=reason,
        answered_at=None,
        defaults={"words": words, "at": now},
    )
    if not is_new and said.is_of_earlier_words:
        Report.objects.filter(pk=said.pk).update(words=words, at=now)


@transaction.atomic
def dismiss_reports(
    *, comment: Comment, by: User, now: datetime, batch: UUID | None = None
) -> None:
    """Keep a comment that was reported: its reports are answered, and the log says by whom.

    Raises:
        AlreadyDecided: it is not shown any more, was changed since `by` saw it, or has no report
            that is open.
    """
    as_seen = Comment.objects.select_for_update().filter(
        pk=comment.pk, state=State.SHOWN, version=comment.version
    )
    if not as_seen.exists() or not answer_reports(comment, now=now):
        comment.refresh_from_db()
        raise AlreadyDecided(comment)
    record_decision(
        comment, Decision.Act.KEPT, by=by, now=now, state_before=State.SHOWN, batch=batch
    )
