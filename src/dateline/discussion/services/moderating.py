"""Having a comment looked at by every phase, and doing what follows."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction
from wagtail.models import Site

from dateline.core.moderation import Decision as Weight
from dateline.core.moderation import Finding, Policy, examine
from dateline.discussion.models import (
    Comment,
    Decision,
    ModerationSettings,
    RefusalReason,
    Signal,
)
from dateline.discussion.pipeline import Scorer, steps_of, submission_of
from dateline.discussion.services.deciding import AlreadyDecided, move
from dateline.pages.models import NewsSettings

State = Comment.State
Act = Decision.Act

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


def moderate_comment(*, comment_id: int, scorer: Scorer, now: datetime) -> None:
    """Have every phase look at a comment once, keep what each found, and do what follows.

    A comment that a person decided about in the meantime keeps that decision.
    """
    comment = (
        Comment.objects.received()
        .select_related("story__section", "author__contact")
        .filter(pk=comment_id)
        .first()
    )
    if comment is None:
        return
    site = Site.objects.get(is_default_site=True)
    rules = ModerationSettings.for_site(site)
    submission = submission_of(
        comment, newsroom=NewsSettings.for_site(site), rules=rules, scorer=scorer, now=now
    )
    outcome = Policy().combine(examine(submission, steps_of(rules)))
    with transaction.atomic():
        _keep(comment, outcome.findings, now=now)
        with suppress(AlreadyDecided):
            _follow(comment, outcome.decision, outcome.decided_by, now=now)


def _keep(comment: Comment, findings: tuple[Finding, ...], *, now: datetime) -> None:
    Signal.objects.bulk_create(
        [
            Signal(
                comment=comment,
                comment_version=comment.version,
                phase=finding.phase,
                phase_version=finding.version,
                outcome=(
                    Signal.Outcome.FAILED
                    if finding.reason == "phase-failed"
                    else OUTCOMES[finding.decision]
                ),
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
            for finding in findings
        ],
        ignore_conflicts=True,
    )


def _follow(
    comment: Comment, decision: Weight, decided_by: tuple[Finding, ...], *, now: datetime
) -> None:
    """Show, hold or refuse; the row says that no person decided, and on what."""
    facts = ", ".join(f"{finding.phase}: {finding.reason}" for finding in decided_by)
    code = decided_by[0].reason if decided_by else ""
    state, act = {
        Weight.PASS: (State.SHOWN, Act.APPROVED),
        Weight.HOLD: (State.WAITING, Act.HELD),
        Weight.REFUSE: (State.REFUSED, Act.REFUSED),
    }[decision]
    if decision is Weight.REFUSE:
        code = REFUSAL_REASONS.get(code, RefusalReason.OTHER)
    move(comment, {State.RECEIVED}, state, act, by=None, now=now, reason_code=code, facts=facts)
