"""The check of one line against a story's text as it is now, and what is kept of its answer."""

from datetime import datetime
from typing import Any

from dateline.accounts.models import User
from dateline.core import grounding
from dateline.core.story import LineKind, Span
from dateline.pages.models import LineDecision, StoryLine
from dateline.pages.sentence_ids import sentence_hash


def check_line(line: StoryLine, understanding: grounding.Understanding) -> grounding.CheckResult:
    """Return what the check says of a line's words as they stand in memory."""
    return grounding.check(
        understanding,
        line.text,
        kind=LineKind(line.kind),
        speaker=line.speaker or None,
        derivation=tuple(line.derivation),
    )


def note_result(
    line: StoryLine, understanding: grounding.Understanding, result: grounding.CheckResult
) -> None:
    """Keep the check's answer on a line. The caller saves."""
    line.support_score = result.support
    line.reasons = grounding.reasons_as_json(result.reasons)
    line.text_hash = line.story.text_hash
    for name, value in evidence_fields(understanding, result.evidence).items():
        setattr(line, name, value)


def evidence_fields(
    understanding: grounding.Understanding, evidence: tuple[Span, ...]
) -> dict[str, Any]:
    """Return what a line keeps of its evidence: spans, sentences, their hashes, who says so."""
    sentences = grounding.evidence_sentences(understanding, evidence)
    return {
        "evidence": [list(span) for span in evidence],
        "cited": [[*sentence.span, sentence.source] for sentence in sentences],
        "depends_on": [sentence_hash(one.span.of(understanding.text)) for one in sentences],
        "says": [
            {"chain": list(saying.chain), "party": saying.party}
            for saying in grounding.sayings(understanding, evidence)
        ],
    }


def log_decision(
    line: StoryLine,
    act: LineDecision.Act,
    *,
    by: User | None,
    now: datetime,
    old_text: str = "",
    reason: str = "",
    looked_seconds: int | None = None,
) -> None:
    """Write one entry of a line's record; `by` is None for what the check did."""
    LineDecision.objects.create(
        line=line,
        act=act,
        by=by,
        at=now,
        old_text=old_text,
        new_text=line.text,
        reason=reason,
        code=line.reasons[0]["code"] if line.reasons else "",
        text_hash=line.story.text_hash,
        looked_seconds=looked_seconds,
    )
