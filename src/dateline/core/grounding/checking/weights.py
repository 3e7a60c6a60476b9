"""Weighing what was found: a logistic regression over a few dozen signs, small enough to read."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.core.grounding.checking.features import (
    FAVOURABLE,
    NAMES,
    REFUSING,
    REFUSING_WEIGHT,
)

_ROUNDED_TO = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """A bias and a weight for each feature; signs against a line never weigh for it."""

    bias: float
    by_name: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Return how sure it is that the copy carries the line, 0.0 to 1.0."""
        total = self.bias + sum(self.by_name[name] * features[name] for name in NAMES)
        return _sigmoid(total)


@cache
def fitted() -> Weights:
    """Return the weights of the package, as script/fit wrote them."""
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text())
    return Weights(data["bias"], data["weights"])


Row = Mapping[str, float]


def fit(
    rows: Sequence[Row],
    labels: Sequence[bool],
    *,
    pairs: Sequence[tuple[Row, Row]] = (),
    pair_importance: float = 0.3,
    shrinkage: float = 1.0,
    steps: int = 400,
) -> Weights:
    """Fit weights by gradient descent; the same rows in the same order give the same weights.

    pairs      a line and the same line with an error put in: the first is to score higher
    shrinkage  the strength of the quadratic penalty on every weight but the bias
    """
    size = len(NAMES)
    table = [_sparse(row) for row in rows]
    apart = [_sparse({n: good[n] - bad[n] for n in NAMES}) for good, bad in pairs]
    starts = [REFUSING_WEIGHT if name in REFUSING else 0.0 for name in NAMES]
    bias, weights = 0.0, list(starts)
    momentum, previous = 0.9, [0.0] * (size + 1)
    for _step in range(steps):
        slope = [shrinkage * (w - start) for w, start in zip(weights, starts, strict=True)] + [0.0]
        for values, label in zip(table, labels, strict=True):
            error = _sigmoid(bias + sum(weights[p] * v for p, v in values)) - label
            for place, value in values:
                slope[place] += error * value
            slope[size] += error
        for values in apart:
            error = pair_importance * (_sigmoid(sum(weights[p] * v for p, v in values)) - 1.0)
            for place, value in values:
                slope[place] += error * value
        for place in range(size + 1):
            previous[place] = momentum * previous[place] - slope[place] / len(table)
        bias += previous[size]
        for place, name in enumerate(NAMES):
            weights[place] += previous[place]
            # A sign against a line may at worst weigh nothing.
            if (weights[place] < 0.0) == (name in FAVOURABLE) and weights[place]:
                weights[place], previous[place] = 0.0, 0.0
    return Weights(
        round(bias, _ROUNDED_TO),
        {name: round(w, _ROUNDED_TO) for name, w in zip(NAMES, weights, strict=True)},
    )


def _sparse(row: Row) -> list[tuple[int, float]]:
    return [(place, row[name]) for place, name in enumerate(NAMES) if row[name]]


def _sigmoid(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
