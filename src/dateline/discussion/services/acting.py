"""What a moderator does with one press of a button: to one comment or many, and undone together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction

from dateline.accounts.models import User
from dateline.discussion.models import Comment, Decision, RefusalReason, Report
from dateline.discussion.services.claiming import ClaimedByColleague, claim_comment
from dateline.discussion.services.deciding import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    move,
    refuse_comment,
    restore_comment,
)
from dateline.discussion.services.picking import pick_comment, unpick_comment
from dateline.discussion.services.reporting import dismiss_reports

State = Comment.State
Act = Decision.Act

# What one press decides about: the rest is for the next press, so that no request runs for long.
DECIDED_AT_ONCE = 300
UNDOABLE = frozenset({Act.APPROVED, Act.REFUSED, Act.REMOVED, Act.RESTORED, Act.KEPT})


class Button(StrEnum):
    """What a moderator can press on a card."""

    APPROVE = "approve"
    REFUSE = "refuse"
    RESTORE = "restore"
    KEEP = "keep"
    PICK = "pick"
    UNPICK = "unpick"


# A pick is taken back by its own button.
UNDOABLE_BUTTONS = frozenset({Button.APPROVE, Button.REFUSE, Button.RESTORE, Button.KEEP})


@dataclass(frozen=True, slots=True)
class Pressed:
    """What came of it.

    batch  by which all of it is undone, or None where nothing is to be undone
    late   comments that had been decided about meanwhile, or changed, or that wait for nobody
    held   comments that a colleague has before them, by the colleague's name
    """

    done: int
    late: int
    held: Counter[str]
    batch: UUID | None


def act_on(
    *,
    comments: Iterable[Comment],
    button: Button,
    by: User,
    now: datetime,
    reason_code: str = "",
    facts: str = "",
) -> Pressed:
    """Decide about comments as the moderator saw them (`version`), each for itself.

    Raises:
        ReasonNeeded: a refusal came without a reason; nothing is changed.
    """
    if button is Button.REFUSE and reason_code not in RefusalReason.values:
        raise ReasonNeeded
    batch, done, late, held = uuid4(), 0, 0, Counter[str]()
    for comment in comments:
        try:
            with transaction.atomic():
                claim_comment(comment=comment, by=by, now=now)
                _press(comment, button, by, now, batch, reason_code, facts)
            done += 1
        except ClaimedByColleague as claimed:
            held[claimed.holder] += 1
        except AlreadyDecided:
            late += 1
    return Pressed(done, late, held, batch if done and button in UNDOABLE_BUTTONS else None)


def _press(
    comment: Comment,
    button: Button,
    by: User,
    now: datetime,
    batch: UUID,
    reason_code: str,
    facts: str,
) -> None:
    if button is Button.APPROVE:
        approve_comment(comment=comment, by=by, now=now, batch=batch)
    elif button is Button.RESTORE:
        restore_comment(comment=comment, by=by, now=now, batch=batch)
    elif button is Button.KEEP:
        dismiss_reports(comment=comment, by=by, now=now, batch=batch)
    elif button is Button.PICK:
        pick_comment(comment=comment, by=by, now=now)
    elif button is Button.UNPICK:
        unpick_comment(comment=comment, by=by, now=now)
    else:
        refuse_comment(
            comment=comment, by=by, now=now, reason_code=reason_code, facts=facts, batch=batch
        )


def undo_batch(*, batch: UUID, by: User, now: datetime) -> tuple[int, int]:
    """Put back what one press decided; return how many, and how many could not be.

    A comment about which something was decided after that press stays as it is. Only who pressed
    can undo it: a colleague decides anew, with a reason.
    """
    decisions = Decision.objects.filter(batch=batch, by=by, act__in=UNDOABLE)
    undone, late = 0, 0
    for decision in decisions.select_related("comment"):
        try:
            _undo(decision, by=by, now=now)
            undone += 1
        except AlreadyDecided:
            late += 1
    return undone, late


def _undo(decision: Decision, *, by: User, now: datetime) -> None:
    comment = decision.comment
    newest = comment.decisions.order_by("-at", "-pk").values_list("pk", flat=True).first()
    if newest != decision.pk or not decision.state_before:
        raise AlreadyDecided(comment)
    before = State(decision.state_before)
    move(comment, {State(comment.state)}, before, Act.UNDONE, by=by, now=now)
    # The decision had answered its reports: they are open again.
    Report.objects.filter(comment=comment, answered_at=decision.at).update(answered_at=None)
