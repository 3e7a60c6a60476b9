"""Telling Akismet where a person decided otherwise than it had said."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from dateline.accounts.models import User
from dateline.discussion.models import SPAM_REASONS, Comment, Decision, Signal, SpamCorrection
from dateline.discussion.services.outbox import SECOND_THOUGHTS
from dateline.discussion.services.outside_phases import AKISMET, akismet, akismet_fields
from dateline.gateways.fetch_errors import FetchError

Act = Decision.Act

WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 240, 1440))
SENT_AT_ONCE = 20
OF_AUTHORS = frozenset({Act.EDITED, Act.WITHDRAWN, Act.ERASED})


def lay_correction(
    comment: Comment, act: str, reason_code: str, *, by: User | None, now: datetime
) -> None:
    """Note what Akismet is to be told of a person's decision; a later one takes its place.

    Nothing is told where both agree, or of a comment that it was not asked about, or of one that
    its author changed or took back since: nobody judged what it says now.
    """
    pending = SpamCorrection.objects.filter(comment=comment, sent_at=None)
    if act in OF_AUTHORS:
        pending.delete()
    if by is None or not settings.AKISMET_KEY:
        return
    pending.delete()
    is_spam = _is_spam(act, reason_code)
    if is_spam is not None and _said(comment) is (not is_spam):
        SpamCorrection.objects.create(
            comment=comment, is_spam=is_spam, made_at=now, next_try_at=now + SECOND_THOUGHTS
        )


def _is_spam(act: str, reason_code: str) -> bool | None:
    """Return what a decision says about spam; None where it says nothing."""
    if act in (Act.APPROVED, Act.RESTORED):
        return False
    return True if act in (Act.REFUSED, Act.REMOVED) and reason_code in SPAM_REASONS else None


def _said(comment: Comment) -> bool | None:
    """Return what Akismet takes the words as they are now for; None if it does not know them."""
    told = (
        SpamCorrection.objects.filter(comment=comment)
        .exclude(sent_at=None)
        .order_by("-sent_at", "-pk")
    )
    signals = comment.signals.filter(phase=AKISMET).exclude(outcome=Signal.Outcome.FAILED)
    if comment.edited_at is not None:
        told, signals = (
            told.filter(made_at__gte=comment.edited_at),
            signals.filter(at__gte=comment.edited_at),
        )
    if (last := told.order_by("-sent_at", "-pk").first()) is not None:
        return last.is_spam
    signal = signals.order_by("-pk").first()
    return None if signal is None else signal.outcome == Signal.Outcome.HOLD


def send_due_corrections(*, now: datetime) -> None:
    """Send each correction whose time has come, once; at the first fault the rest waits."""
    due = SpamCorrection.objects.due(now).select_related("comment__story")
    for correction in list(due[:SENT_AT_ONCE]) if settings.AKISMET_KEY else []:
        if not _send(correction, now=now):
            return


def _send(correction: SpamCorrection, *, now: datetime) -> bool:
    """Return whether all is well. A try is counted before it is made: of two workers, one sends."""
    is_last = correction.attempts >= len(WAITS)
    next_try_at = None if is_last else now + WAITS[correction.attempts]
    row = SpamCorrection.objects.filter(pk=correction.pk)
    claimed = row.filter(attempts=correction.attempts, sent_at=None)
    if not claimed.update(attempts=F("attempts") + 1, next_try_at=next_try_at):
        return True
    try:
        akismet().correct(akismet_fields(correction.comment), is_spam=correction.is_spam)
    except FetchError:
        return False
    row.update(sent_at=now, next_try_at=None)
    return True
