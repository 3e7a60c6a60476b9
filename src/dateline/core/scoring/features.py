"""Comments as numbers: hashed words, pairs and contexts, and a few counts.

Three blocks, each of them unit length by itself: `words` (single words and neighbours), `context`
(words two apart, under a negation, near an identity, near "you") and `chars` (n-grams within each
distinct word). Everything is binary within a comment, so saying a thing twice adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Batch, Numbers, Places, changes
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
            [_counts(batch, words, category, severity, readings), company(batch)], axis=1
        ),
    )


def _distinct(owner: Places, what: Places) -> Hits:
    keys = (owner << 32) | what
    keys.sort()
    keys = keys[changes(keys)]
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


# What leaves its mark on words around it: the trait, its salt, and how far it reaches.
_MARKS = (
    (Trait.NEGATION, _NEGATED, np.arange(1, _NEGATION_REACH_WORDS + 1)),
    *(
        (trait, salt, np.delete(np.arange(-reach, reach + 1), reach))
        for trait, salt, reach in (
            (Trait.IDENTITY, _NEAR_IDENTITY, _IDENTITY_REACH_WORDS),
            (Trait.SECOND_PERSON, _NEAR_YOU, _YOU_REACH_WORDS),
            (Trait.REPORTING, _REPORTED, _YOU_REACH_WORDS),
        )
    ),
)


def _context(batch: Batch) -> Hits:
    """What a word stands near: two apart, under a negation, near an identity, near "you"."""
    h, owner, sentence = batch.hashes, batch.owner, batch.sentence
    near = sentence[2:] == sentence[:-2]
    found = [_paired(h[:-2][near], h[2:][near], _TWO_APART)]
    owners = [owner[2:][near]]
    for trait, salt, reach in _MARKS:
        places = np.flatnonzero(batch.traits & trait)
        if not len(places):
            continue
        around = (places[:, None] + reach).ravel()
        places = np.repeat(places, len(reach))
        inside = (around >= 0) & (around < len(h))
        around, places = around[inside], places[inside]
        around = around[sentence[around] == sentence[places]]
        found.append(h[around] ^ salt)
        owners.append(owner[around])
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
    size, owner = batch.size, batch.owner
    table = np.zeros((size, len(_COUNTS)), np.float32)

    length = np.bincount(owner, minlength=size)
    shouting = np.array([r.shouting for r in readings], np.float64)
    some = np.maximum(length, 1)
    table[:, 0] = np.log1p(length) / 6
    table[:, 1] = np.minimum(shouting / some, 1)
    for column, sign in ((2, "!"), (3, "?"), (4, '"')):
        table[:, column] = [min(r.text.count(sign), 5) / 5 for r in readings]
    kinds = category[words.what]
    listed = np.flatnonzero(kinds >= 0)
    if len(listed):
        what = words.what[listed]
        np.maximum.at(table, (words.owner[listed], 5 + category[what]), severity[what] / 3)
    at = 5 + len(CATEGORIES)
    strong_count, you, identities, links, emoji, negations = _counted(batch, severity)
    columns = (
        np.minimum(strong_count / np.sqrt(some), 1),
        np.minimum(4 * you / some, 1),
        np.minimum(identities, 4) / 4,
        np.minimum(you, 1) * np.minimum(strong_count, 1),
        np.minimum(identities, 1) * np.minimum(strong_count, 1),
        np.minimum(links, 3) / 3,
        np.minimum(emoji, 5) / 5,
        length <= 2,
        np.minimum(negations, 4) / 4,
        np.array([min(r.disguised, 3) / 3 for r in readings]),
        np.ones(size),
    )
    for n, column in enumerate(columns):
        table[:, at + n] = column
    return table


_COUNTED = np.array(
    [Trait.SECOND_PERSON, Trait.IDENTITY, Trait.URL, Trait.EMOJI, Trait.NEGATION], np.int64
)


def _counted(batch: Batch, severity: Places) -> NDArray[np.float64]:
    """Return how many words of a comment are strong, then how many have each counted trait."""
    marks = np.empty((len(batch.rows), 1 + len(_COUNTED)), bool)
    marks[:, 0] = ((batch.traits & Trait.LEXICON) != 0) & (severity[batch.rows] >= STRONG)
    marks[:, 1:] = (batch.traits[:, None] & _COUNTED) != 0
    counts = np.zeros((batch.size, marks.shape[1]))
    if len(batch.rows):
        first = changes(batch.owner)
        counts[batch.owner[first]] = np.add.reduceat(marks, first, axis=0, dtype=np.float64)
    return counts.T
