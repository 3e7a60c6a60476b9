"""From labelled comments to the heads of a language. Needs scikit-learn (`dateline[train]`).

Everything is in a fixed order, on one thread and from pinned versions, so that the same rows give
the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.space import Matrix, Space
from dateline.core.scoring.weights import (
    BLOCK_SCALES,
    COUNTS_SCALE,
    IDF_STEP,
    Weights,
    in_whole_numbers,
)

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_LARGEST_IDF_STEPS = 255
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Part:
    """One regression of a head: labels by row (NaN where unlabelled), and its share of the sum."""

    labels: NDArray[np.float64]
    share: float
    strength: float
    row_weights: NDArray[np.float64]


def idf_steps(seen: Matrix, space: Space) -> NDArray[np.uint8]:
    """Return how rare each column is, 1 + log of rows over rows with it, in `IDF_STEP`s."""
    rows = len(seen.start) - 1
    with_it = np.bincount(seen.column, minlength=space.width)
    idf = 1 + np.log((1 + rows) / (1 + with_it))
    return np.minimum(np.rint(idf / IDF_STEP), _LARGEST_IDF_STEPS).astype(np.uint8)


def weighted(seen: Matrix, space: Space, idf: NDArray[np.uint8]) -> "csr_matrix":
    """Return the sparse table that the regressions see, the counts as its last columns."""
    import scipy.sparse

    rows = len(seen.start) - 1
    steps = (idf * IDF_STEP).astype(np.float64)[seen.column]
    values = seen.times * steps
    squares = seen.times * steps**2
    owner = np.repeat(np.arange(rows), np.diff(seen.start))
    bounds = (0, space.context_at, space.char_at, space.width)
    for first, last, scale in zip(bounds, bounds[1:], BLOCK_SCALES, strict=False):
        inside = (seen.column >= first) & (seen.column < last)
        length = np.sqrt(np.bincount(owner[inside], weights=squares[inside], minlength=rows))
        length[length == 0] = 1
        values[inside] *= scale / length[owner[inside]]
    hashed = scipy.sparse.csr_matrix(
        (values.astype(np.float64), seen.column, seen.start), shape=(rows, space.width)
    )
    counts = scipy.sparse.csr_matrix(seen.counts.astype(np.float64) * COUNTS_SCALE)
    return scipy.sparse.hstack([hashed, counts], format="csr")


def fit_head(table: "csr_matrix", parts: Sequence[Part]) -> tuple[NDArray[np.float64], float]:
    """Return the weights and bias of a head: its regressions added up by their shares."""
    from sklearn.linear_model import LogisticRegression

    total, bias = np.zeros(table.shape[1]), 0.0
    for part in parts:
        rows = np.flatnonzero(~np.isnan(part.labels))
        regression = LogisticRegression(
            C=part.strength,
            solver="liblinear",
            dual=True,
            tol=0.02,
            max_iter=1000,
            random_state=_SEED,
        )
        regression.fit(table[rows], part.labels[rows], sample_weight=part.row_weights[rows])
        total += part.share * regression.coef_[0]
        bias += part.share * float(regression.intercept_[0])
    return total, bias


def fit_heads(
    table: "csr_matrix",
    heads: Mapping[str, Sequence[Part]],
    *,
    space: Space,
    idf: NDArray[np.uint8],
) -> Weights:
    """Return the heads of a language, not yet calibrated (a score is the logistic of the sum)."""
    fitted = [fit_head(table, parts) for parts in heads.values()]
    whole = np.stack([weights for weights, _ in fitted], axis=1)
    hashed, scale = in_whole_numbers(whole[: space.width])
    levels = np.array([0.001, 0.999])
    curve = np.tile(np.log(levels / (1 - levels)), (len(fitted), 1)).astype(np.float32)
    return Weights(
        attributes=tuple(heads),
        space=space,
        table=hashed,
        scale=scale,
        idf=idf,
        counts=whole[space.width :].astype(np.float32),
        bias=np.array([bias for _, bias in fitted], np.float32),
        curve=curve,
        levels=levels,
    )
