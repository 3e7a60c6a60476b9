"""Figures by which scores are judged against labels. All take arrays of one length."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def auc(labels: Numbers, scores: Numbers) -> float:
    """Return how often a positive scores above a negative, 0.0 to 1.0 (NaN without both)."""
    positive = labels > 0.5
    count = int(positive.sum())
    others = len(labels) - count
    if not count or not others:
        return float("nan")
    ranks = _ranks(scores)
    return float((ranks[positive].sum() - count * (count + 1) / 2) / (count * others))


def rank_correlation(one: Numbers, other: Numbers) -> float:
    """Return Spearman's rank correlation, -1.0 to 1.0."""
    if len(one) < 2:
        return float("nan")
    return float(np.corrcoef(_ranks(one), _ranks(other))[0, 1])


def at_cut(labels: Numbers, scores: Numbers, cut: float) -> dict[str, float]:
    """Return precision, recall, false-positive rate and balanced accuracy of scores >= cut."""
    positive, flagged = labels > 0.5, scores >= cut
    hits, alarms = float((positive & flagged).sum()), float((~positive & flagged).sum())
    recall = hits / max(float(positive.sum()), 1)
    false_rate = alarms / max(float((~positive).sum()), 1)
    return {
        "precision": hits / max(hits + alarms, 1),
        "recall": recall,
        "false_positives": false_rate,
        "balanced_accuracy": (recall + 1 - false_rate) / 2,
    }


def cut_at_rate(labels: Numbers, scores: Numbers, rate: float) -> float:
    """Return the cut at which this share of the negatives is flagged."""
    negative = scores[labels <= 0.5]
    return float(np.quantile(negative, 1 - rate)) if len(negative) else float("nan")


def reliability(labels: Numbers, scores: Numbers, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return for each tenth of the scores' range its mean score, share of positives, and size."""
    place = np.minimum((scores * bins).astype(int), bins - 1)
    return [
        (float(scores[place == n].mean()), float((labels[place == n] > 0.5).mean()), int(size))
        for n in range(bins)
        if (size := (place == n).sum())
    ]


def _ranks(values: Numbers) -> Numbers:
    """Return ranks from 1, ties sharing their mean."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], np.float64)
