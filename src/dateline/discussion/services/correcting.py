"""Learning from moderators' decisions, on the newsroom's own machine."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from dateline.core.scoring import HEADS, Attribute, score_comments
from dateline.core.scoring.correcting import Effect, Lesson, Tally, TooFew, learn
from dateline.core.scoring.correction import scorer_version
from dateline.discussion.models import (
    SPAM_REASONS,
    TOXIC_REASONS,
    Comment,
    Decision,
    ModerationSettings,
    ScorerCorrection,
)

Act = Decision.Act

LEARNED_FROM_AT_MOST = 20_000
# Learned anew by itself once so much more was decided.
GROWTH = 1.2
AT_MOST_EVERY = timedelta(days=7)
KEPT = 5
_READ_AT_ONCE = 500

DECIDING = (Act.APPROVED, Act.REFUSED, Act.REMOVED, Act.RESTORED, Act.UNDONE, Act.EDITED)


def learn_correction(*, rules: ModerationSettings, now: datetime) -> ScorerCorrection:
    """Learn from what people decided, measure it and keep both; nothing is switched on by it.

    Raises: TooFew.
    """
    lessons = _lessons()
    cuts = {
        Attribute.TOXICITY: rules.toxicity_held_from,
        Attribute.SPAM: rules.spam_held_from,
    }
    correction, effects = learn(lessons, cuts)
    return ScorerCorrection.objects.create(
        made_at=now,
        decisions=len(lessons),
        scorer=correction.scorer,
        weights=correction.to_bytes(),
        effect={attribute.value: _as_kept(effect) for attribute, effect in effects.items()},
    )


def learn_again(*, rules: ModerationSettings, now: datetime) -> None:
    """Forget what was erased meanwhile, and learn anew once enough was decided.

    What was learned from erased words goes with them: a correction in use is learned anew from the
    rest, and stays in use if it still agrees with people no less than the shipped weights do.
    """
    in_use = rules.correction
    if _is_stale(ScorerCorrection.objects.first()):
        fresh = _learned(rules, now=now)
        with transaction.atomic():
            is_kept = in_use is not None and fresh is not None and _is_no_worse(fresh)
            rules.correction = fresh if is_kept else None
            rules.save(update_fields=["correction"])
            old = ScorerCorrection.objects.all()
            old.exclude(pk=fresh.pk if fresh else 0).delete()
        return
    newest = ScorerCorrection.objects.first()
    if newest is None or now - newest.made_at >= AT_MOST_EVERY:
        if newest is None or _decided().count() >= GROWTH * newest.decisions:
            _learned(rules, now=now)
        newest_ones = list(ScorerCorrection.objects.values_list("pk", flat=True)[:KEPT])
        old = ScorerCorrection.objects.exclude(pk__in=newest_ones)
        old.exclude(pk=rules.correction_id or 0).delete()


def _is_stale(newest: ScorerCorrection | None) -> bool:
    """Return whether words were erased since any correction learned, or the scorer changed."""
    oldest = ScorerCorrection.objects.order_by("made_at").first()
    if newest is None or oldest is None:
        return False
    erased = Decision.objects.filter(act=Act.ERASED, at__gte=oldest.made_at)
    return newest.scorer != scorer_version() or erased.exists()


def _is_no_worse(correction: ScorerCorrection) -> bool:
    effects = [effect for _name, effect in correction.effects()]
    return all(effect.after.agreement >= effect.before.agreement for effect in effects)


def _learned(rules: ModerationSettings, *, now: datetime) -> ScorerCorrection | None:
    try:
        return learn_correction(rules=rules, now=now)
    except TooFew:
        return None


def _decided() -> QuerySet[Comment, tuple[str, str, str]]:
    """Return words, act and reason of the comments that a person decided about last, newest first.

    Only of those whose words are still there.
    """
    decided = (Comment.State.SHOWN, Comment.State.REFUSED, Comment.State.REMOVED)
    last = Decision.objects.filter(comment=OuterRef("pk"), act__in=DECIDING)
    last = last.order_by("-at", "-pk")
    return (
        Comment.objects.filter(state__in=decided)
        .exclude(text="")
        .annotate(
            last_by=Subquery(last.values("by")[:1]),
            last_act=Subquery(last.values("act")[:1]),
            last_reason=Subquery(last.values("reason_code")[:1]),
        )
        .exclude(last_by=None)
        .exclude(last_act=Act.UNDONE)
        .order_by("-pk")
        .values_list("text", "last_act", "last_reason")
    )


def _lessons() -> list[Lesson]:
    rows = _decided()[:LEARNED_FROM_AT_MOST]
    told = [(text, _refused(act, reason)) for text, act, reason in rows]
    kept = [one for one in told if any(said is not None for said in one[1].values())]
    lessons: list[Lesson] = []
    for first in range(0, len(kept), _READ_AT_ONCE):
        some = kept[first : first + _READ_AT_ONCE]
        scored = score_comments([text for text, _ in some], attributes=HEADS, explained=False)
        lessons += [
            Lesson(text, score.scores, refused)
            for (text, refused), score in zip(some, scored, strict=True)
            if score.scores
        ]
    return lessons


def _refused(act: str, reason: str) -> dict[Attribute, bool | None]:
    """Return what a decision says of each attribute; what was refused for else says nothing."""
    if act in (Act.APPROVED, Act.RESTORED):
        return {Attribute.TOXICITY: False, Attribute.SPAM: False}
    return {
        Attribute.TOXICITY: True if reason in TOXIC_REASONS else None,
        Attribute.SPAM: True if reason in SPAM_REASONS else None,
    }


def _as_kept(effect: Effect) -> dict[str, object]:
    def numbers(tally: Tally) -> list[int]:
        return [tally.caught, tally.alarmed, tally.missed, tally.passed]

    return {"cut": effect.cut, "before": numbers(effect.before), "after": numbers(effect.after)}
