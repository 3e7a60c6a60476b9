"""From labelled comments to the heads of a language. Needs scikit-learn (`dateline[train]`).

Everything is in a fixed order, on one thread and from pinned versions, so that the same rows give
the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.company import COMPANY
from dateline.core.scoring.hidden import Hidden
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


def without_company(table: "csr_matrix") -> "csr_matrix":
    """Return the table without the counts of what is said of whom."""
    import scipy.sparse

    kept = np.ones(table.shape[1])
    kept[-len(COMPANY) :] = 0
    plain = (table @ scipy.sparse.diags(kept)).tocsr()
    plain.eliminate_zeros()
    return plain


def counts_of(table: "csr_matrix", space: Space) -> NDArray[np.float64]:
    """Return the counts of each row, which are the last columns of the table."""
    return np.asarray(table[:, space.width :].todense(), np.float64)


def fit_line(
    table: "csr_matrix",
    labels: NDArray[np.float64],
    strength: float,
    counted: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return the weights of a logistic regression on the labelled rows, its bias last.

    `counted` says how many rows each row counts for, by default one.
    """
    from sklearn.linear_model import LogisticRegression

    rows = np.flatnonzero(~np.isnan(labels))
    regression = LogisticRegression(
        C=strength, solver="liblinear", dual=True, tol=0.02, max_iter=1000, random_state=_SEED
    )
    regression.fit(table[rows], labels[rows], None if counted is None else counted[rows])
    return np.append(regression.coef_[0], regression.intercept_[0])


@dataclass(frozen=True, slots=True)
class Bases:
    """What attributes are mixed from: lines by name, and a hidden layer with its label names."""

    lines: dict[str, NDArray[np.float64]]
    hidden: Hidden
    labels: tuple[str, ...]

    def names(self) -> list[str]:
        """Return the names of all sums, in the order of `sums`."""
        return [f"line {name}" for name in self.lines] + [f"net {name}" for name in self.labels]

    def sums(self, table: "csr_matrix") -> NDArray[np.float64]:
        """Return rows x names of raw sums."""
        lines = np.stack([table @ line[:-1] + line[-1] for line in self.lines.values()], axis=1)
        return np.concatenate([lines, self.hidden.sums(table)], axis=1)


@dataclass(frozen=True, slots=True)
class Mix:
    """How an attribute is made: a share of each named sum, of each count, and a bias."""

    shares: Mapping[str, float]
    counts: NDArray[np.float64]
    bias: float


def mixed_heads(
    bases: Bases, mixes: Mapping[str, Mix], *, space: Space, idf: NDArray[np.uint8]
) -> Weights:
    """Return the attributes' heads as whole numbers, not yet calibrated."""
    lines = np.stack(list(bases.lines.values()), axis=1)
    names, labels = [f"line {n}" for n in bases.lines], [f"net {n}" for n in bases.labels]
    of_lines = _shares(names, mixes)
    of_labels = _shares(labels, mixes)
    whole = np.concatenate([lines[:-1] @ of_lines, bases.hidden.inputs], axis=1)
    bias = lines[-1] @ of_lines + bases.hidden.output_bias @ of_labels
    bias += np.array([mix.bias for mix in mixes.values()])
    whole[space.width :, : len(mixes)] += np.stack([mix.counts for mix in mixes.values()], axis=1)
    table, scale = in_whole_numbers(whole[: space.width])
    levels = np.array([0.001, 0.999])
    return Weights(
        attributes=tuple(mixes),
        space=space,
        table=table,
        scale=scale,
        idf=idf,
        counts=whole[space.width :].astype(np.float32),
        bias=np.concatenate([bias, bases.hidden.bias]).astype(np.float32),
        outputs=(bases.hidden.outputs @ of_labels).astype(np.float32),
        curve=np.tile(np.log(levels / (1 - levels)), (len(mixes), 1)).astype(np.float32),
        levels=levels,
    )


def _shares(names: Sequence[str], mixes: Mapping[str, Mix]) -> NDArray[np.float64]:
    """Return names x attributes of shares, 0 where a mix does not use a name."""
    shares = [[mix.shares.get(name, 0.0) for mix in mixes.values()] for name in names]
    return np.array(shares, np.float64).reshape(len(names), len(mixes))
