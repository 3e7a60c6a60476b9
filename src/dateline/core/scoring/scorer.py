"""The scorer: comments in, scores with their language, places and reasons out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring import calibration
from dateline.core.scoring.attributes import HEADS, Attribute
from dateline.core.scoring.language import Language, detect
from dateline.core.scoring.models import HEADS_OF_LANGUAGE, model_of
from dateline.core.scoring.reasons import Reason, explain
from dateline.core.scoring.signals import Topic, constructive
from dateline.core.scoring.spans import sentence_spans

# Scores from here on are explained and placed by sentence.
EXPLAINED_FROM_SCORE = 0.5
# Longer comments are scored by their first part, as Perspective refused them.
LONGEST_COMMENT_CHARS = 20_480

SCORE_DIGITS = 6

ScoredSpan = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Score:
    """What a comment scored: by attribute 0.0 to 1.0, with spans in code points and reasons.

    `scores` is empty when the language has no heads.
    """

    language: Language
    scores: dict[Attribute, float] = field(default_factory=dict)
    spans: dict[Attribute, tuple[ScoredSpan, ...]] = field(default_factory=dict)
    because: dict[Attribute, tuple[Reason, ...]] = field(default_factory=dict)

    @property
    def supported(self) -> bool:
        """Whether the comment's language has heads."""
        return self.language.tag in HEADS_OF_LANGUAGE


def score_comment(
    text: str,
    *,
    attributes: Collection[Attribute] = HEADS,
    story: Topic | None = None,
    explained: bool = True,
) -> Score:
    """Return the scores of one comment; its language is detected, never taken on trust."""
    (score,) = score_comments([text], attributes=attributes, stories=[story], explained=explained)
    return score


def score_comments(
    texts: Sequence[str],
    *,
    attributes: Collection[Attribute] = HEADS,
    stories: Sequence[Topic | None] | None = None,
    explained: bool = True,
) -> list[Score]:
    """Return the scores of some comments, in their order; batches of hundreds are fastest.

    `stories` are what each comment stands under, needed for OFF_TOPIC alone.
    """
    topics = stories or [None] * len(texts)
    texts = [text[:LONGEST_COMMENT_CHARS] for text in texts]
    languages = [detect(text) for text in texts]
    found: list[Score | None] = [None] * len(texts)
    by_heads: dict[str, list[int]] = {}
    for number, language in enumerate(languages):
        heads = HEADS_OF_LANGUAGE.get(language.tag)
        if heads is None:
            found[number] = Score(language)
        else:
            by_heads.setdefault(heads, []).append(number)
    for heads, numbers in by_heads.items():
        part = _Scoring(heads, attributes, explained)
        scored = part.score([texts[n] for n in numbers], [languages[n] for n in numbers])
        for number, score in zip(numbers, scored, strict=True):
            _add_signals(score, texts[number], attributes, topics[number])
            found[number] = score
    return [score for score in found if score is not None]


def _add_signals(
    score: Score, text: str, attributes: Iterable[Attribute], topic: Topic | None
) -> None:
    if Attribute.CONSTRUCTIVE in attributes and score.language.tag == "en":
        score.scores[Attribute.CONSTRUCTIVE] = round(constructive(text), SCORE_DIGITS)
    if Attribute.OFF_TOPIC in attributes and topic is not None:
        score.scores[Attribute.OFF_TOPIC] = round(topic.off_topic(text), SCORE_DIGITS)


class _Scoring:
    """One batch of comments of one language being scored."""

    def __init__(self, heads: str, attributes: Collection[Attribute], explained: bool) -> None:
        self._model = model_of(heads)
        weights = self._model.weights
        self._wanted = [
            (n, Attribute(name)) for n, name in enumerate(weights.attributes) if name in attributes
        ]
        self._explained = explained

    def score(self, texts: Sequence[str], languages: Sequence[Language]) -> list[Score]:
        """Return the scores of comments that are all in this language."""
        table = self._levels(texts)
        rows = table.tolist()
        scored = []
        for number, language in enumerate(languages):
            row = rows[number]
            score = Score(language, {name: round(row[n], SCORE_DIGITS) for n, name in self._wanted})
            if self._explained:
                self._explain(score, texts[number], table[number])
            scored.append(score)
        return scored

    def _levels(self, texts: Sequence[str]) -> NDArray[np.float64]:
        weights = self._model.weights
        sums, _ = self._model.sums(self._model.read(texts))
        return calibration.scores(sums, weights.curve, weights.levels)

    def _explain(self, score: Score, text: str, row: NDArray[np.float64]) -> None:
        high = [n for n, _ in self._wanted if row[n] >= EXPLAINED_FROM_SCORE]
        sentences = sentence_spans(text) if high else []
        by_sentence = (
            self._levels([text[s:e] for s, e in sentences]) if len(sentences) > 1 else None
        )
        for n, name in self._wanted:
            if n in high and by_sentence is not None:
                score.spans[name] = tuple(
                    (start, end, round(float(level), SCORE_DIGITS))
                    for (start, end), level in zip(sentences, by_sentence[:, n], strict=True)
                )
            else:
                score.spans[name] = ((0, len(text), score.scores[name]),)
        if high:
            readings = self._model.read([text])
            _, batch = self._model.sums(readings)
            reasons = explain(readings[0], batch, self._model, row, high, self._levels)
            score.because.update(
                {name: tuple(reasons[n]) for n, name in self._wanted if n in reasons}
            )


def whole_scores(texts: Sequence[str], heads: str) -> dict[str, NDArray[np.float64]]:
    """Return raw scores by attribute of comments taken to be in one language, for judging."""
    model = model_of(heads)
    weights = model.weights
    tables = []
    for first in range(0, len(texts), 256):
        sums, _ = model.sums(model.read(texts[first : first + 256]))
        tables.append(calibration.scores(sums, weights.curve, weights.levels))
    table = np.concatenate(tables)
    return {name: table[:, n] for n, name in enumerate(weights.attributes)}
