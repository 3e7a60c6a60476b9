"""What the scorer says of a comment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.submission import Submission
from dateline.core.scoring import SIGNALS, Attribute
from dateline.core.scoring.correction import Correction

BEFORE_CORRECTION, MOVED_BY = "before-correction", "moved-by"


class ScoresMissing(Exception):
    """The scorer gave no answer about a comment; the step's `on_fault` says what that means."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Whether a comment scores from some threshold on.

    thresholds  attribute -> score from which a comment is held, 0.0 to 1.0
    correction  what the newsroom's own people taught; `version` names it too

    Raises: ValueError for a threshold of an attribute that is only a signal.
    """

    thresholds: Mapping[Attribute, float] = field(
        default_factory=lambda: {Attribute.TOXICITY: 0.8, Attribute.SPAM: 0.9}
    )
    correction: Correction | None = None
    name: str = "scores"
    version: str = "1"

    def __post_init__(self) -> None:
        if signals := SIGNALS & set(self.thresholds):
            raise ValueError(f"{sorted(signals)} are signals and hold no comment")

    def judge(self, submission: Submission) -> Finding:
        """Hold what scores high. A language without heads has no scores, and passes.

        What the correction lowers below its threshold is told to moderators.
        """
        if submission.scores is None:
            raise ScoresMissing
        shipped = submission.scores
        scores = shipped
        if self.correction is not None and shipped:
            scores = self.correction.corrected(submission.text, shipped)
        high, lowered = list[Evidence](), list[Evidence]()
        for attribute, threshold in self.thresholds.items():
            before, after = shipped.get(attribute, 0.0), scores.get(attribute, 0.0)
            if max(before, after) >= threshold:
                found = high if after >= threshold else lowered
                found.append(Evidence(attribute.value, f"{after:.2f}"))
                found += self._because(submission.text, attribute, before, after)
        if high:
            return Finding(self.name, self.version, Decision.HOLD, "scores-high", tuple(high))
        if lowered:
            evidence = tuple(lowered)
            return Finding(self.name, self.version, Decision.SIGNAL, "scores-lowered", evidence)
        return Finding(self.name, self.version, Decision.PASS)

    def _because(
        self, text: str, attribute: Attribute, before: float, after: float
    ) -> list[Evidence]:
        """Return what the correction did to a score: what it was, and the words that moved it."""
        if self.correction is None or attribute not in self.correction.movers:
            return []
        spans = self.correction.reasons(text, attribute, is_raised=after > before)
        return [
            Evidence(BEFORE_CORRECTION, f"{before:.2f}"),
            *(Evidence(MOVED_BY, attribute.value, span) for span in spans),
        ]


@dataclass(frozen=True, slots=True)
class OffTopic:
    """Whether a comment seems to be about something else than its story: a signal.

    Source: decision 0038, also for what is usual.
    """

    from_score: float = 0.55
    name: str = "off-topic"
    version: str = "2"

    def judge(self, submission: Submission) -> Finding:
        """Tell a moderator, where it can be known."""
        topic, answered = submission.topic, submission.answered
        score = None if topic is None else topic.off_topic(submission.text, answered=answered)
        if score is None or score < self.from_score:
            return Finding(self.name, self.version, Decision.PASS)
        evidence = (Evidence(Attribute.OFF_TOPIC.value, f"{score:.2f}"),)
        return Finding(self.name, self.version, Decision.SIGNAL, "off-topic", evidence)
