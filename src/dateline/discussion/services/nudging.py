"""Giving a heated comment back once, before it is stored, with a calm word."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Event

from dateline.core.moderation import Author, Decision, Policy, Submission, examine
from dateline.core.scoring import Attribute
from dateline.discussion.models import ModerationSettings
from dateline.discussion.pipeline import Scorer, scores_of, scores_step
from dateline.discussion.tickets import Ticket

NUDGES = Policy(nudges=frozenset({"scores"}))
# A reader waits for the answer. The worker asks the scorer again, and takes its time.
SCORED_WITHIN_SECONDS = 0.3
# For its first answer in a process the scorer reads its weights.
FIRST_SCORED_WITHIN_SECONDS = 3.0
# A scorer that is stuck keeps these and nobody else.
_SCORING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="nudge")
_WAS_ASKED = Event()


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

    A scorer that fails or takes too long gives nothing back; the phases look at that comment.
    """
    if not rules.does_nudge or ticket.was_nudged:
        return False
    step = replace(scores_step(rules), on_fault=Decision.PASS)
    scores = _soon(text, scorer)
    submission = Submission(text=text, sent_at=now, author=Author(roles=roles), scores=scores)
    return NUDGES.combine(examine(submission, [step])).is_nudge


def _soon(text: str, scorer: Scorer) -> Mapping[Attribute, float] | None:
    """Return the scores of a text; None if the scorer fails, or has none in time."""
    seconds = SCORED_WITHIN_SECONDS if _WAS_ASKED.is_set() else FIRST_SCORED_WITHIN_SECONDS
    asked = _SCORING.submit(scores_of, [text], scorer)
    try:
        (scores,) = asked.result(timeout=seconds)
    except TimeoutError:
        asked.cancel()  # if its turn never came
        return None
    finally:
        _WAS_ASKED.set()
    return scores
