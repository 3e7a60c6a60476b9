"""Why a comment got its score: the fragments without which it would have been lower.

A fragment is named only after the comment was scored again without it, so its weight is what it
really did, and taking it out always lowers the score.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.features import Batch, Numbers
from dateline.core.scoring.linear import LinearHeads
from dateline.core.scoring.reading import Reading
from dateline.core.scoring.spans import sentence_spans
from dateline.core.scoring.weights import BLOCK_SCALES

_MOST_FRAGMENTS = 4
_LEAST_WEIGHT = 0.0005
# A fragment that does less than this share of what the strongest does is no reason.
_LEAST_SHARE = 0.1
# Long comments are explained by fewer fragments, so that the time stays linear in the length.
_LONG_CHARS = 4000


@dataclass(frozen=True, slots=True)
class Reason:
    """A fragment as written, where it stands, what it was read as, and what it added to a score."""

    text: str
    spans: tuple[tuple[int, int], ...]
    read_as: str
    how: str
    weight: float


Scores = NDArray[np.float64]
_Places = list[tuple[int, int, str]]
_Spans = tuple[tuple[int, int], ...]
Rescore = Callable[[Sequence[str]], Scores]


def explain(
    reading: Reading, batch: Batch, model: LinearHeads, scores: Scores, heads: Sequence[int],
    rescore: Rescore,
) -> dict[int, list[Reason]]:  # fmt: skip
    """Return for each of some heads the fragments that raised its score, the strongest first."""
    places = model.reader.places(reading)
    count = 2 if len(reading.text) > _LONG_CHARS else _MOST_FRAGMENTS
    chosen = _words_worth_trying(reading, batch, model, places, heads, count)
    found = _tried(reading.text, chosen, scores, heads, rescore)
    if any(not found[head] for head in heads):
        # Nothing by itself: say which sentence did it.
        sentences: dict[str, _Spans] = {
            reading.text[s:e]: ((s, e),) for s, e in sentence_spans(reading.text)[:count]
        }
        by_sentence = _tried(reading.text, sentences, scores, heads, rescore)
        found = {head: found[head] or by_sentence[head] for head in heads}
    return {
        head: [
            _reason(reading, model, places, writing, spans, weight)
            for writing, spans, weight in found[head][:count]
        ]
        for head in heads
    }


def _tried(
    text: str, chosen: dict[str, _Spans], scores: Scores, heads: Sequence[int], rescore: Rescore
) -> dict[int, list[tuple[str, _Spans, float]]]:
    """Return for each head the fragments that lower it when taken out, with by how much."""
    if not chosen:
        return {head: [] for head in heads}
    lowered = scores[None, :] - rescore([_without(text, spans) for spans in chosen.values()])
    fragments = list(chosen.items())
    return {
        head: [
            (*fragments[n], float(lowered[n, head]))
            for n in np.argsort(-lowered[:, head], kind="stable")
            if lowered[n, head] >= max(_LEAST_WEIGHT, _LEAST_SHARE * lowered[:, head].max())
        ]
        for head in heads
    }


def _words_worth_trying(
    reading: Reading, batch: Batch, model: LinearHeads, places: _Places, heads: Sequence[int],
    count: int,
) -> dict[str, _Spans]:  # fmt: skip
    """Return the words with the largest weights for any head, by how they are written."""
    if not places:
        return {}
    own, spelt = model.word_parts(batch.rows)
    parts = BLOCK_SCALES[0] * own / _spread(own) + BLOCK_SCALES[2] * spelt / _spread(spelt)
    wanted: set[str] = set()
    for head in heads:
        for position in np.argsort(-parts[:, head], kind="stable")[: count + 2]:
            start, end, _ = places[position]
            wanted.add(reading.text[start:end])
    found: dict[str, dict[tuple[int, int], None]] = {}
    for start, end, _ in places:
        writing = reading.text[start:end]
        if writing in wanted:
            found.setdefault(writing, {})[start, end] = None
    return {writing: tuple(spans) for writing, spans in found.items()}


def _spread(parts: Numbers) -> float:
    return float(np.abs(parts).sum(axis=1).max()) or 1.0


def _without(text: str, spans: _Spans) -> str:
    kept, last = [], 0
    for start, end in spans:
        kept.append(text[last:start])
        last = max(last, end)
    return "".join(kept) + text[last:]


def _reason(
    reading: Reading, model: LinearHeads, places: _Places, writing: str, spans: _Spans,
    weight: float,
) -> Reason:  # fmt: skip
    positions = [n for n, (start, end, _) in enumerate(places) if (start, end) == spans[0]]
    words = model.reader.vocabulary.words
    unfolded = [n for n in positions if places[n][2]]
    read_as = " ".join(words[reading.rows[n]] for n in positions) if unfolded else ""
    how = places[unfolded[0]][2] if unfolded else ""
    return Reason(writing, spans, read_as, how, weight)
