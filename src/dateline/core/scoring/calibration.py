"""From a head's raw sum to a score that means what Perspective's meant.

Sums and reference scores of the same comments are matched by rank: the sum that one comment in
twenty exceeds becomes the score that one in twenty exceeded. Thresholds carry over; a single low
score does not mean the same thing (docs/decisions/0020).
"""

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Numbers

LEVELS = np.array(
    [1e-6, 1e-4, 0.001, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
     0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.99, 0.999, 0.9999, 1 - 1e-6],
    np.float64,
)  # fmt: skip
_SMALLEST_STEP = 1e-3
# Beyond the reference scores the curve goes on as a logistic would, this many sums a logit, so
# that no score is ever quite 0 or 1 and taking a word away still shows.
_SUMS_A_LOGIT = 1.0
_LOGITS = np.log(LEVELS / (1 - LEVELS))


def curve_by_rank(sums: NDArray[np.float64], reference: NDArray[np.float64]) -> Numbers:
    """Return the sums at which each of `LEVELS` is reached, so that shares above it agree."""
    order = np.sort(sums)
    above = np.array([(reference < level).mean() for level in LEVELS])
    inside = (above > 0) & (above < 1)
    curve = np.quantile(order, np.clip(above, 0, 1)).astype(np.float64)
    return _finished(curve, inside)


def curve_by_rate(
    sums: NDArray[np.float64], labels: NDArray[np.float64], usual_share: float | None = None
) -> Numbers:
    """Return the sums at which each of `LEVELS` is reached when a score is a share of positives.

    `usual_share` is the share of positives where the scores will be used, if it is another.
    """
    slope, shift = _platt(sums, labels)
    if usual_share is not None:
        share = float(labels.mean())
        shift += float(np.log(usual_share / (1 - usual_share)) - np.log(share / (1 - share)))
    curve = (_LOGITS - shift) / slope
    return _finished(curve.astype(np.float64), np.ones(len(LEVELS), bool))


class Curves:
    """The curves of all attributes, ready to turn sums into scores."""

    def __init__(self, curve: Numbers, levels: NDArray[np.float64]) -> None:
        self._curve = curve.astype(np.float64)
        self._levels = levels
        self._slope = np.diff(levels) / np.diff(self._curve, axis=1)
        self._attribute = np.arange(len(curve))

    def scores(self, sums: Numbers) -> NDArray[np.float64]:
        """Return comments x attributes of scores, 0.0 to 1.0, on straight lines between levels."""
        wide = sums.astype(np.float64)
        # The same for one comment as for many, and for one much faster than `np.interp` by head.
        below = (wide[:, :, None] >= self._curve).sum(axis=2) - 1
        inside = np.clip(below, 0, self._slope.shape[1] - 1)
        start = self._curve[self._attribute, inside]
        table = self._slope[self._attribute, inside] * (wide - start) + self._levels[inside]
        table[below < 0] = self._levels[0]
        table[below >= self._slope.shape[1]] = self._levels[-1]
        return table


def _finished(curve: NDArray[np.float64], inside: NDArray[np.bool_]) -> Numbers:
    known = np.flatnonzero(inside)
    first, last = known[0], known[-1]
    curve[:first] = curve[first] + _SUMS_A_LOGIT * (_LOGITS[:first] - _LOGITS[first])
    curve[last + 1 :] = curve[last] + _SUMS_A_LOGIT * (_LOGITS[last + 1 :] - _LOGITS[last])
    for n in range(1, len(curve)):
        curve[n] = max(curve[n], curve[n - 1] + _SMALLEST_STEP)
    return curve.astype(np.float32)


def _platt(sums: NDArray[np.float64], labels: NDArray[np.float64]) -> tuple[float, float]:
    """Return slope and shift of the logistic that fits labels best, by Newton's method."""
    slope, shift = 1.0, 0.0
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(slope * sums + shift, -30, 30)))
        spread = guess * (1 - guess) + 1e-9
        wrong = guess - labels
        gradient = np.array([(wrong * sums).sum() + 1e-3 * (slope - 1), wrong.sum()])
        cross = (spread * sums).sum()
        hessian = np.array([[(spread * sums * sums).sum() + 1e-3, cross], [cross, spread.sum()]])
        step = np.linalg.solve(hessian, gradient)
        slope, shift = slope - float(step[0]), shift - float(step[1])
        if float(np.abs(step).max()) < 1e-9:
            break
    return max(slope, 1e-2), shift
