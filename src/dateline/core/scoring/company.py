"""What is said of whom within a sentence: stances beside a group, beside "you", under a negation.

These few numbers do not depend on which group or which verb it is, so they mean the same for words
that no training set has.
"""

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Batch, changes
from dateline.core.scoring.stance import STANCES
from dateline.core.scoring.vocabulary import Trait

Marks = NDArray[np.bool_]
_MOST_COUNTED = 2
_NEGATION_REACH_WORDS = 4
_SELF_REACH_WORDS = 4
_KIND_NAMES = (*STANCES, "slur", "insult")
# The trait by which a word is of each kind, in the same order.
_STANCE_TRAITS = [Trait.FIRST_STANCE << n for n in range(len(STANCES))]
_KINDS = np.array([*_STANCE_TRAITS, Trait.SLUR, Trait.LEXICON])
_ANY_KIND = int(_KINDS.sum())
_PRAISE = Trait.FIRST_STANCE << STANCES.index("praise")
_STATED = _ANY_KIND - _PRAISE
_BESIDE = ("group", "group, negated", "group, reported", "they", "you", "nobody", "I")
COMPANY = (
    *(f"{kind} beside {beside}" for kind in _KIND_NAMES for beside in _BESIDE),
    "I am of a group", "all of a group", "a group ought", "group without stance",
    "all of a group, praise", "group, insult reported",
)  # fmt: skip


def company(batch: Batch) -> NDArray[np.float32]:
    """Return comments x `COMPANY` of counts within sentences, each 0.0 to 1.0."""
    table = np.zeros((batch.size, len(COMPANY)), np.float64)
    if len(batch.rows):
        telling = np.flatnonzero(batch.traits & (_ANY_KIND | Trait.IDENTITY))
        if len(telling):
            _count(table, batch, telling)
    return (np.minimum(table, _MOST_COUNTED) / _MOST_COUNTED).astype(np.float32)


def _count(table: NDArray[np.float64], batch: Batch, telling: NDArray[np.int64]) -> None:
    """Add to the table what the telling words (stances, slurs, insults, groups) stand beside."""
    sentence = batch.sentence
    around = np.bitwise_or.reduceat(batch.traits, changes(sentence))[sentence[telling] - 1]
    own = batch.traits[telling]

    group, you, they = (
        (around & t) != 0 for t in (Trait.IDENTITY, Trait.SECOND_PERSON, Trait.THEY)
    )
    me, reported = (around & Trait.FIRST_PERSON) != 0, (around & Trait.REPORTING) != 0
    negated = _after(Trait.NEGATION, batch, telling, _NEGATION_REACH_WORDS)
    beside = (
        group & ~negated & ~reported,
        group & negated,
        group & reported,
        they & ~group & ~negated,
        you & ~group & ~negated,
        ~(group | they | you),
        me & ~you & ~group,
    )
    identity = (own & Trait.IDENTITY) != 0
    stated = (around & _STATED) != 0
    generalised = identity & _after(Trait.GENERALISING, batch, telling, 2)
    of_own = identity & _after(Trait.FIRST_PERSON, batch, telling, _SELF_REACH_WORDS)
    others = (
        of_own,
        generalised,
        identity & ((around & Trait.OUGHT) != 0),
        identity & ~stated,
        generalised & ((around & _PRAISE) != 0),
        identity & reported & stated,
    )
    cells = np.empty((len(telling), len(COMPANY)), np.float64)
    kinds, place = (own[:, None] & _KINDS) != 0, np.array(beside).T
    met = cells[:, : kinds.shape[1] * place.shape[1]]
    met.reshape(len(telling), kinds.shape[1], -1)[:] = kinds[:, :, None] & place[:, None, :]
    cells[:, met.shape[1] :] = np.array(others).T
    owner = batch.owner[telling]
    first = changes(owner)
    table[owner[first]] = np.add.reduceat(cells, first, axis=0)


def _after(trait: int, batch: Batch, places: NDArray[np.int64], reach: int) -> Marks:
    """Return which places have a word of a trait at most `reach` before them in their sentence."""
    if not (batch.traits & trait).any():
        return np.zeros(len(places), bool)
    sentence = batch.sentence
    before = places[:, None] - np.arange(1, reach + 1)
    inside = before >= 0
    before = np.maximum(before, 0)
    inside &= sentence[before] == sentence[places][:, None]
    return np.asarray((inside & ((batch.traits[before] & trait) != 0)).any(axis=1))
