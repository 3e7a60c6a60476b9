"""The trained heads of one language as they lie in the package: whole numbers of eight bits."""

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Numbers
from dateline.core.scoring.space import Space

# How much each block counts against the others (cross-validated: docs/decisions/0020).
BLOCK_SCALES = (1.4, 0.7, 1.0)
COUNTS_SCALE = 0.5
IDF_STEP = 0.05
# Whole numbers this small cost no accuracy and pack well (docs/decisions/0020).
_LARGEST_WEIGHT = 31


@dataclass(frozen=True, slots=True)
class Weights:
    """The heads of one language: a weight for each column and attribute, and what to do with them.

    `table` is columns x (attributes, then hidden units), each column of it scaled by `scale`, and
    `counts` and `bias` have the same columns. `outputs` is hidden units x attributes. `idf` is in
    steps of `IDF_STEP`; `curve` holds for each attribute the sums at which a score of `levels` is
    reached.
    """

    attributes: tuple[str, ...]
    space: Space
    table: NDArray[np.int8]
    scale: Numbers
    idf: NDArray[np.uint8]
    counts: Numbers
    bias: Numbers
    outputs: Numbers
    curve: Numbers
    levels: NDArray[np.float64]

    def to_bytes(self) -> bytes:
        """Return the weights as the file of the package; the same weights give the same bytes."""
        file = io.BytesIO()
        bits = (
            self.space.word_bits,
            self.space.neighbour_bits,
            self.space.context_bits,
            self.space.char_bits,
        )
        np.savez_compressed(
            file,
            attributes=np.array(self.attributes),
            bits=np.array(bits),
            table=np.ascontiguousarray(self.table.T),
            scale=self.scale,
            idf=self.idf,
            counts=self.counts,
            bias=self.bias,
            outputs=self.outputs,
            curve=self.curve,
            levels=self.levels,
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Weights":
        """Return the weights kept in the bytes of a file."""
        with np.load(io.BytesIO(raw), allow_pickle=False) as kept:
            return cls(
                attributes=tuple(str(name) for name in kept["attributes"]),
                space=Space(*(int(bits) for bits in kept["bits"])),
                table=np.ascontiguousarray(kept["table"].T),
                scale=kept["scale"],
                idf=kept["idf"],
                counts=kept["counts"],
                bias=kept["bias"],
                outputs=kept["outputs"],
                curve=kept["curve"],
                levels=kept["levels"],
            )


def in_whole_numbers(weights: NDArray[np.float64]) -> tuple[NDArray[np.int8], Numbers]:
    """Return columns x attributes as numbers of -31 to 31 and the scale of each attribute."""
    largest = np.abs(weights).max(axis=0)
    scale = np.where(largest > 0, largest / _LARGEST_WEIGHT, 1.0)
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


@cache
def load_weights(language: str) -> Weights:
    """Return the package's heads of a language, read from disk once."""
    path = files("dateline.core.scoring") / "data" / f"heads_{language}.npz"
    return Weights.from_bytes(path.read_bytes())
