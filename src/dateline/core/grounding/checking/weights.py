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
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def fitted() -> Weights:
    """Return the weights of the package, as script/fit wrote them."""
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text())
    return Weights(data["bias"], data["weights"])


def fit(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[bool],
    *,
    shrinkage: float = 1.0,
    steps: int = 400,
    row_weights: Sequence[float] | None = None,
) -> Weights:
    """Fit weights by gradient descent; the same rows in the same order give the same weights.

    shrinkage  the strength of the quadratic penalty on every weight but the bias
    """
    size = len(NAMES)
    table = [[row[name] for name in NAMES] for row in rows]
    importance = list(row_weights) if row_weights is not None else [1.0] * len(table)
    total = sum(importance)
    starts = [REFUSING_WEIGHT if name in REFUSING else 0.0 for name in NAMES]
    bias, weights = 0.0, list(starts)
    momentum, previous = 0.9, [0.0] * (size + 1)
    for _step in range(steps):
        slope = [0.0] * (size + 1)
        for values, label, weight in zip(table, labels, importance, strict=True):
            z = bias + sum(w * v for w, v in zip(weights, values, strict=True) if v)
            error = (1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z)))) - label) * weight
            for place, value in enumerate(values):
                if value:
                    slope[place] += error * value
            slope[size] += error
        for place, name in enumerate(NAMES):
            slope[place] = (
                slope[place] / total + shrinkage * (weights[place] - starts[place]) / total
            )
            previous[place] = momentum * previous[place] - slope[place]
            weights[place] += previous[place]
            # A sign against a line may at worst weigh nothing.
            if (weights[place] < 0.0) == (name in FAVOURABLE) and weights[place]:
                weights[place], previous[place] = 0.0, 0.0
        previous[size] = momentum * previous[size] - slope[size] / total
        bias += previous[size]
    return Weights(
        round(bias, _ROUNDED_TO),
        {name: round(w, _ROUNDED_TO) for name, w in zip(NAMES, weights, strict=True)},
    )
