"""Decisions about comments. Each is a row that stays; the state follows from it."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Subquery

from dateline.accounts.models import User
from dateline.discussion.models import Comment, Decision, RefusalReason, Report, Signal
from dateline.discussion.services.counting import count_shown
from dateline.discussion.services.outbox import lay_about_decision
from dateline.discussion.services.spam_corrections import lay_correction

State = Comment.State
Act = Decision.Act
Automation = Decision.Automation

# These hold a comment whatever it says: nothing was found in it.
HOLD_EVERYTHING = ("open", "new-commenter", "pre-moderation")
OF_A_PERSON = frozenset({Act.APPROVED, Act.REFUSED, Act.REMOVED, Act.RESTORED})

UNDECIDED = frozenset({State.RECEIVED, State.WAITING})


class AlreadyDecided(Exception):
    """Someone else has decided about a comment in the meantime; nothing is changed."""

    def __init__(self, comment: Comment) -> None:
        super().__init__(f"The comment is already {comment.get_state_display()}.")
        self.state = State(comment.state)


class ReasonNeeded(Exception):
    """A comment was to be refused or removed without a reason; nothing is changed."""

    def __init__(self) -> None:
        super().__init__("A refusal needs a reason: the author has a right to it.")


def approve_comment(
    *, comment: Comment, by: User, now: datetime, batch: UUID | None = None
) -> None:
    """Show a waiting comment to readers.

    Raises:
        AlreadyDecided: it does not wait any more, or is not what `by` saw.
    """
    move(comment, UNDECIDED, State.SHOWN, Act.APPROVED, by=by, now=now, batch=batch)


def refuse_comment(
    *,
    comment: Comment,
    by: User,
    now: datetime,
    reason_code: str,
    facts: str = "",
    batch: UUID | None = None,
) -> None:
    """Refuse a waiting comment, or remove one that is shown, for a reason its author is told.

    Raises:
        ReasonNeeded: the reason is none of `RefusalReason`.
        AlreadyDecided: it is neither waiting nor shown, or is not what `by` saw.
    """
    if reason_code not in RefusalReason.values:
        raise ReasonNeeded
    was_shown = comment.state == State.SHOWN
    move(
        comment,
        {State.SHOWN} if was_shown else UNDECIDED,
        State.REMOVED if was_shown else State.REFUSED,
        Act.REMOVED if was_shown else Act.REFUSED,
        by=by,
        now=now,
        reason_code=reason_code,
        facts=facts,
        batch=batch,
    )


def restore_comment(
    *, comment: Comment, by: User, now: datetime, batch: UUID | None = None
) -> None:
    """Show a refused or removed comment after all.

    Raises:
        AlreadyDecided: it is neither, or is not what `by` saw.
    """
    expected = {State.REFUSED, State.REMOVED}
    move(comment, expected, State.SHOWN, Act.RESTORED, by=by, now=now, batch=batch)


def withdraw_comment(*, comment: Comment, now: datetime) -> None:
    """Take a comment back by its author's own wish, who holds the private link.

    Raises:
        AlreadyDecided: it is neither waiting nor shown.
    """
    move(
        comment,
        {*UNDECIDED, State.SHOWN},
        State.WITHDRAWN,
        Act.WITHDRAWN,
        by=None,
        now=now,
        automation=Automation.NOT_AUTOMATED,
    )


@transaction.atomic
def move(
    comment: Comment,
    expected: Set[State],
    state: State,
    act: Decision.Act,
    *,
    by: User | None,
    now: datetime,
    reason_code: str = "",
    facts: str = "",
    automation: Decision.Automation | None = None,
    also: Mapping[str, object] | None = None,
    batch: UUID | None = None,
) -> None:
    """Change the state and add the row, but only if all is still as the person saw it.

    also  other fields of the comment that change with it

    Raises:
        AlreadyDecided: its state is none of `expected`, or it was changed since it was read.
    """
    before = State(comment.state)
    # That the phases hold what waits already is nothing that whoever reads it has not seen.
    is_news = not (before == State.RECEIVED and state == State.WAITING)
    as_seen = Comment.objects.filter(
        pk=comment.pk, story=comment.story_id, state__in=expected, version=comment.version
    )
    rows = as_seen.update(state=state, version=F("version") + int(is_news), **(also or {}))
    comment.refresh_from_db()
    if not rows:
        raise AlreadyDecided(comment)
    if automation is None and by and act in OF_A_PERSON and _was_marked(comment):
        automation = Automation.PARTIALLY
    # Who takes a decision back has not looked at what was reported since then.
    if act != Act.UNDONE and (by or state not in Comment.EDITABLE):
        answer_reports(comment, now=now)
    if change := (state == State.SHOWN) - (before == State.SHOWN):
        count_shown(comment, change)
    record_decision(
        comment,
        act,
        by=by,
        now=now,
        reason_code=reason_code,
        facts=facts,
        automation=automation,
        state_before=before,
        batch=batch,
    )
    lay_about_decision(comment, act, reason_code, now=now)
    lay_correction(comment, act, reason_code, by=by, now=now)


def _was_marked(comment: Comment) -> bool:
    """Return whether a program had found something in a comment that a person decides about."""
    newest = comment.signals.order_by("-comment_version").values("comment_version")[:1]
    found = comment.signals.filter(comment_version=Subquery(newest), is_spared=False)
    nothing = (Signal.Outcome.PASS, Signal.Outcome.FAILED)
    return found.exclude(outcome__in=nothing).exclude(phase__in=HOLD_EVERYTHING).exists()


def hold_received(held: Sequence[tuple[Comment, str, str]], *, now: datetime) -> None:
    """Hold comments that only the phases saw; what was changed since it was read stays as it is.

    held  each with the code of the reason and the facts; nobody is told of it, and no reader saw it
    """
    if not held:
        return
    received = Comment.objects.filter(
        pk__in=[comment.pk for comment, _, _ in held], state=State.RECEIVED
    )
    locked = received.select_for_update(no_key=True).order_by("pk")
    as_they_are = set(locked.values_list("pk", "version"))
    rows = [
        Decision(
            comment=comment,
            act=Act.HELD,
            automation=Automation.FULLY,
            reason_code=reason_code,
            facts=facts,
            at=now,
            state_before=State.RECEIVED,
        )
        for comment, reason_code, facts in held
        if (comment.pk, comment.version) in as_they_are
    ]
    Comment.objects.filter(pk__in=[row.comment_id for row in rows]).update(state=State.WAITING)
    Decision.objects.bulk_create(rows)


def answer_reports(comment: Comment, *, now: datetime) -> int:
    """Close the open reports of a comment and return how many there were."""
    return Report.objects.filter(comment=comment, answered_at=None).update(answered_at=now)


def record_decision(
    comment: Comment,
    act: Decision.Act,
    *,
    by: User | None,
    now: datetime,
    reason_code: str = "",
    facts: str = "",
    automation: Decision.Automation | None = None,
    state_before: str = "",
    batch: UUID | None = None,
) -> None:
    """Add a row to the log."""
    Decision.objects.create(
        comment=comment,
        act=act,
        by=by,
        automation=automation or (Automation.NOT_AUTOMATED if by else Automation.FULLY),
        reason_code=reason_code,
        facts=facts,
        at=now,
        state_before=state_before,
        batch=batch,
    )
