"""What a person decides about a line: accept, choose another, change, refuse, overrule, add."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.core import grounding
from dateline.core.story import Line, LineKind, Origin, ReasonCode, Verdict
from dateline.pages.models import LineDecision, Story, StoryLine
from dateline.pages.services.proving import check_line, log_decision, note_result
from dateline.pages.services.withdrawing import withdraw_line

State = StoryLine.State
Act = LineDecision.Act

# Words in somebody's mouth that they did not say are shown on nobody's word.
NEVER_OVERRULED = frozenset({ReasonCode.QUOTE_SPLICE, ReasonCode.QUOTE_ALTERED, ReasonCode.SPEAKER})


class LineNotSupported(Exception):
    """The copy does not carry a line; `result` says why. The line is kept, held from the page."""

    def __init__(self, text: str, result: grounding.CheckResult) -> None:
        self.result = result
        details = " ".join(reason.detail for reason in result.reasons)
        super().__init__(f"“{text}” cannot be traced to the copy: {details}")


class MisquoteCannotBeOverruled(Exception):
    """Someone tried to show words as somebody's who is not quoted with them in the copy."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text}” puts words into a mouth that the copy does not. A pull-quote cannot be "
            "overruled, nor can any line with a false quotation or speaker."
        )


class OverruleNeedsReason(Exception):
    """A line was to be shown against the check without a word why."""

    def __init__(self) -> None:
        super().__init__("Nothing was done: a line is shown against the check only with a reason.")


def may_be_overruled(
    kind: str, result: grounding.CheckResult, understanding: grounding.Understanding, text: str
) -> bool:
    """Return whether a person may show a line although the check refuses it."""
    if kind == LineKind.PULL_QUOTE:
        return False
    codes = {reason.code for reason in result.reasons}
    return not codes & NEVER_OVERRULED and not grounding.false_quotations(understanding, text)


@transaction.atomic
def accept_line(
    *, line: StoryLine, by: User, now: datetime, looked_seconds: int | None = None
) -> None:
    """Put a person's name under a line that the copy carries.

    looked_seconds  how long the person had the line before them, if that is known

    Raises:
        LineNotSupported: the text as it is now does not carry the line.
    """
    understanding = grounding.understand(line.story.as_item())
    result = check_line(line, understanding)
    if result.verdict is Verdict.UNSUPPORTED:
        raise LineNotSupported(line.text, result)
    note_result(line, understanding, result)
    _approve(line, by=by, now=now)
    log_decision(line, Act.ACCEPTED, by=by, now=now, looked_seconds=looked_seconds)


@transaction.atomic
def accept_proved_lines(
    *, story: Story, by: User, now: datetime, looked_seconds: int | None = None
) -> int:
    """Put a person's name under every line that is proved against the text as it is now.

    Return how many there were.
    """
    lines = list(
        story.lines.filter(state=State.PROVED, text_hash=story.text_hash, is_held_by_reader=False)
    )
    for line in lines:
        line.story = story
        _approve(line, by=by, now=now)
        log_decision(line, Act.ACCEPTED, by=by, now=now, looked_seconds=looked_seconds)
    return len(lines)


@transaction.atomic
def refuse_line(
    *,
    line: StoryLine,
    by: User,
    now: datetime,
    reason: str = "",
    was_wrong: bool = False,
    looked_seconds: int | None = None,
) -> None:
    """Take a line off the page; the same words are not proposed again.

    was_wrong  it was public and is listed with the corrections as withdrawn
    """
    was_seen = line.was_public or (_is_shown(line) and line.story.is_public(now))
    if was_wrong and was_seen:
        withdraw_line(line=line, by=by, now=now, reason=reason)
        return
    line.state = State.REFUSED
    line.was_public = was_seen
    line.save(update_fields=["state", "was_public"])
    log_decision(line, Act.REFUSED, by=by, now=now, reason=reason, looked_seconds=looked_seconds)


@transaction.atomic
def choose_line(
    *,
    line: StoryLine,
    chosen: Line,
    by: User,
    now: datetime,
    looked_seconds: int | None = None,
) -> None:
    """Let another line drawn from the copy stand in this one's place, approved by who chose it.

    Raises:
        LineNotSupported: the text as it is now does not carry the line chosen.
    """
    understanding = grounding.understand(line.story.as_item())
    old_text = line.text
    line.text, line.speaker = chosen.text, chosen.speaker or ""
    line.origin, line.derivation = chosen.origin, list(chosen.derivation)
    line.override_reason, line.reading = "", None
    result = check_line(line, understanding)
    if result.verdict is Verdict.UNSUPPORTED:
        raise LineNotSupported(line.text, result)
    note_result(line, understanding, result)
    _approve(line, by=by, now=now)
    log_decision(line, Act.CHOSEN, by=by, now=now, old_text=old_text, looked_seconds=looked_seconds)


def change_line(
    *,
    line: StoryLine,
    text: str,
    by: User,
    now: datetime,
    speaker: str = "",
    override_reason: str = "",
    looked_seconds: int | None = None,
) -> None:
    """Give a line an editor's words, shown if the check passes or a reason overrules it.

    Raises:
        LineNotSupported: the check failed and no reason was given; the words are kept, held.
        MisquoteCannotBeOverruled: a misquote was to be shown; the words are kept, held.
    """
    understanding = grounding.understand(line.story.as_item())
    with transaction.atomic():
        old_text = line.text
        line.text, line.speaker = text.strip(), speaker.strip()
        line.origin, line.derivation, line.override_reason = Origin.HUMAN, [], ""
        line.reading, line.is_held_by_reader = None, False
        result = check_line(line, understanding)
        note_result(line, understanding, result)
        passes = result.verdict is Verdict.SUPPORTED
        is_overruled = bool(
            not passes
            and override_reason
            and may_be_overruled(line.kind, result, understanding, line.text)
        )
        if passes or is_overruled:
            line.override_reason = override_reason if is_overruled else ""
            _approve(line, by=by, now=now)
        else:
            line.state, line.approved_by, line.approved_at = State.HELD, None, None
            line.save()
        log_decision(
            line,
            Act.OVERRULED if is_overruled else Act.CHANGED,
            by=by,
            now=now,
            old_text=old_text,
            reason=override_reason,
            looked_seconds=looked_seconds,
        )
    if not passes and not is_overruled:
        if override_reason:
            raise MisquoteCannotBeOverruled(line.text)
        raise LineNotSupported(line.text, result)


@transaction.atomic
def overrule_check(
    *, line: StoryLine, by: User, now: datetime, reason: str, looked_seconds: int | None = None
) -> None:
    """Show a line as it stands although the check refuses it; the reason is kept.

    Raises:
        OverruleNeedsReason: no reason was given; nothing is changed.
        MisquoteCannotBeOverruled: it quotes falsely or names a wrong speaker; nothing is changed.
    """
    if not reason.strip():
        raise OverruleNeedsReason
    understanding = grounding.understand(line.story.as_item())
    result = check_line(line, understanding)
    if result.verdict is Verdict.UNSUPPORTED:
        if not may_be_overruled(line.kind, result, understanding, line.text):
            raise MisquoteCannotBeOverruled(line.text)
        line.override_reason = reason.strip()
    note_result(line, understanding, result)
    _approve(line, by=by, now=now)
    log_decision(
        line,
        Act.OVERRULED if line.override_reason else Act.ACCEPTED,
        by=by,
        now=now,
        reason=reason,
        looked_seconds=looked_seconds,
    )


def add_line(
    *,
    story: Story,
    kind: LineKind,
    text: str,
    by: User,
    now: datetime,
    speaker: str = "",
    override_reason: str = "",
    looked_seconds: int | None = None,
) -> StoryLine:
    """Write a line by hand; it passes the same check as any other.

    Raises:
        LineNotSupported, MisquoteCannotBeOverruled: as `change_line`.
    """
    line = StoryLine.objects.create(
        story=story,
        kind=kind,
        position=story.lines.filter(kind=kind).count(),
        origin=Origin.HUMAN,
        state=State.HELD,
        drawn_at=now,
    )
    change_line(
        line=line,
        text=text,
        by=by,
        now=now,
        speaker=speaker,
        override_reason=override_reason,
        looked_seconds=looked_seconds,
    )
    return line


def _is_shown(line: StoryLine) -> bool:
    is_standing = line.state in (State.PROVED, State.APPROVED) and not line.is_held_by_reader
    return is_standing and line.text_hash == line.story.text_hash


def _approve(line: StoryLine, *, by: User, now: datetime) -> None:
    line.state = State.APPROVED
    line.approved_by, line.approved_at = by, now
    line.is_held_by_reader = False  # whoever puts a name under it has seen the doubt
    line.save()
