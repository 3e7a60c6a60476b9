"""What follows from what the phases found: findings are kept, and a comment is moved."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from dateline.core.moderation import Decision as Weight
from dateline.core.moderation import Finding, Outcome
from dateline.discussion.models import Comment, Decision, RefusalReason, Signal
from dateline.discussion.services.deciding import AlreadyDecided, hold_received, move
from dateline.discussion.services.picking import pick_comment
from dateline.pages.prepared import PreparedInsert

State = Comment.State
Act = Decision.Act

# What an outside phase may ask for besides: Coral's FEATURED is the editors' pick here.
TAG, FEATURED = "tag", "featured"
OUTCOMES = {
    Weight.PASS: Signal.Outcome.PASS,
    Weight.SIGNAL: Signal.Outcome.SIGNAL,
    Weight.HOLD: Signal.Outcome.HOLD,
    Weight.REFUSE: Signal.Outcome.REFUSE,
}
# What an author is told when a phase refuses; the phase's own word stays with the decision.
REFUSAL_REASONS = {
    "banned-word": RefusalReason.BANNED_WORD,
    "link-refused": RefusalReason.AD,
    "domain-refused": RefusalReason.SPAM,
    "author-banned": RefusalReason.AUTHOR_BARRED,
    "author-suspended": RefusalReason.AUTHOR_BARRED,
    "too-often": RefusalReason.SPAM,
}

Found = tuple[Comment, Sequence[Finding]]


def keep(found: Iterable[Found], *, now: datetime) -> None:
    """Store what the phases found about comments; what is stored already stays."""
    _add_signals(
        [_signal(comment, finding, now=now) for comment, findings in found for finding in findings]
    )


_add_signals = PreparedInsert(Signal, is_once=True)


def _signal(comment: Comment, finding: Finding, *, now: datetime) -> Signal:
    has_failed = finding.reason == "phase-failed"
    return Signal(
        comment=comment,
        comment_version=comment.version,
        phase=finding.phase,
        phase_version=finding.version,
        outcome=Signal.Outcome.FAILED if has_failed else OUTCOMES[finding.decision],
        reason_code=finding.reason,
        evidence=[
            {
                "what": one.what,
                "value": one.value,
                "span": [one.span.start, one.span.end] if one.span else None,
            }
            for one in finding.evidence
        ],
        is_spared=finding.is_spared,
        at=now,
    )


def follow_all(outcomes: Iterable[tuple[Comment, Outcome]], *, now: datetime) -> None:
    """Show, hold or refuse each; those that are held are held together.

    What was decided or changed since it was read stays as it is.
    """
    held = []
    for comment, outcome in outcomes:
        if outcome.decision is Weight.HOLD:
            held.append((comment, outcome.decided_by[0].reason, _facts(outcome)))
        else:
            with suppress(AlreadyDecided):
                _follow(comment, outcome, now=now)
    hold_received(held, now=now)


def _follow(comment: Comment, outcome: Outcome, *, now: datetime) -> None:
    """Show or refuse; the row says that no person decided, and on what."""
    state, act, code = State.SHOWN, Act.APPROVED, ""
    if outcome.decision is Weight.REFUSE:
        state, act, code = State.REFUSED, Act.REFUSED, _told_reason(outcome.decided_by[0])
    facts = _facts(outcome)
    move(comment, {State.RECEIVED}, state, act, by=None, now=now, reason_code=code, facts=facts)
    tags = {
        one.value for finding in outcome.findings for one in finding.evidence if one.what == TAG
    }
    if state == State.SHOWN and FEATURED in tags:
        pick_comment(comment=comment, by=None, now=now)


def _told_reason(finding: Finding) -> str:
    """Return what an author is told: what an outside phase gave as the reason, if it is one."""
    given = [one.value for one in finding.evidence if one.what == "rejection"]
    if given and given[0] in RefusalReason.values:
        return given[0]
    return REFUSAL_REASONS.get(finding.reason, RefusalReason.OTHER)


def _facts(outcome: Outcome) -> str:
    return ", ".join(f"{finding.phase}: {finding.reason}" for finding in outcome.decided_by)
