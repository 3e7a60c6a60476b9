"""The columns of the linear heads: one stretch for each block of features, hashed to a fixed size.

`matrix` gives the sparse table that heads are trained on; at run time the same values are never
put into a table (see heads.py), and a test holds the two to the same result.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Numbers, Places, lay_out
from dateline.core.scoring.features import Features, extract
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.vocabulary import char_hashes

_BATCH = 512
_HASH_BITS = 32


@dataclass(frozen=True, slots=True)
class Space:
    """How many bits of a hash each block keeps, and so where its columns lie."""

    word_bits: int
    neighbour_bits: int
    context_bits: int
    char_bits: int

    @property
    def neighbour_at(self) -> int:
        """The first column of neighbouring words; single words lie before it."""
        return 1 << self.word_bits

    @property
    def context_at(self) -> int:
        """The first column of contexts."""
        return self.neighbour_at + (1 << self.neighbour_bits)

    @property
    def char_at(self) -> int:
        """The first column of character n-grams."""
        return self.context_at + (1 << self.context_bits)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self.char_at + (1 << self.char_bits)

    def words(self, word_hash: Places) -> Places:
        """Return the columns of words, from their hashes."""
        return word_hash >> (_HASH_BITS - self.word_bits)

    def neighbours(self, hashes: Places) -> Places:
        """Return the columns of pairs of neighbours."""
        return (hashes >> (_HASH_BITS - self.neighbour_bits)) + self.neighbour_at

    def context(self, hashes: Places) -> Places:
        """Return the columns of contexts."""
        return (hashes >> (_HASH_BITS - self.context_bits)) + self.context_at

    def chars(self, words: list[str]) -> tuple[Places, Places]:
        """Return the columns of the n-grams of some words in order, and how many each word has."""
        hashes, counts = char_hashes(words)
        return (hashes.astype(np.int64) >> (_HASH_BITS - self.char_bits)) + self.char_at, counts


@dataclass(frozen=True, slots=True)
class Matrix:
    """Which columns each comment has (compressed rows), how often, and its counts."""

    start: Places
    column: NDArray[np.int32]
    times: Numbers
    counts: Numbers


def matrix(texts: Sequence[str], reader: Reader, space: Space) -> Matrix:
    """Return the features of some comments as one sparse table, in their order."""
    starts, columns, times, counts = [0], [], [], []
    for features in _batches(texts, reader):
        keys, often = _cells(features, reader, space)
        lengths = np.bincount(keys // space.width, minlength=features.size)
        starts.extend((starts[-1] + np.cumsum(lengths)).tolist())
        columns.append((keys % space.width).astype(np.int32))
        times.append(often.astype(np.float32))
        counts.append(features.counts)
    return Matrix(
        start=np.array(starts, np.int64),
        column=np.concatenate(columns),
        times=np.concatenate(times),
        counts=np.concatenate(counts),
    )


def _batches(texts: Sequence[str], reader: Reader) -> Iterator[Features]:
    for first in range(0, len(texts), _BATCH):
        reader.make_room()
        readings = [reader.read(text) for text in texts[first : first + _BATCH]]
        batch = lay_out(readings, reader.vocabulary)
        yield extract(batch, reader.vocabulary, readings)


def _cells(features: Features, reader: Reader, space: Space) -> tuple[Places, Places]:
    """Return the filled cells of a batch as comment * width + column, sorted, and how often."""
    vocabulary, words, width = reader.vocabulary, features.words, space.width
    rows = np.unique(words.what)
    columns, lengths = space.chars([vocabulary.words[row] for row in rows])
    first = np.concatenate([[0], np.cumsum(lengths)])
    place = np.searchsorted(rows, words.what)
    each = lengths[place]
    owner = np.repeat(words.owner, each)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(each) - each, each)
    chars = columns[np.repeat(first[place], each) + offset]
    neighbours, context = features.neighbours, features.context
    keys = np.concatenate(
        [
            words.owner * width + space.words(vocabulary.columns()[3][words.what]),
            neighbours.owner * width + space.neighbours(neighbours.what),
            context.owner * width + space.context(context.what),
            owner * width + chars,
        ]
    )
    return np.unique(keys, return_counts=True)
