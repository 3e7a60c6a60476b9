"""Comments as numbers: hashed words, pairs and contexts, and a few counts.

Three blocks, each of them unit length by itself: `words` (single words and neighbours), `context`
(words two apart, under a negation, near an identity, near "you") and `chars` (n-grams within each
distinct word). Everything is binary within a comment, so saying a thing twice adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Batch, Numbers, Places
from dateline.core.scoring.company import COMPANY, company
from dateline.core.scoring.lexicon import CATEGORIES, STRONG
from dateline.core.scoring.reading import Reading
from dateline.core.scoring.vocabulary import Hashes, Trait, Vocabulary, mixed

_NEIGHBOURS, _TWO_APART, _NEGATED, _NEAR_IDENTITY, _NEAR_YOU, _LEXICAL, _REPORTED = (
    np.uint32(salt)
    for salt in (0x51ED270B, 0x2545F491, 0x7F4A7C15, 0x94D049BB, 0xBF58476D, 0x1B873593, 0xCC9E2D51)
)
_NEGATION_REACH_WORDS = 3
_IDENTITY_REACH_WORDS = 5
_YOU_REACH_WORDS = 3


@dataclass(frozen=True, slots=True)
class Hits:
    """Features of a block that are present: in which comment, and which row or 32-bit hash."""

    owner: Places
    what: Places


@dataclass(frozen=True, slots=True)
class Features:
    """All features of a batch of comments."""

    size: int
    words: Hits
    neighbours: Hits
    context: Hits
    counts: Numbers


def extract(batch: Batch, vocabulary: Vocabulary, readings: Sequence[Reading]) -> Features:
    """Return the features of a batch."""
    _, category, severity, _ = vocabulary.columns()
    words = _distinct(batch.owner, batch.rows)
    return Features(
        size=batch.size,
        words=words,
        neighbours=_neighbours(batch, category, severity),
        context=_context(batch),
        counts=np.concatenate(
            [_counts(batch, words, category, severity, readings), company(batch, category)], axis=1
        ),
    )


def _distinct(owner: Places, what: Places) -> Hits:
    keys = np.unique((owner << 32) | what)
    return Hits(keys >> 32, keys & 0xFFFFFFFF)


def _paired(first: Hashes, second: Hashes, salt: np.uint32) -> Hashes:
    """Return pairs as numbers still to be mixed; order counts."""
    return first * np.uint32(0x9E3779B1) + (second ^ salt)


def _neighbours(batch: Batch, category: Places, severity: Places) -> Hits:
    """Pairs of neighbours, and for words of the lexicon their category and severity."""
    h, owner = batch.hashes, batch.owner
    together = owner[1:] == owner[:-1]
    pairs = _paired(h[:-1], h[1:], _NEIGHBOURS)[together]
    listed = (batch.traits & Trait.LEXICON) != 0
    rows = batch.rows[listed]
    kinds = (category[rows] * 4 + severity[rows]).astype(np.uint32) ^ _LEXICAL
    hashes = mixed(np.concatenate([pairs, kinds]))
    owners = np.concatenate([owner[1:][together], owner[listed]])
    return _distinct(owners, hashes.astype(np.int64))


def _context(batch: Batch) -> Hits:
    """What a word stands near: two apart, under a negation, near an identity, near "you"."""
    h, owner, sentence, traits = batch.hashes, batch.owner, batch.sentence, batch.traits
    negation = (traits & Trait.NEGATION) != 0
    identity = (traits & Trait.IDENTITY) != 0
    you = (traits & Trait.SECOND_PERSON) != 0
    reporting = (traits & Trait.REPORTING) != 0
    found: list[Hashes] = []
    owners: list[Places] = []

    def add(hashes: Hashes, whose: Places) -> None:
        found.append(hashes)
        owners.append(whose)

    for apart in range(1, _IDENTITY_REACH_WORDS + 1):
        if len(h) <= apart:
            break
        left, right = slice(None, -apart), slice(apart, None)
        near = (owner[left] == owner[right]) & (sentence[left] == sentence[right])
        if apart == 2:
            add(_paired(h[left][near], h[right][near], _TWO_APART), owner[left][near])
        if apart <= _NEGATION_REACH_WORDS:
            under = near & negation[left]
            add(h[right][under] ^ _NEGATED, owner[right][under])
        for marks, salt, reach in (
            (identity, _NEAR_IDENTITY, _IDENTITY_REACH_WORDS),
            (you, _NEAR_YOU, _YOU_REACH_WORDS),
            (reporting, _REPORTED, _YOU_REACH_WORDS),
        ):
            if apart <= reach:
                after, before = near & marks[left], near & marks[right]
                add(h[right][after] ^ salt, owner[right][after])
                add(h[left][before] ^ salt, owner[left][before])
    if not found:
        return Hits(np.zeros(0, np.int64), np.zeros(0, np.int64))
    return _distinct(np.concatenate(owners), mixed(np.concatenate(found)).astype(np.int64))


_COUNTS = (
    "length", "shouting", "exclaiming", "asking", "quoting",
    *(f"strongest {name}" for name in CATEGORIES),
    "strong words a word", "you a word", "identities", "you and insult", "identity and insult",
    "links", "emoji", "one word", "negations", "disguised", "always",
)  # fmt: skip


COUNTS = (*_COUNTS, *COMPANY)


def _counts(
    batch: Batch,
    words: Hits,
    category: Places,
    severity: Places,
    readings: Sequence[Reading],
) -> Numbers:
    """A few numbers for each comment, all of them about 0 to 1; their names are `_COUNTS`."""
    size, owner, traits = batch.size, batch.owner, batch.traits
    table = np.zeros((size, len(_COUNTS)), np.float32)

    def per_comment(marks: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(owner[marks], minlength=size).astype(np.float64)

    length = np.bincount(owner, minlength=size)
    shouting = np.array([r.shouting for r in readings], np.float64)
    some = np.maximum(length, 1)
    table[:, 0] = np.log1p(length) / 6
    table[:, 1] = np.minimum(shouting / some, 1)
    for column, sign in ((2, "!"), (3, "?"), (4, '"')):
        table[:, column] = [min(r.text.count(sign), 5) / 5 for r in readings]
    kinds = category[words.what]
    listed = kinds >= 0
    np.maximum.at(table, (words.owner[listed], 5 + kinds[listed]), severity[words.what[listed]] / 3)
    at = 5 + len(CATEGORIES)
    strong = ((traits & Trait.LEXICON) != 0) & (severity[batch.rows] >= STRONG)
    strong_count = per_comment(strong)
    you = per_comment((traits & Trait.SECOND_PERSON) != 0)
    identities = per_comment((traits & Trait.IDENTITY) != 0)
    columns = (
        np.minimum(strong_count / np.sqrt(some), 1),
        np.minimum(4 * you / some, 1),
        np.minimum(identities, 4) / 4,
        np.minimum(you, 1) * np.minimum(strong_count, 1),
        np.minimum(identities, 1) * np.minimum(strong_count, 1),
        np.minimum(per_comment((traits & Trait.URL) != 0), 3) / 3,
        np.minimum(per_comment((traits & Trait.EMOJI) != 0), 5) / 5,
        length <= 2,
        np.minimum(per_comment((traits & Trait.NEGATION) != 0), 4) / 4,
        np.array([min(r.disguised, 3) / 3 for r in readings]),
        np.ones(size),
    )
    for n, column in enumerate(columns):
        table[:, at + n] = column
    return table
