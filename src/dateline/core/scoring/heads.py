"""The heads at work: sums of weights over the features of comments, without a table.

What depends on a word alone (its own weight and that of its n-grams) is summed once a word and
kept, so a comment costs a look-up a word and a few array operations.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from dateline.core.scoring.batch import Batch, Numbers, Places, changes, lay_out
from dateline.core.scoring.calibration import Curves
from dateline.core.scoring.features import Features, Hits, extract
from dateline.core.scoring.reading import Reader, Reading
from dateline.core.scoring.weights import BLOCK_SCALES, COUNTS_SCALE, IDF_STEP, Weights


class HeadsAtWork:
    """The heads of one language together with the reader whose words they know."""

    def __init__(self, reader: Reader, weights: Weights) -> None:
        self.reader = reader
        self.weights = weights
        self.curves = Curves(weights.curve, weights.levels)
        self._heads = len(weights.attributes)
        self._sums = weights.table.shape[1]
        # The idf rides along as one more column, so that one look-up fetches both.
        self._table = np.concatenate(
            [weights.table.view(np.uint8), weights.idf[:, None]], axis=1
        ).copy()
        self._forget()

    def _forget(self) -> None:
        self._filled = 0
        self._words = np.zeros((0, self._sums + 1), np.float32)
        self._chars = np.zeros((0, self._sums + 1), np.float32)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Return the readings of some comments, with room made for their words."""
        if self.reader.make_room():
            self._forget()
        readings = [self.reader.read(text) for text in texts]
        self._learn_new_words()
        return readings

    def sums(self, readings: Sequence[Reading]) -> tuple[Numbers, Batch]:
        """Return comments x attributes of raw sums (unbounded, 0 undecided), and the words."""
        vocabulary = self.reader.vocabulary
        batch = lay_out(readings, vocabulary)
        features = extract(batch, vocabulary, readings)
        return self._summed(features), batch

    def _summed(self, features: Features) -> Numbers:
        size = features.size
        words, context, chars = BLOCK_SCALES
        space = self.weights.space
        own = _per_comment(features.words.owner, self._words[features.words.what], size)
        own += self._looked_up(features.neighbours, space.neighbours, size)
        total = words * self._unit(own)
        total += context * self._unit(self._looked_up(features.context, space.context, size))
        spelt = _per_comment(features.words.owner, self._chars[features.words.what], size)
        total += chars * self._unit(spelt)
        total *= self.weights.scale
        total += _row_by_row(features.counts * np.float32(COUNTS_SCALE), self.weights.counts)
        total += self.weights.bias
        units = np.maximum(total[:, self._heads :], 0)
        mixed = total[:, : self._heads] + _row_by_row(units, self.weights.outputs)
        return np.asarray(mixed, np.float32)

    def word_parts(self, rows: Places) -> tuple[Numbers, Numbers]:
        """Return about what words and their n-grams add to each attribute, for comparing them."""
        return self._by_attribute(self._words[rows]), self._by_attribute(self._chars[rows])

    def _by_attribute(self, cells: Numbers) -> Numbers:
        parts = cells[:, :-1] * self.weights.scale
        return np.asarray(
            parts[:, : self._heads] + parts[:, self._heads :] @ self.weights.outputs, np.float32
        )

    def _looked_up(self, hits: Hits, columns: Callable[[Places], Places], size: int) -> Numbers:
        return _per_comment(hits.owner, self._cells(columns(hits.what)), size)

    def _cells(self, columns: Places) -> Numbers:
        """Return weight times idf for each attribute, and last the square of the idf."""
        cells = self._table[columns]
        idf = cells[:, -1].astype(np.float32) * np.float32(IDF_STEP)
        values = cells.view(np.int8).astype(np.float32)
        values[:, -1] = idf
        values *= idf[:, None]
        return values

    @staticmethod
    def _unit(sums: Numbers) -> Numbers:
        """Return sums divided by the length of the block (its last column is the square of it)."""
        length = np.sqrt(np.maximum(sums[:, -1:], 1e-9))
        return sums[:, :-1] / length

    def _learn_new_words(self) -> None:
        vocabulary = self.reader.vocabulary
        count = len(vocabulary.words)
        if count == self._filled:
            return
        if count > len(self._words):
            more = np.zeros((max(count, 4096), self._sums + 1), np.float32)
            self._words = np.concatenate([self._words, more])
            self._chars = np.concatenate([self._chars, more])
        fresh = slice(self._filled, count)
        space = self.weights.space
        self._words[fresh] = self._cells(space.words(vocabulary.columns()[3, fresh]))
        columns, lengths = space.chars(vocabulary.words[fresh])
        owner = np.repeat(np.arange(count - self._filled), lengths)
        self._chars[fresh] = _per_word(owner, self._cells(columns), count - self._filled)
        self._filled = count


def _row_by_row(table: Numbers, weights: Numbers) -> Numbers:
    """Return table @ weights; a row comes out the same to the bit whatever rows are beside it."""
    return np.asarray(np.matmul(table[:, None, :], weights)[:, 0])


def _per_comment(owner: Places, values: Numbers, size: int) -> Numbers:
    """Return the sums of values by owner; owners come in order.

    Each is added up by itself, so that a comment scores the same alone and in company.
    """
    if size == 1:
        return np.asarray(np.add.reduce(values, axis=0, keepdims=True))
    total = np.empty((size, values.shape[1]), np.float32)
    bounds = np.searchsorted(owner, np.arange(size + 1)).tolist()
    for n, (first, last) in enumerate(pairwise(bounds)):
        np.add.reduce(values[first:last], axis=0, out=total[n])
    return total


def _per_word(owner: Places, values: Numbers, size: int) -> Numbers:
    """Return the sums of values by owner, for many short stretches; owners come in order."""
    total = np.zeros((size, values.shape[1]), np.float32)
    if len(owner):
        starts = changes(owner)
        total[owner[starts]] = np.add.reduceat(values, starts, axis=0)
    return total
