"""Drawing a story's lines, and what a person decides about one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dateline.accounts.models import User
from dateline.core import grounding
from dateline.core.story import Line, LineKind, Origin, Span, Verdict
from dateline.pages.models import LineDecision, Story, StoryLine
from dateline.pages.services.offering import drop_old_offers

State = StoryLine.State
Act = LineDecision.Act

# How many lines of a kind stand on a page: DESIGN allows two to four summary sentences.
MOST_OF_A_KIND = {LineKind.SUMMARY: 4, LineKind.KEY_POINT: 3, LineKind.PULL_QUOTE: 1}


class LineNotSupported(Exception):
    """The copy does not carry a line; `result` says why. The line is kept, held from the page."""

    def __init__(self, text: str, result: grounding.CheckResult) -> None:
        self.result = result
        details = " ".join(reason.detail for reason in result.reasons)
        super().__init__(f"“{text}” cannot be traced to the copy: {details}")


class PullQuoteCannotBeOverruled(Exception):
    """Someone tried to show a pull-quote that is not the words of one quoted span."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” is not one quoted span of its speaker. A pull-quote cannot be overruled."
        )


@transaction.atomic
def draw_lines(
    *, story: Story, now: datetime, understanding: grounding.Understanding | None = None
) -> None:
    """Prove the story's lines against its text as it is now, and write those that are missing.

    A line whose words are no longer carried goes stale and is hidden; what a person refused is not
    proposed again.

    understanding  of exactly this text, where whoever asks has it already
    """
    understanding = understanding or grounding.understand(story.as_item())
    is_public = story.is_public(now)
    drop_old_offers(story=story)
    drawn_by_rule = Q(origin=Origin.EXTRACTED, state=State.PROVED, is_held_by_reader=False)
    for line in story.lines.filter(drawn_by_rule):
        _retire(line, understanding, is_public=is_public)
    for line in story.lines.exclude(drawn_by_rule).exclude(
        state__in=(State.REFUSED, State.WITHDRAWN, State.STALE)
    ):
        if line.text_hash != story.text_hash:
            _prove_again(line, understanding, is_public=is_public)
    brief = grounding.brief(understanding)
    _write_missing(story, understanding, LineKind.SUMMARY, brief.summary)
    _write_missing(story, understanding, LineKind.KEY_POINT, brief.key_points)
    quote = (brief.pull_quote,) if brief.pull_quote else ()
    _write_missing(story, understanding, LineKind.PULL_QUOTE, quote)
    story.lines_wait = False
    Story.objects.filter(pk=story.pk).update(lines_wait=False)


def _retire(line: StoryLine, understanding: grounding.Understanding, *, is_public: bool) -> None:
    """Make way for a fresh line; one that was public and is now wrong is kept as stale."""
    if is_public and _check(line, understanding).verdict is Verdict.UNSUPPORTED:
        line.state, line.was_public = State.STALE, True
        line.save(update_fields=["state", "was_public"])
    else:
        line.delete()


def _prove_again(
    line: StoryLine, understanding: grounding.Understanding, *, is_public: bool
) -> None:
    """Keep a line a person touched if the new text carries it, and hide it if not."""
    result = _check(line, understanding)
    if result.verdict is Verdict.SUPPORTED:
        line.state = State.PROVED
    elif line.state != State.HELD:
        line.state, line.was_public = State.STALE, is_public
    _note_result(line, understanding, result)
    line.save()


def _write_missing(
    story: Story,
    understanding: grounding.Understanding,
    kind: LineKind,
    drawn: tuple[Line, ...],
) -> None:
    rows = list(story.lines.filter(kind=kind).exclude(state=State.STALE))
    standing = sum(row.state in (State.PROVED, State.APPROVED) for row in rows)
    known_texts = {row.text for row in rows}
    fresh = [line for line in drawn if line.text not in known_texts]
    StoryLine.objects.bulk_create(
        StoryLine(
            story=story,
            kind=kind,
            position=position,
            text=line.text,
            speaker=line.speaker or "",
            origin=line.origin,
            state=State.PROVED,
            support_score=line.support,
            evidence=[list(span) for span in line.evidence],
            cited=_cited(understanding, line.evidence),
            derivation=list(line.derivation),
            text_hash=story.text_hash,
        )
        for position, line in enumerate(fresh[: MOST_OF_A_KIND[kind] - standing], start=standing)
    )


def _cited(
    understanding: grounding.Understanding, evidence: tuple[Span, ...]
) -> list[list[int | str | None]]:
    """Return the whole sentences under a line with their sources, as the page shows them."""
    return [
        [*sentence.span, sentence.source]
        for sentence in grounding.evidence_sentences(understanding, evidence)
    ]


def _check(line: StoryLine, understanding: grounding.Understanding) -> grounding.CheckResult:
    return grounding.check(
        understanding,
        line.text,
        kind=LineKind(line.kind),
        speaker=line.speaker or None,
        derivation=tuple(line.derivation),
    )


def _note_result(
    line: StoryLine, understanding: grounding.Understanding, result: grounding.CheckResult
) -> None:
    line.support_score = result.support
    line.evidence = [list(span) for span in result.evidence]
    line.cited = _cited(understanding, result.evidence)
    line.reasons = grounding.reasons_as_json(result.reasons)
    line.text_hash = line.story.text_hash


@transaction.atomic
def accept_line(*, line: StoryLine, by: User, now: datetime) -> None:
    """Put a person's name under a proved line.

    Raises:
        LineNotSupported: the text the line was proved against is no longer the story's.
    """
    result = _check(line, grounding.understand(line.story.as_item()))
    if result.verdict is Verdict.UNSUPPORTED:
        raise LineNotSupported(line.text, result)
    _approve(line, by=by, now=now)
    _decide(line, Act.ACCEPTED, by=by, now=now)


@transaction.atomic
def refuse_line(*, line: StoryLine, by: User, now: datetime, reason: str = "") -> None:
    """Take a line off the page; the same words are not proposed again."""
    line.state = State.REFUSED
    line.save(update_fields=["state"])
    _decide(line, Act.REFUSED, by=by, now=now, reason=reason)


def change_line(
    *,
    line: StoryLine,
    text: str,
    by: User,
    now: datetime,
    speaker: str = "",
    override_reason: str = "",
) -> None:
    """Give a line an editor's words, shown if the check passes or a reason overrules it.

    Raises:
        LineNotSupported: the check failed and no reason was given; the words are kept, held.
        PullQuoteCannotBeOverruled: a misquote was to be shown; the words are kept, held.
    """
    understanding = grounding.understand(line.story.as_item())
    with transaction.atomic():
        old_text = line.text
        line.text, line.speaker = text.strip(), speaker.strip()
        line.origin, line.derivation, line.override_reason = Origin.HUMAN, [], ""
        line.reading, line.is_held_by_reader = None, False
        result = _check(line, understanding)
        _note_result(line, understanding, result)
        passes = result.verdict is Verdict.SUPPORTED
        may_overrule = bool(override_reason) and line.kind != LineKind.PULL_QUOTE
        if passes or may_overrule:
            line.override_reason = "" if passes else override_reason
            _approve(line, by=by, now=now)
        else:
            line.state = State.HELD
            line.save()
        _decide(
            line,
            Act.CHANGED if passes or not may_overrule else Act.OVERRULED,
            by=by,
            now=now,
            old_text=old_text,
            reason=override_reason,
        )
    if not passes and not may_overrule:
        if override_reason:
            raise PullQuoteCannotBeOverruled(line.text)
        raise LineNotSupported(line.text, result)


def add_line(
    *,
    story: Story,
    kind: LineKind,
    text: str,
    by: User,
    now: datetime,
    speaker: str = "",
    override_reason: str = "",
) -> StoryLine:
    """Write a line by hand; it passes the same check as any other.

    Raises:
        LineNotSupported, PullQuoteCannotBeOverruled: as `change_line`.
    """
    line = StoryLine.objects.create(
        story=story,
        kind=kind,
        position=story.lines.filter(kind=kind).count(),
        origin=Origin.HUMAN,
        state=State.HELD,
    )
    change_line(
        line=line, text=text, by=by, now=now, speaker=speaker, override_reason=override_reason
    )
    return line


def _approve(line: StoryLine, *, by: User, now: datetime) -> None:
    line.state = State.APPROVED
    line.approved_by, line.approved_at = by, now
    line.is_held_by_reader = False  # whoever puts a name under it has seen the doubt
    line.save()


def _decide(
    line: StoryLine,
    act: LineDecision.Act,
    *,
    by: User,
    now: datetime,
    old_text: str = "",
    reason: str = "",
) -> None:
    LineDecision.objects.create(
        line=line, act=act, by=by, at=now, old_text=old_text, new_text=line.text, reason=reason
    )
