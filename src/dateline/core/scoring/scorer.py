"""The scorer: comments in, scores with their language, places and reasons out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import HEADS, Attribute
from dateline.core.scoring.batch import Batch, Numbers
from dateline.core.scoring.language import Language, detect
from dateline.core.scoring.models import HEADS_OF_LANGUAGE, model_of
from dateline.core.scoring.reading import Reading
from dateline.core.scoring.reasons import (
    Fragment,
    Reason,
    reasons_from,
    sentences_worth_trying,
    words_worth_trying,
)
from dateline.core.scoring.signals import constructive
from dateline.core.scoring.spans import sentence_spans
from dateline.core.scoring.topic import Topic

# Scores from here on are explained and placed by sentence.
EXPLAINED_FROM_SCORE = 0.5
# Longer comments are scored by their first part, as Perspective refused them.
LONGEST_COMMENT_CHARS = 20_480

SCORE_DIGITS = 6
_BATCH = 256

Levels = NDArray[np.float64]
ScoredSpan = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Score:
    """What a comment scored: by attribute 0.0 to 1.0, with spans in code points and reasons.

    `scores` is empty when the language has no heads and no fallback was asked for.
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
    fallback: str | None = None,
) -> Score:
    """Return the scores of one comment; its language is detected, never taken on trust."""
    (score,) = score_comments(
        [text], attributes=attributes, stories=[story], explained=explained, fallback=fallback
    )
    return score


def score_comments(
    texts: Sequence[str],
    *,
    attributes: Collection[Attribute] = HEADS,
    stories: Sequence[Topic | None] | None = None,
    explained: bool = True,
    fallback: str | None = None,
) -> list[Score]:
    """Return the scores of some comments, in their order; batches of hundreds are fastest.

    `stories` are what each comment stands under, needed for OFF_TOPIC alone. `fallback` names the
    heads that score what a comment's own language has no heads for; without it, nothing is guessed.
    """
    topics = stories or [None] * len(texts)
    texts = [text[:LONGEST_COMMENT_CHARS] for text in texts]
    languages = [detect(text) for text in texts]
    scores = [Score(language) for language in languages]
    by_heads: dict[str, list[int]] = {}
    for number, language in enumerate(languages):
        heads = HEADS_OF_LANGUAGE.get(language.tag, fallback)
        if heads is not None:
            by_heads.setdefault(heads, []).append(number)
    for heads, numbers in by_heads.items():
        some, their = [texts[n] for n in numbers], [scores[n] for n in numbers]
        missing = _Scoring(heads, attributes).add(some, their, explained=explained)
        if missing and fallback is not None:
            _Scoring(fallback, missing).add(some, their, explained=explained)
    for score, text, topic in zip(scores, texts, topics, strict=True):
        if score.supported or fallback is not None:
            _add_signals(score, text, attributes, topic, anyway=fallback == "en")
    return scores


def _add_signals(
    score: Score, text: str, attributes: Iterable[Attribute], topic: Topic | None, *, anyway: bool
) -> None:
    if Attribute.CONSTRUCTIVE in attributes and (anyway or score.language.tag == "en"):
        score.scores[Attribute.CONSTRUCTIVE] = round(constructive(text), SCORE_DIGITS)
    if Attribute.OFF_TOPIC in attributes and topic is not None:
        off_topic = topic.off_topic(text)
        if off_topic is not None:
            score.scores[Attribute.OFF_TOPIC] = round(off_topic, SCORE_DIGITS)


class _Scoring:
    """Scoring of comments of one language."""

    def __init__(self, heads: str, attributes: Collection[Attribute]) -> None:
        self._model = model_of(heads)
        names = self._model.weights.attributes
        self._wanted = [(n, Attribute(name)) for n, name in enumerate(names) if name in attributes]
        self._missing = {name for name in attributes if name in HEADS and name not in names}

    def add(self, texts: Sequence[str], scores: list[Score], *, explained: bool) -> set[Attribute]:
        """Add to the scores of comments what these heads say; return what they have no head for."""
        readings = self._model.read(texts)
        sums, batch = self._model.sums(readings)
        table = self._levels(sums)
        rows = table.tolist()
        for row, score in zip(rows, scores, strict=True):
            score.scores.update({name: round(row[n], SCORE_DIGITS) for n, name in self._wanted})
        if explained:
            self._explain(scores, readings, batch, table)
        return self._missing

    def _levels(self, sums: Numbers) -> Levels:
        return self._model.curves.scores(sums)

    def _explain(
        self, scored: list[Score], readings: list[Reading], batch: Batch, table: Levels
    ) -> None:
        """Add places and reasons; what must be scored again for that is scored in one go."""
        first = np.searchsorted(batch.owner, np.arange(batch.size + 1))
        plans: list[_Plan] = []
        for number, (score, reading) in enumerate(zip(scored, readings, strict=True)):
            text = reading.text
            for _, name in self._wanted:
                score.spans[name] = ((0, len(text), score.scores[name]),)
            high = [n for n, _ in self._wanted if table[number, n] >= EXPLAINED_FROM_SCORE]
            if high:
                rows = batch.rows[first[number] : first[number + 1]]
                words = words_worth_trying(reading, rows, self._model, high)
                plans.append(_Plan(number, text, high, sentence_spans(text), words))
        for plan, again in zip(plans, self._score_again(plans), strict=True):
            self._place(scored[plan.number], plan, again[: len(plan.sentences)])
            self._reason(scored[plan.number], plan, table[plan.number], again)

    def _score_again(self, plans: "list[_Plan]") -> list[Levels]:
        """Return for each plan the levels of its sentences alone, then of it without each word."""
        texts = [text for plan in plans for text in plan.texts()]
        levels = [
            self._levels(self._model.sums(self._model.read(texts[n : n + _BATCH]))[0])
            for n in range(0, len(texts), _BATCH)
        ]
        if not levels:
            return []
        ends = np.cumsum([len(plan.sentences) + len(plan.words) for plan in plans])
        return np.split(np.concatenate(levels), ends[:-1])

    def _place(self, score: Score, plan: "_Plan", levels: Levels) -> None:
        if len(plan.sentences) < 2:
            return
        for n, name in self._wanted:
            if n in plan.high:
                score.spans[name] = tuple(
                    (start, end, round(float(level), SCORE_DIGITS))
                    for (start, end), level in zip(plan.sentences, levels[:, n], strict=True)
                )

    def _reason(self, score: Score, plan: "_Plan", row: Levels, again: Levels) -> None:
        lowered = row[None, :] - again[len(plan.sentences) :]
        by_sentence: tuple[list[Fragment], Levels] | None = None
        for n, name in self._wanted:
            if n not in plan.high:
                continue
            reasons = reasons_from(plan.words, lowered[:, n])
            if not reasons:
                if by_sentence is None:
                    fragments = sentences_worth_trying(plan.text)
                    texts = [fragment.taken_out_of(plan.text) for fragment in fragments]
                    levels = self._levels(self._model.sums(self._model.read(texts))[0])
                    by_sentence = fragments, row[None, :] - levels
                reasons = reasons_from(by_sentence[0], by_sentence[1][:, n])
            score.because[name] = tuple(reasons)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to score again to explain one comment."""

    number: int
    text: str
    high: list[int]
    sentences: list[tuple[int, int]]
    words: list[Fragment]

    def texts(self) -> list[str]:
        """Return its sentences alone, then the comment without each of the words."""
        alone = [self.text[start:end] for start, end in self.sentences]
        return alone + [fragment.taken_out_of(self.text) for fragment in self.words]


def whole_scores(texts: Sequence[str], heads: str) -> dict[str, NDArray[np.float64]]:
    """Return raw scores by attribute of comments taken to be in one language, for judging."""
    model = model_of(heads)
    tables = []
    for first in range(0, len(texts), _BATCH):
        sums, _ = model.sums(model.read(texts[first : first + _BATCH]))
        tables.append(model.curves.scores(sums))
    table = np.concatenate(tables)
    return {name: table[:, n] for n, name in enumerate(model.weights.attributes)}
