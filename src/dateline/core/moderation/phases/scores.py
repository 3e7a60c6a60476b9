"""What the scorer says of a comment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.submission import Submission
from dateline.core.scoring import SIGNALS, Attribute


class ScoresMissing(Exception):
    """The scorer gave no answer about a comment; the step's `on_fault` says what that means."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Whether a comment scores from some threshold on.

    thresholds  attribute -> score from which a comment is held, 0.0 to 1.0

    Raises: ValueError for a threshold of an attribute that is only a signal.
    """

    thresholds: Mapping[Attribute, float] = field(
        default_factory=lambda: {Attribute.TOXICITY: 0.8, Attribute.SPAM: 0.9}
    )
    name: str = "scores"
    version: str = "1"

    def __post_init__(self) -> None:
        if signals := SIGNALS & set(self.thresholds):
            raise ValueError(f"{sorted(signals)} are signals and hold no comment")

    def judge(self, submission: Submission) -> Finding:
        """Hold what scores high. A language without heads has no scores, and passes."""
        if submission.scores is None:
            raise ScoresMissing
        high = tuple(
            Evidence(attribute.value, f"{submission.scores[attribute]:.2f}")
            for attribute, threshold in self.thresholds.items()
            if submission.scores.get(attribute, 0.0) >= threshold
        )
        if high:
            return Finding(self.name, self.version, Decision.HOLD, "scores-high", high)
        return Finding(self.name, self.version, Decision.PASS)


@dataclass(frozen=True, slots=True)
class OffTopic:
    """Whether a comment seems to be about something else than its story: a signal."""

    from_score: float = 0.8
    name: str = "off-topic"
    version: str = "1"

    def judge(self, submission: Submission) -> Finding:
        """Tell a moderator, where the scorer was asked."""
        score = (submission.scores or {}).get(Attribute.OFF_TOPIC, 0.0)
        if score < self.from_score:
            return Finding(self.name, self.version, Decision.PASS)
        evidence = (Evidence(Attribute.OFF_TOPIC.value, f"{score:.2f}"),)
        return Finding(self.name, self.version, Decision.SIGNAL, "off-topic", evidence)
