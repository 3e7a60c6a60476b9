"""What a moderator does with one press of a button: to one comment or many, and undone together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef

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
# What can be undone, and what the comment is by it: is it anything else by now, it stays that.
LED_TO = {
    Act.APPROVED: State.SHOWN,
    Act.REFUSED: State.REFUSED,
    Act.REMOVED: State.REMOVED,
    Act.RESTORED: State.SHOWN,
    Act.KEPT: State.SHOWN,
}
# What nobody brings back: its author took it back, or its words are not there any more.
GONE_FOR_GOOD = frozenset({State.WITHDRAWN, State.ERASED})


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


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of taking a press of a button back, by comments.

    late  about which something was decided since then, or which changed
    gone  which their authors withdrew since then, or which were erased
    """

    done: int = 0
    late: int = 0
    gone: int = 0


def undo_batch(*, batch: UUID, by: User, now: datetime) -> Undone:
    """Put back what one press decided.

    A comment about which something was decided after that press stays as it is. Only who pressed
    can undo it: a colleague decides anew, with a reason.
    """
    done, late, gone = 0, 0, 0
    for decision in Decision.objects.filter(batch=batch, by=by, act__in=LED_TO):
        try:
            _undo(decision, by=by, now=now)
            done += 1
        except AlreadyDecided as error:
            is_gone = error.state in GONE_FOR_GOOD
            gone += is_gone
            late += not is_gone
    return Undone(done, late, gone)


@transaction.atomic
def _undo(decision: Decision, *, by: User, now: datetime) -> None:
    """Put back what one decision did, and open the reports again that it had answered.

    Raises:
        AlreadyDecided: something was decided since then, or it is not known what was before.
    """
    # Locked: nothing is decided between the look at what is the newest and the step back.
    comment = Comment.objects.select_for_update(no_key=True).get(pk=decision.comment_id)
    # By number: of two clocks, one may be behind.
    newest = comment.decisions.order_by("-pk").values_list("pk", flat=True).first()
    if newest != decision.pk or not decision.state_before:
        raise AlreadyDecided(comment)
    before = State(decision.state_before)
    move(comment, {LED_TO[Act(decision.act)]}, before, Act.UNDONE, by=by, now=now)
    answered = Report.objects.filter(comment=comment, answered_at=decision.at)
    said_again = Report.objects.filter(
        comment=comment,
        address_hash=OuterRef("address_hash"),
        reason=OuterRef("reason"),
        answered_at=None,
    )
    answered.exclude(Exists(said_again)).update(answered_at=None)
