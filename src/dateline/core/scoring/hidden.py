"""The hidden layer: a few learnt directions that all labelled sets share.

A small network over the same hashed features, trained for every label at once, each row counting
only for the labels it has. Sets that define a thing differently so help each other to see which
words belong together, while every label keeps an output of its own.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Numbers

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_ROWS_A_STEP = 128
_STEP = 0.05
_DROPPED_SHARE = 0.2
_FIRST_SPREAD = 0.3
_FIRST_BIAS = 0.1
_LABEL_PULL = 4.0
_SMALL = 1e-3
_SMALL_FOR_INPUTS = 1e-4


@dataclass(frozen=True, slots=True)
class Hidden:
    """Inputs x units, a bias for each unit, units x labels and a bias for each label."""

    inputs: Numbers
    bias: Numbers
    outputs: Numbers
    output_bias: Numbers

    def sums(self, table: "csr_matrix") -> NDArray[np.float64]:
        """Return rows x labels of raw sums."""
        units = np.maximum(table @ self.inputs + self.bias, 0)
        return np.asarray(units @ self.outputs + self.output_bias, np.float64)


def no_hidden(columns: int) -> Hidden:
    """Return a layer without units, for heads that are lines alone."""
    nothing = np.zeros(0, np.float32)
    return Hidden(
        np.zeros((columns, 0), np.float32), nothing, np.zeros((0, 0), np.float32), nothing
    )


def fit_hidden(
    table: "csr_matrix", labels: NDArray[np.float32], *, units: int, rounds: int, seed: int
) -> Hidden:
    """Return a hidden layer fitted to rows x labels (NaN where unlabelled), by AdaGrad.

    Inputs start at zero, so that what tells nothing stays near zero and costs nothing to ship.
    """
    chance = np.random.default_rng(seed)
    inputs = np.zeros((table.shape[1], units), np.float32)
    bias = np.full(units, _FIRST_BIAS, np.float32)
    outputs = chance.normal(0, _FIRST_SPREAD, (units, labels.shape[1])).astype(np.float32)
    output_bias = np.zeros(labels.shape[1], np.float32)
    fitting = _Fitting(Hidden(inputs, bias, outputs, output_bias), chance)
    for _ in range(rounds):
        order = chance.permutation(table.shape[0])
        for first in range(0, len(order), _ROWS_A_STEP):
            rows = order[first : first + _ROWS_A_STEP]
            fitting.step(table[rows], labels[rows])
    return fitting.hidden


class _Fitting:
    """The state of AdaGrad: for each parameter the squares of its gradients so far."""

    def __init__(self, hidden: Hidden, chance: np.random.Generator) -> None:
        self.hidden = hidden
        self._chance = chance
        self._of_inputs = np.full(len(hidden.inputs), _SMALL_FOR_INPUTS, np.float32)
        self._of_bias = np.full(hidden.bias.shape, _SMALL, np.float32)
        self._of_outputs = np.full(hidden.outputs.shape, _SMALL, np.float32)
        self._of_output_bias = np.full(hidden.output_bias.shape, _SMALL, np.float32)

    def step(self, table: "csr_matrix", labels: NDArray[np.float32]) -> None:
        """Change the layer in place by one batch of rows."""
        from scipy.sparse import csr_matrix

        hidden = self.hidden
        columns, place = np.unique(table.indices, return_inverse=True)
        small = csr_matrix(
            (table.data.astype(np.float32), place, table.indptr),
            shape=(table.shape[0], len(columns)),
        )
        before = small @ hidden.inputs[columns] + hidden.bias
        kept = (self._chance.random(before.shape) > _DROPPED_SHARE) / (1 - _DROPPED_SHARE)
        open_units = (kept * (before > 0)).astype(np.float32)
        units = before * open_units
        guess = 1 / (1 + np.exp(-(units @ hidden.outputs + hidden.output_bias)))
        wrong = np.where(np.isnan(labels), 0, guess - np.nan_to_num(labels)).astype(np.float32)
        wrong *= np.float32(_LABEL_PULL / len(labels))
        for_units = (wrong @ hidden.outputs.T) * open_units
        for_inputs = small.T @ for_units
        _move(hidden.outputs, self._of_outputs, units.T @ wrong)
        _move(hidden.output_bias, self._of_output_bias, wrong.sum(axis=0))
        _move(hidden.bias, self._of_bias, for_units.sum(axis=0))
        self._of_inputs[columns] += (for_inputs**2).mean(axis=1)
        hidden.inputs[columns] -= (
            np.float32(_STEP) * for_inputs / np.sqrt(self._of_inputs[columns])[:, None]
        )


def _move(parameter: Numbers, squares: Numbers, gradient: Numbers) -> None:
    squares += gradient**2
    parameter -= np.float32(_STEP) * gradient / np.sqrt(squares)
