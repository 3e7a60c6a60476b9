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


def report_comment(
    *, comment: Comment, reason: ReportReason, words: str, client_address: str, now: datetime
) -> bool:
    """Store a reader's report of a shown comment and return whether it is their first of it.

    Raises:
        NotShown: the comment is not shown.
    """
    if comment.state != State.SHOWN:
        raise NotShown
    _report, is_new = Report.objects.get_or_create(
        comment=comment,
        address_hash=privacy.address_hash(client_address),
        defaults={"reason": reason, "words": words, "at": now},
    )
    return is_new


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
