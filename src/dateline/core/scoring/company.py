"""What is said of whom within a sentence: stances beside a group, beside "you", under a negation.

These few numbers do not depend on which group or which verb it is, so they mean the same for words
that no training set has.
"""

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Batch
from dateline.core.scoring.lexicon import CATEGORIES
from dateline.core.scoring.stance import STANCES
from dateline.core.scoring.vocabulary import Trait

Marks = NDArray[np.bool_]
_MOST_COUNTED = 2
_NEGATION_REACH_WORDS = 4
_SELF_REACH_WORDS = 4
_SLUR_CATEGORIES = tuple(CATEGORIES.index(name) for name in ("gender", "race", "mind"))
_KINDS = (*STANCES, "slur", "insult")
_BESIDE = ("group", "group, negated", "group, reported", "they", "you", "nobody", "I")
COMPANY = (
    *(f"{kind} beside {beside}" for kind in _KINDS for beside in _BESIDE),
    "I am of a group", "all of a group", "a group ought", "group without stance",
    "all of a group, praise", "group, insult reported",
)  # fmt: skip


def company(batch: Batch, category: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return comments x `COMPANY` of counts within sentences, each 0.0 to 1.0."""
    traits, sentence = batch.traits, batch.sentence + batch.owner
    count = int(sentence[-1]) + 1 if len(sentence) else 0

    def has(trait: int) -> Marks:
        return (traits & trait) != 0

    def in_sentence(marks: Marks) -> Marks:
        return (np.bincount(sentence[marks], minlength=count) > 0)[sentence]

    group, you, they = (
        in_sentence(has(t)) for t in (Trait.IDENTITY, Trait.SECOND_PERSON, Trait.THEY)
    )
    me, reported = in_sentence(has(Trait.FIRST_PERSON)), in_sentence(has(Trait.REPORTING))
    negated = _within(has(Trait.NEGATION), sentence, _NEGATION_REACH_WORDS)
    kind_of_row = category[batch.rows]
    kinds = [has(Trait.FIRST_STANCE << n) for n in range(len(STANCES))]
    kinds += [np.isin(kind_of_row, _SLUR_CATEGORIES), has(Trait.LEXICON)]
    beside = (
        group & ~negated & ~reported,
        group & negated,
        group & reported,
        they & ~group & ~negated,
        you & ~group & ~negated,
        ~(group | they | you),
        me & ~you & ~group,
    )
    identity = has(Trait.IDENTITY)
    stated = in_sentence(np.logical_or.reduce(kinds[:5] + kinds[6:]))
    generalised = identity & _within(has(Trait.GENERALISING), sentence, 2)
    columns = [kind & place for kind in kinds for place in beside]
    columns += [
        identity & _within(has(Trait.FIRST_PERSON), sentence, _SELF_REACH_WORDS),
        generalised,
        identity & in_sentence(has(Trait.OUGHT)),
        identity & ~stated,
        generalised & in_sentence(kinds[5]),
        identity & reported & stated,
    ]
    table = np.empty((batch.size, len(columns)), np.float64)
    for n, marks in enumerate(columns):
        table[:, n] = np.bincount(batch.owner[marks], minlength=batch.size)
    return (np.minimum(table, _MOST_COUNTED) / _MOST_COUNTED).astype(np.float32)


def _within(marks: Marks, sentence: NDArray[np.int64], reach: int) -> Marks:
    """Return which words have a marked word at most `reach` before them in their sentence."""
    found = np.zeros(len(marks), bool)
    for apart in range(1, min(reach, len(marks) - 1) + 1):
        found[apart:] |= marks[:-apart] & (sentence[:-apart] == sentence[apart:])
    return found
