"""Having a comment looked at by every phase, and doing what follows."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import transaction
from wagtail.models import Site

from dateline.core.moderation import Decision as Weight
from dateline.core.moderation import Finding, Outcome, Policy, examine
from dateline.discussion.models import (
    Comment,
    Decision,
    ModerationSettings,
    RefusalReason,
    Signal,
)
from dateline.discussion.pipeline import Scorer, steps_of, submission_of
from dateline.discussion.services.deciding import AlreadyDecided, move
from dateline.discussion.services.outside import ask_outside, begin_asking, end_asking
from dateline.discussion.services.outside_phases import outside_phases
from dateline.discussion.services.picking import pick_comment
from dateline.pages.models import NewsSettings

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


def moderate_comment(*, comment_id: int, scorer: Scorer, now: datetime) -> bool:
    """Have every phase look at a comment once, keep what each found, and do what follows.

    Phases outside the house are asked last, and not about what is refused without them. A comment
    that a person decided about in the meantime keeps that decision. Return whether others were
    asked, so that it is another comment's turn now; while too many are, it stays where it is.
    """
    comment = (
        Comment.objects.received()
        .select_related("story__section", "author__contact")
        .filter(pk=comment_id)
        .first()
    )
    if comment is None:
        return False
    site = Site.objects.get(is_default_site=True)
    rules = ModerationSettings.for_site(site)
    outside = outside_phases(comment, rules, now=now)
    if outside and not begin_asking(comment, outside, now=now):
        return False
    submission = submission_of(
        comment, newsroom=NewsSettings.for_site(site), rules=rules, scorer=scorer, now=now
    )
    findings = examine(submission, steps_of(rules))
    if outside and Policy().combine(findings).decision < Weight.REFUSE:
        findings += ask_outside(comment, outside, keep=partial(_keep, now=now), now=now)
    outcome = Policy().combine(findings)
    with transaction.atomic():
        _keep(comment, outcome.findings, now=now)
        with suppress(AlreadyDecided):
            _follow(comment, outcome, now=now)
        if outside:
            end_asking(comment)
    return bool(outside)


def _keep(comment: Comment, findings: Sequence[Finding], *, now: datetime) -> None:
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


def _follow(comment: Comment, outcome: Outcome, *, now: datetime) -> None:
    """Show, hold or refuse; the row says that no person decided, and on what."""
    decided_by = outcome.decided_by
    facts = ", ".join(f"{finding.phase}: {finding.reason}" for finding in decided_by)
    code = decided_by[0].reason if decided_by else ""
    state, act = {
        Weight.PASS: (State.SHOWN, Act.APPROVED),
        Weight.HOLD: (State.WAITING, Act.HELD),
        Weight.REFUSE: (State.REFUSED, Act.REFUSED),
    }[outcome.decision]
    if outcome.decision is Weight.REFUSE:
        code = _told_reason(decided_by[0])
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
