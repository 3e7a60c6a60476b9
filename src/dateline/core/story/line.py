"""A line: a sentence a machine or an editor puts on a story page, and what proves it."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.story.span import Span


class LineKind(StrEnum):
    """Where a line stands on the page."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    KEY_POINT = "key_point"
    PULL_QUOTE = "pull_quote"


class Origin(StrEnum):
    """Who wrote a line: cut from the copy by rule, a language model, or a person."""

    EXTRACTED = "extracted"
    MODEL = "model"
    HUMAN = "human"


class Verdict(StrEnum):
    """What the check says of a line against exactly one copy."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"


class ReasonCode(StrEnum):
    """Why a line is not supported. Source: docs/reference/reasons.md."""

    ACTOR = "actor"
    ATTRIBUTION = "attribution"
    SPEAKER = "speaker"
    QUOTE_SPLICE = "quote_splice"
    QUOTE_ALTERED = "quote_altered"
    TENSE = "tense"
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    RELATION = "relation"
    OBJECT = "object"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason a line fails.

    line_span  the words of the line that fail, code points into the line
    detail     a sentence a sub-editor understands
    evidence   the spans of the story that show it, code points into its text
    """

    code: ReasonCode
    line_span: Span
    detail: str
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that may stand, with the spans of the story that carry it.

    evidence    one or more spans into `Item.text`, in reading order
    derivation  the recorded steps from the copy to the words, empty when they are verbatim
    speaker     the name shown under a pull-quote, else None

    Raises: ValueError when there is no evidence, the text is empty, or a pull-quote has no speaker.
    Source: docs/decisions/0003-no-line-without-evidence.md
    """

    kind: LineKind
    text: str
    evidence: tuple[Span, ...]
    speaker: str | None = None
    origin: Origin = Origin.EXTRACTED
    derivation: tuple[str, ...] = ()
    support: float = 1.0

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a line needs words")
        if not self.evidence:
            raise ValueError(f"line {self.text!r} cites no passage of the copy")
        if self.kind is LineKind.PULL_QUOTE and not self.speaker:
            raise ValueError(f"pull-quote {self.text!r} has no speaker")
        if not 0.0 <= self.support <= 1.0:
            raise ValueError(f"support is {self.support!r}, expected 0.0 to 1.0")


def text_hash(text: str) -> str:
    """Return the hash a line keeps of the text it was proved against: 16 hex digits.

    Every code point counts, because evidence is spans into exactly this text.
    """
    return hashlib.sha256(text.encode()).hexdigest()[:16]
