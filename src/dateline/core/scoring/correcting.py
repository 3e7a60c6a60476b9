"""Learning a correction from decisions, and measuring it on decisions it has not learned from."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import HEADS, Attribute
from dateline.core.scoring.correction import (
    BUCKETS,
    Correction,
    Mover,
    Numbers,
    Row,
    logit_of,
    scorer_version,
)

# Fewer teach nothing that could be told from chance: docs/decisions/0031.
FEWEST_DECISIONS = 200
FEWEST_OF_EACH = 30
FOLDS = 5
# How strongly weights are kept small, against the loss of one decision.
STRENGTH = 1.0
_ROUNDS = 150


@dataclass(frozen=True, slots=True)
class Lesson:
    """One comment that a person decided about.

    scores   of the shipped weights
    refused  for each attribute whether it was refused for that; None where the decision says
             nothing about it
    """

    text: str
    scores: Mapping[Attribute, float]
    refused: Mapping[Attribute, bool | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """How scores compare with decisions at a threshold, in numbers of comments."""

    caught: int
    alarmed: int
    missed: int
    passed: int

    @property
    def precision(self) -> float:
        """Of what is held, the share that people refused, 0.0 to 1.0."""
        return self.caught / max(self.caught + self.alarmed, 1)

    @property
    def recall(self) -> float:
        """Of what people refused, the share that is held, 0.0 to 1.0."""
        return self.caught / max(self.caught + self.missed, 1)

    @property
    def agreement(self) -> float:
        """The share on which both agree, 0.0 to 1.0."""
        return (self.caught + self.passed) / max(self.count, 1)

    @property
    def count(self) -> int:
        """How many comments there were."""
        return self.caught + self.alarmed + self.missed + self.passed


@dataclass(frozen=True, slots=True)
class Effect:
    """What a correction would change for one attribute: before, and after out of fold."""

    cut: float
    before: Tally
    after: Tally


class TooFew(Exception):
    """There are too few decisions to learn from, or too few of one kind; nothing is learned."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"{found} decisions can be learned from; expected {FEWEST_DECISIONS} about one "
            f"attribute, {FEWEST_OF_EACH} of them refusals and as many approvals. Nothing changes."
        )


def learn(
    lessons: Sequence[Lesson], cuts: Mapping[Attribute, float]
) -> tuple[Correction, dict[Attribute, Effect]]:
    """Return a correction and what it changes, measured on lessons it was not taught with.

    cuts  the newsroom's threshold of each attribute that may be corrected

    Raises: TooFew.
    """
    movers, effects = {}, {}
    for attribute, cut in cuts.items():
        told = [one for one in lessons if one.refused.get(attribute) is not None]
        told = [one for one in told if attribute in one.scores]
        labels = np.array([bool(one.refused[attribute]) for one in told])
        if len(told) < FEWEST_DECISIONS or min(labels.sum(), (~labels).sum()) < FEWEST_OF_EACH:
            continue
        table = _Table([Row.of(one.text, one.scores) for one in told])
        shipped = np.array([logit_of(one.scores[attribute]) for one in told])
        effects[attribute] = _measured(table, shipped, labels, cut, told)
        movers[attribute] = _fit(table, shipped, labels, cut)
    if not movers:
        raise TooFew(len(lessons))
    return Correction(scorer_version(), movers), effects


def _measured(
    table: "_Table", shipped: Numbers, labels: NDArray[np.bool_], cut: float, told: Sequence[Lesson]
) -> Effect:
    # The same words always fall into the same fold: none is measured on what it knows by heart.
    folds = np.array([_fold(one.text) for one in told])
    moved = shipped.copy()
    for fold in range(FOLDS):
        rows = np.flatnonzero(folds != fold)
        mover = _fit(table.of(rows), shipped[rows], labels[rows], cut)
        held_out = np.flatnonzero(folds == fold)
        moved[held_out] += table.of(held_out).moved_by(mover)
    edge = logit_of(cut)
    return Effect(cut, _tally(shipped >= edge, labels), _tally(moved >= edge, labels))


def _fold(text: str) -> int:
    words = " ".join(text.casefold().split())
    return hashlib.sha256(words.encode("utf-8", "replace")).digest()[0] % FOLDS


def _tally(held: NDArray[np.bool_], refused: NDArray[np.bool_]) -> Tally:
    return Tally(
        caught=int((held & refused).sum()),
        alarmed=int((held & ~refused).sum()),
        missed=int((~held & refused).sum()),
        passed=int((~held & ~refused).sum()),
    )


class _Table:
    """Rows laid end to end, so that all are summed at once."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self.owner = np.repeat(np.arange(len(rows)), [len(row.columns) for row in rows])
        self.columns = np.concatenate([row.columns for row in rows])
        self.signs = np.concatenate([row.signs for row in rows])
        self.rest = np.stack([row.rest for row in rows])

    def of(self, numbers: NDArray[np.int64]) -> "_Table":
        """Return the table of some rows."""
        return _Table([self._rows[number] for number in numbers])

    def moved_by(self, mover: Mover) -> Numbers:
        """Return for each row by how much a logit is moved."""
        parts = mover.words[self.columns] * self.signs
        return np.bincount(self.owner, parts, len(self.rest)) + self.rest @ mover.rest

    def gradient(self, errors: Numbers) -> tuple[Numbers, Numbers]:
        """Return the sums of errors by column of the words, and by column of the rest."""
        parts = errors[self.owner] * self.signs
        words = np.bincount(self.columns, parts, BUCKETS)
        return words.astype(np.float64), errors @ self.rest

    def largest(self) -> float:
        """Return the largest squared length of a row: it bounds how steep the loss can be."""
        words = np.bincount(self.owner, self.signs**2, len(self.rest))
        return float((words + (self.rest**2).sum(axis=1)).max())


def _fit(table: _Table, shipped: Numbers, labels: NDArray[np.bool_], cut: float) -> Mover:
    """Return the weights that part refused from approved at the cut with the least loss.

    Source: Nesterov's accelerated gradient with the step of the loss's bound; it is convex, so
    the same lessons give the same weights.
    """
    count = len(labels)
    margins = shipped - logit_of(cut)
    wanted = labels.astype(np.float64)
    step = 1 / (0.25 * table.largest() + STRENGTH / count)
    here = Mover(cut, np.zeros(BUCKETS), np.zeros(len(HEADS) + 1))
    ahead, pace = here, 1.0
    for _ in range(_ROUNDS):
        guesses = 1 / (1 + np.exp(-np.clip(margins + table.moved_by(ahead), -30, 30)))
        words, rest = table.gradient((guesses - wanted) / count)
        there = Mover(
            cut,
            ahead.words - step * (words + STRENGTH / count * ahead.words),
            ahead.rest - step * (rest + STRENGTH / count * ahead.rest),
        )
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        push = (pace - 1) / next_pace
        ahead = Mover(
            cut,
            there.words + push * (there.words - here.words),
            there.rest + push * (there.rest - here.rest),
        )
        here, pace = there, float(next_pace)
    return here
