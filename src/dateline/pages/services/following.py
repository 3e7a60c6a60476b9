"""Lines follow the copy: when a text changes, each of its lines is proved again or hidden."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dateline.core import grounding
from dateline.core.story import LineKind, Origin, Verdict
from dateline.pages.models import LineDecision, Story, StoryLine
from dateline.pages.sentence_ids import sentence_hash
from dateline.pages.services.proving import check_line, log_decision, note_result

State = StoryLine.State
Act = LineDecision.Act
# What a machine wrote for an earlier text, and nobody let stand, is shown nowhere; drawing
# forgets it.
_OFFERED = Q(state=State.CANDIDATE) | Q(
    state=State.HELD, origin__in=(Origin.MODEL, Origin.EXTRACTED)
)
STANDING = (State.PROVED, State.APPROVED)

# How many lines of a kind stand on a page: DESIGN allows two to four summary sentences.
MOST_OF_A_KIND = {LineKind.SUMMARY: 4, LineKind.KEY_POINT: 3, LineKind.PULL_QUOTE: 1}


@transaction.atomic
def follow_copy(
    *, story: Story, now: datetime, understanding: grounding.Understanding | None = None
) -> None:
    """Prove each line against the text as it is now, in the transaction that changes the text.

    A line the text no longer carries goes stale. An approval stands only while every sentence it
    was given for is unchanged; a line that was held or stale comes back when it is carried again
    and there is room.

    understanding  of exactly this text, where whoever asks has it already
    """
    settled = (State.REFUSED, State.WITHDRAWN)
    lines = [
        line
        for line in story.lines.exclude(state__in=settled).exclude(_OFFERED)
        if line.text_hash != story.text_hash
    ]
    if not lines:
        return
    understanding = understanding or grounding.understand(story.as_item())
    is_public = story.is_public(now)
    known = {sentence_hash(span.of(understanding.text)) for span in understanding.sentences}
    returning = []
    for line in lines:
        line.story = story
        result = check_line(line, understanding)
        if result.verdict is Verdict.UNSUPPORTED:
            _hide(line, understanding, result, is_public=is_public, now=now)
        elif line.state in STANDING:
            _keep(line, understanding, result, known, now=now)
        else:
            returning.append((line, result))
    for line, result in returning:
        _bring_back(line, understanding, result, now=now)


def _hide(
    line: StoryLine,
    understanding: grounding.Understanding,
    result: grounding.CheckResult,
    *,
    is_public: bool,
    now: datetime,
) -> None:
    """Take a line off the page; one that no reader has seen and nobody decided about, for good."""
    if line.state == State.STALE:
        return  # it keeps the version at which it went stale
    if line.state == State.PROVED and line.origin == Origin.EXTRACTED and not is_public:
        line.delete()
        return
    was_standing = line.state in STANDING
    note_result(line, understanding, result)
    if was_standing:
        line.state, line.was_public = State.STALE, is_public
        line.approved_by = line.approved_at = None
        log_decision(line, Act.STALE, by=None, now=now)
    line.save()


def _keep(
    line: StoryLine,
    understanding: grounding.Understanding,
    result: grounding.CheckResult,
    known: set[str],
    *,
    now: datetime,
) -> None:
    approved_sentences = set(line.depends_on)
    note_result(line, understanding, result)
    line.override_reason = ""
    is_as_approved = bool(approved_sentences) and approved_sentences <= known
    if line.state == State.APPROVED and not is_as_approved:
        line.state, line.approved_by, line.approved_at = State.PROVED, None, None
        log_decision(line, Act.PROVED, by=None, now=now)
    line.save()


def _bring_back(
    line: StoryLine,
    understanding: grounding.Understanding,
    result: grounding.CheckResult,
    *,
    now: datetime,
) -> None:
    note_result(line, understanding, result)
    others = line.story.lines.filter(kind=line.kind, state__in=STANDING)
    if others.count() < MOST_OF_A_KIND[LineKind(line.kind)]:
        line.state, line.override_reason = State.PROVED, ""
        log_decision(line, Act.PROVED, by=None, now=now)
    line.save()
