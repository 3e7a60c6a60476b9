"""Why a comment got its score: the fragments without which it would have been lower.

A fragment is named only after the comment was scored again without it, so its weight is what it
really did, and taking it out always lowers the score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.batch import Numbers, Places
from dateline.core.scoring.heads import HeadsAtWork
from dateline.core.scoring.reading import Reading
from dateline.core.scoring.spans import sentence_spans
from dateline.core.scoring.weights import BLOCK_SCALES

_MOST_TRIED = 6
_TRIED_FOR_EACH_HEAD = 3
_MOST_NAMED = 4
_LEAST_WEIGHT = 0.0005
# A fragment that does less than this share of what the strongest does is no reason.
_LEAST_SHARE = 0.1
# Long comments are explained by fewer fragments, so that the time stays linear in the length.
_LONG_CHARS = 4000
_TRIED_IF_LONG = 2

_Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Something a comment says: as written, where it stands, and what it was read as, and how."""

    text: str
    spans: _Spans
    read_as: str = ""
    how: str = ""

    def taken_out_of(self, text: str) -> str:
        """Return a text without the fragment."""
        kept, last = [], 0
        for start, end in self.spans:
            kept.append(text[last:start])
            last = max(last, end)
        return "".join(kept) + text[last:]


@dataclass(frozen=True, slots=True)
class Reason:
    """A fragment and what it added to a score, 0.0 to 1.0."""

    fragment: Fragment
    weight: float


def words_worth_trying(
    reading: Reading, rows: Places, model: HeadsAtWork, heads: Sequence[int]
) -> list[Fragment]:
    """Return the words of a comment with the largest weights for some heads."""
    places = model.reader.places(reading)
    if not places:
        return []
    own, spelt = model.word_parts(rows)
    parts = BLOCK_SCALES[0] * own / _spread(own) + BLOCK_SCALES[2] * spelt / _spread(spelt)
    strength: dict[str, float] = {}
    for head in heads:
        for position in np.argsort(-parts[:, head], kind="stable")[:_TRIED_FOR_EACH_HEAD]:
            start, end, _ = places[position]
            writing, part = reading.text[start:end], float(parts[position, head])
            strength[writing] = max(part, strength.get(writing, part))
    wanted = sorted(strength, key=lambda writing: (-strength[writing], writing))
    wanted = wanted[: _most_tried(reading.text)]
    return _fragments(reading, model, places, wanted)


def sentences_worth_trying(text: str) -> list[Fragment]:
    """Return the first sentences of a comment, for when no word by itself decided."""
    return [Fragment(text[s:e], ((s, e),)) for s, e in sentence_spans(text)[: _most_tried(text)]]


def reasons_from(fragments: Sequence[Fragment], lowered: NDArray[np.float64]) -> list[Reason]:
    """Return the fragments that lowered a score when taken out, the strongest first.

    `lowered` holds by how much each did.
    """
    if not fragments:
        return []
    least = max(_LEAST_WEIGHT, _LEAST_SHARE * float(lowered.max()))
    return [
        Reason(fragments[n], float(lowered[n]))
        for n in np.argsort(-lowered, kind="stable")[:_MOST_NAMED]
        if lowered[n] >= least
    ]


def _most_tried(text: str) -> int:
    return _TRIED_IF_LONG if len(text) > _LONG_CHARS else _MOST_TRIED


def _spread(parts: Numbers) -> float:
    return float(np.abs(parts).max()) or 1.0


def _fragments(
    reading: Reading, model: HeadsAtWork, places: list[tuple[int, int, str]], wanted: list[str]
) -> list[Fragment]:
    spans: dict[str, dict[tuple[int, int], None]] = {writing: {} for writing in wanted}
    read_as: dict[str, list[str]] = {writing: [] for writing in wanted}
    how: dict[str, str] = {}
    words = model.reader.vocabulary.words
    for position, (start, end, unfolded) in enumerate(places):
        writing = reading.text[start:end]
        if writing not in spans:
            continue
        if not spans[writing] or (start, end) in spans[writing]:
            read_as[writing].append(words[reading.rows[position]])
            how[writing] = unfolded
        spans[writing][start, end] = None
    return [
        Fragment(
            writing,
            tuple(spans[writing]),
            " ".join(read_as[writing]) if how[writing] else "",
            how[writing],
        )
        for writing in wanted
    ]
