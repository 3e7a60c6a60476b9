"""Giving a heated comment back once, before it is stored, with a calm word."""

from dataclasses import replace
from datetime import datetime

from dateline.core.moderation import Author, Decision, Policy, Submission, examine
from dateline.discussion.models import ModerationSettings
from dateline.discussion.pipeline import Scorer, scores_of, scores_step
from dateline.discussion.tickets import Ticket

NUDGES = Policy(nudges=frozenset({"scores"}))


def is_to_be_nudged(
    *,
    text: str,
    ticket: Ticket,
    rules: ModerationSettings,
    roles: frozenset[str],
    scorer: Scorer,
    now: datetime,
) -> bool:
    """Return whether a comment is given back to be thought over: it scores high, the first time.

    A fault of the scorer gives nothing back; the phases hold that comment.
    """
    if not rules.does_nudge or ticket.was_nudged:
        return False
    step = replace(scores_step(rules), on_fault=Decision.PASS)
    (scores,) = scores_of([text], scorer)
    submission = Submission(text=text, sent_at=now, author=Author(roles=roles), scores=scores)
    return NUDGES.combine(examine(submission, [step])).is_nudge
