"""Comments as numbers: hashed words, pairs and contexts, and a few counts.

Three blocks, each of them unit length by itself: `words` (single words and neighbours), `context`
(words two apart, under a negation, near an identity, near "you") and `chars` (n-grams within each
distinct word). Everything is binary within a comment, so saying a thing twice adds nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

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


# What leaves its mark on words around it: the trait, its salt, and how far it reaches back and on.
_MARKS = (
    (Trait.NEGATION, _NEGATED, 0, _NEGATION_REACH_WORDS),
    (Trait.IDENTITY, _NEAR_IDENTITY, _IDENTITY_REACH_WORDS, _IDENTITY_REACH_WORDS),
    (Trait.SECOND_PERSON, _NEAR_YOU, _YOU_REACH_WORDS, _YOU_REACH_WORDS),
    (Trait.REPORTING, _REPORTED, _YOU_REACH_WORDS, _YOU_REACH_WORDS),
)
_MARK_TRAITS = np.array([trait for trait, *_ in _MARKS])
_ANY_MARK = int(_MARK_TRAITS.sum())
_MARK_SALTS = np.array([salt for _, salt, *_ in _MARKS], np.uint32)
_FARTHEST_WORDS = max(max(back, on) for *_, back, on in _MARKS)
_STEPS = np.delete(np.arange(-_FARTHEST_WORDS, _FARTHEST_WORDS + 1), _FARTHEST_WORDS)
_REACHES = np.array([(-back <= _STEPS) & (on >= _STEPS) for *_, back, on in _MARKS])


def _context(batch: Batch) -> Hits:
    """What a word stands near: two apart, under a negation, near an identity, near "you"."""
    h, owner, sentence = batch.hashes, batch.owner, batch.sentence
    near = sentence[2:] == sentence[:-2]
    found = [_paired(h[:-2][near], h[2:][near], _TWO_APART)]
    owners = [owner[2:][near]]
    (marked,) = (batch.traits & _ANY_MARK).nonzero()
    if len(marked):
        which, mark = (batch.traits[marked, None] & _MARK_TRAITS).nonzero()
        places = marked[which]
        # Nought is no sentence, so nothing reaches out of the text.
        framed = np.zeros(len(h) + 2 * _FARTHEST_WORDS, np.int64)
        framed[_FARTHEST_WORDS:-_FARTHEST_WORDS] = sentence
        around = places[:, None] + _STEPS
        reached = framed[around + _FARTHEST_WORDS] == sentence[places][:, None]
        reached &= _REACHES[mark]
        which, step = reached.nonzero()
        around = around[which, step]
        found.append(h[around] ^ _MARK_SALTS[mark[which]])
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
    table = np.zeros((batch.size, len(_COUNTS)), np.float32)
    kinds = category[words.what]
    (listed,) = (kinds >= 0).nonzero()
    if len(listed):
        what = words.what[listed]
        np.maximum.at(table, (words.owner[listed], 5 + category[what]), severity[what] / 3)
    at = 5 + len(CATEGORIES)
    for n, (reading, counted) in enumerate(
        zip(readings, _counted(batch, severity).tolist(), strict=True)
    ):
        length, strong, you, identities, links, emoji, negations = counted
        some, text = max(length, 1), reading.text
        table[n, :5] = (
            math.log1p(length) / 6,
            min(reading.shouting / some, 1),
            min(text.count("!"), 5) / 5,
            min(text.count("?"), 5) / 5,
            min(text.count('"'), 5) / 5,
        )
        table[n, at:] = (
            min(strong / math.sqrt(some), 1),
            min(4 * you / some, 1),
            min(identities, 4) / 4,
            min(you, 1) * min(strong, 1),
            min(identities, 1) * min(strong, 1),
            min(links, 3) / 3,
            min(emoji, 5) / 5,
            length <= 2,
            min(negations, 4) / 4,
            min(reading.disguised, 3) / 3,
            1,
        )
    return table


_COUNTED = np.array(
    [Trait.SECOND_PERSON, Trait.IDENTITY, Trait.URL, Trait.EMOJI, Trait.NEGATION], np.int64
)


def _counted(batch: Batch, severity: Places) -> Places:
    """Return how many words a comment has, how many are strong, and how many have each trait."""
    marks = np.empty((len(batch.rows), 2 + len(_COUNTED)), np.int64)
    marks[:, 0] = 1
    marks[:, 1] = ((batch.traits & Trait.LEXICON) != 0) & (severity[batch.rows] >= STRONG)
    marks[:, 2:] = (batch.traits[:, None] & _COUNTED) != 0
    counts = np.zeros((batch.size, marks.shape[1]), np.int64)
    if len(batch.rows):
        first = changes(batch.owner)
        counts[batch.owner[first]] = np.add.reduceat(marks, first, axis=0)
    return counts
