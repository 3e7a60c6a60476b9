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
# What is looked for before a word, and at most how many words before.
_BEFORE = np.array([Trait.NEGATION, Trait.GENERALISING, Trait.FIRST_PERSON])
_REACH_WORDS = np.array([4, 2, 4])
_KIND_NAMES = (*STANCES, "slur", "insult")
# The trait by which a word is of each kind, in the same order.
_STANCE_TRAITS = [Trait.FIRST_STANCE << n for n in range(len(STANCES))]
_KINDS = np.array([*_STANCE_TRAITS, Trait.SLUR, Trait.LEXICON])
_ANY_KIND = int(_KINDS.sum())
_PRAISE = Trait.FIRST_STANCE << STANCES.index("praise")
_STATED = _ANY_KIND - _PRAISE
# What is looked for in the whole sentence, in the order in which `_count` takes it apart.
_AROUND = np.array(
    [
        Trait.IDENTITY, Trait.SECOND_PERSON, Trait.THEY, Trait.FIRST_PERSON, Trait.REPORTING,
        Trait.OUGHT, _PRAISE, _STATED,
    ]
)[:, None]  # fmt: skip
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
        (telling,) = (batch.traits & (_ANY_KIND | Trait.IDENTITY)).nonzero()
        if len(telling):
            _count(table, batch, telling)
    return (np.minimum(table, _MOST_COUNTED) / _MOST_COUNTED).astype(np.float32)


def _count(table: NDArray[np.float64], batch: Batch, telling: NDArray[np.int64]) -> None:
    """Add to the table what the telling words (stances, slurs, insults, groups) stand beside."""
    sentence, own = batch.sentence, batch.traits[telling]
    around = np.bitwise_or.reduceat(batch.traits, changes(sentence))[sentence[telling] - 1]
    group, you, they, me, reported, ought, praised, stated = (around & _AROUND) != 0
    negated, generalised, of_own = _shortly_before(batch, telling)
    identity = (own & Trait.IDENTITY) != 0
    generalised &= identity
    not_negated = ~negated
    others = ~group & not_negated
    place = np.array(
        (
            group & not_negated & ~reported,
            group & negated,
            group & reported,
            they & others,
            you & others,
            ~(group | they | you),
            me & ~(you | group),
        )
    ).T
    cells = np.empty((len(telling), len(COMPANY)), np.float64)
    kinds = (own[:, None] & _KINDS) != 0
    met = cells[:, : kinds.shape[1] * place.shape[1]]
    met.reshape(len(telling), kinds.shape[1], -1)[:] = kinds[:, :, None] & place[:, None, :]
    cells[:, met.shape[1] :] = np.array(
        (
            identity & of_own,
            generalised,
            identity & ought,
            identity & ~stated,
            generalised & praised,
            identity & reported & stated,
        )
    ).T
    owner = batch.owner[telling]
    first = changes(owner)
    table[owner[first]] = np.add.reduceat(cells, first, axis=0)


def _shortly_before(batch: Batch, places: NDArray[np.int64]) -> Marks:
    """Return for each of `_BEFORE` which places have such a word before them in their sentence."""
    marked = (batch.traits & _BEFORE[:, None]) != 0
    last = np.maximum.accumulate(np.where(marked, np.arange(len(batch.traits)), -1), axis=1)
    # A place's own word is not before it; the first place of all has nothing before it.
    last = np.where(places > 0, last[:, places - 1], -1)
    near = (last >= 0) & (last >= places - _REACH_WORDS[:, None])
    return np.asarray(near & (batch.sentence[last] == batch.sentence[places]))
