"""The words of several comments side by side, so that array operations serve all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.reading import MASK_ROW, Reading
from dateline.core.scoring.vocabulary import Hashes, Trait, Vocabulary

Numbers = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """The words of some comments in one row: whose they are, what they are, where they stand.

    `sentence` grows with every sentence and every comment.
    """

    size: int
    rows: Places
    owner: Places
    sentence: Places
    traits: Places
    hashes: Hashes


def lay_out(readings: Sequence[Reading], vocabulary: Vocabulary) -> Batch:
    """Return the words of some readings side by side, with names of groups masked."""
    lengths = [len(reading.rows) for reading in readings]
    total = sum(lengths)
    rows = np.fromiter(chain.from_iterable(r.rows for r in readings), np.int64, total)
    owner = np.repeat(np.arange(len(readings)), lengths)
    sentence = np.zeros(total + 1, np.int64)
    start = 0
    for reading, length in zip(readings, lengths, strict=True):
        sentence[start] = 1
        for end in reading.ends:
            sentence[start + end] = 1
        start += length
    traits, _, _, word_hash = vocabulary.columns()
    seen = traits[rows]
    if total > 1:
        masked = _groups_by_company(seen, owner)
        rows[masked] = MASK_ROW
        seen = traits[rows]
    return Batch(
        size=len(readings),
        rows=rows,
        owner=owner,
        sentence=np.cumsum(sentence[:total]),
        traits=seen,
        hashes=word_hash[rows].astype(np.uint32),
    )


def _groups_by_company(traits: Places, owner: Places) -> NDArray[np.bool_]:
    """Words that name a group only because of the word after them: "black people"."""
    masked = np.zeros(len(traits), bool)
    beside = (traits[:-1] & (Trait.BESIDE_PEOPLE | Trait.UNREAL)) != 0
    masked[:-1] = beside & ((traits[1:] & Trait.PEOPLE) != 0) & (owner[:-1] == owner[1:])
    return masked


def changes(values: Places) -> Places:
    """Return the places at which a value other than the one before stands; 0 is the first."""
    changed = np.empty(len(values), bool)
    changed[:1] = True
    np.not_equal(values[1:], values[:-1], out=changed[1:])
    (places,) = changed.nonzero()
    return places
