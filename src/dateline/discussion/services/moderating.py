"""Having comments looked at by every phase: many at once, or one that others are asked about."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from wagtail.models import Site

from dateline.core.moderation import Decision as Weight
from dateline.core.moderation import Evidence, Finding, Policy, Step, examine
from dateline.core.scoring import Attribute
from dateline.discussion.earlier import EarlierComments
from dateline.discussion.models import Comment, ModerationSettings
from dateline.discussion.pipeline import Scorer, scores_of, steps_of, submission_of
from dateline.discussion.services.following import Found, follow_all, keep
from dateline.discussion.services.outside import ask_outside, begin_asking, end_asking
from dateline.discussion.services.outside_phases import asked_of_nobody, outside_phases
from dateline.pages.models import NewsSettings

logger = logging.getLogger(__name__)

LOOKED_AT_TOGETHER = 100
# Whoever posts waits for what is being stored: so many are soon done.
STORED_TOGETHER = 20
# What all phases of a comment rest on: when it cannot be put together, none is asked.
KNOWN, KNOWN_VERSION = "history", "1"


@dataclass(frozen=True, slots=True)
class _Rulebook:
    """What the newsroom demands just now."""

    newsroom: NewsSettings
    rules: ModerationSettings
    steps: tuple[Step, ...]


def moderate_received(*, scorer: Scorer, now: datetime) -> None:
    """Have every phase look at all that was received, many comments at once; do what follows.

    Comments that others are asked about are left to `moderate_comment`. What cannot be stored for
    one comment stops none of the others; it is left for the sweep.
    """
    left: list[int] = []
    while True:
        book = _rulebook()
        waiting = _with_all(asked_of_nobody(book.rules)).exclude(pk__in=left)
        comments = list(waiting[:LOOKED_AT_TOGETHER])
        if not comments:
            return
        found = list(zip(comments, _look(comments, book, scorer, now=now), strict=True))
        for first in range(0, len(found), STORED_TOGETHER):
            left += _settle(found[first : first + STORED_TOGETHER], now=now)


def moderate_comment(*, comment_id: int, scorer: Scorer, now: datetime) -> bool:
    """Have every phase look at a comment once, keep what each found, and do what follows.

    Phases outside the house are asked last, and not about what is refused without them. A comment
    that a person decided about in the meantime keeps that decision. Return whether others were
    asked, so that it is another comment's turn now; while too many are, it stays where it is.
    """
    comment = _with_all(Comment.objects.received()).filter(pk=comment_id).first()
    if comment is None:
        return False
    book = _rulebook()
    outside = outside_phases(comment, book.rules, now=now)
    if outside and not begin_asking(comment, outside, now=now):
        return False
    (findings,) = _look([comment], book, scorer, now=now)
    if outside and Policy().combine(findings).decision < Weight.REFUSE:
        findings += ask_outside(
            comment, outside, keep=lambda one, its: keep([(one, its)], now=now), now=now
        )
    with transaction.atomic():
        _store([(comment, findings)], now=now)
        if outside:
            end_asking(comment)
    return bool(outside)


def _with_all(comments: "QuerySet[Comment]") -> "QuerySet[Comment]":
    return comments.select_related(
        "story__section", "story__discussion", "author__contact", "parent"
    )


def _rulebook() -> _Rulebook:
    site = Site.objects.get(is_default_site=True)
    rules = ModerationSettings.for_site(site)
    return _Rulebook(NewsSettings.for_site(site), rules, steps_of(rules))


def _look(
    comments: Sequence[Comment], book: _Rulebook, scorer: Scorer, *, now: datetime
) -> list[tuple[Finding, ...]]:
    """Return what the phases of the house find about each comment."""
    earlier = EarlierComments(comments)
    every_score = scores_of([comment.text for comment in comments], scorer)
    return [
        _examined(comment, book, scores, earlier, now=now)
        for comment, scores in zip(comments, every_score, strict=True)
    ]


def _examined(
    comment: Comment,
    book: _Rulebook,
    scores: Mapping[Attribute, float] | None,
    earlier: EarlierComments,
    *,
    now: datetime,
) -> tuple[Finding, ...]:
    try:
        submission = submission_of(
            comment,
            newsroom=book.newsroom,
            rules=book.rules,
            scores=scores,
            earlier=earlier,
            now=now,
        )
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        # An address that cannot be read any more, for one: the comment is held, alone.
        evidence = (Evidence("fault", type(fault).__name__),)
        return (Finding(KNOWN, KNOWN_VERSION, Weight.HOLD, "phase-failed", evidence),)
    return examine(submission, book.steps)


def _settle(found: Sequence[Found], *, now: datetime) -> list[int]:
    """Store what was found and what follows, together; return the comments that could not be."""
    try:
        with transaction.atomic():
            _store(found, now=now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        if len(found) > 1:
            return [left for one in found for left in _settle([one], now=now)]
        ((comment, _),) = found
        logger.error(
            "What the phases found about comment %d could not be stored (%s). It stays out of "
            "sight and is tried again by the sweep of the next minute.",
            comment.pk,
            type(fault).__name__,
        )
        return [comment.pk]
    return []


def _store(found: Sequence[Found], *, now: datetime) -> None:
    keep(found, now=now)
    follow_all([(one, Policy().combine(findings)) for one, findings in found], now=now)
