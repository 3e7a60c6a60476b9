"""Small weights beside the shipped ones, learned from what a newsroom's own people decided.

They move a score so that a newsroom's threshold comes to lie where its moderators part approved
from refused. What is learned is sums over hashed words: no word can be read from them. With nothing
to learn from, nothing is moved.

Source: docs/explanation/local-correction.md, with the measurements.
"""

import io
import math
import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import HEADS, Attribute
from dateline.core.scoring.models import HEADS_OF_LANGUAGE
from dateline.core.story import Span

Numbers = NDArray[np.float64]

BUCKETS = 1 << 13
# Both found by experiment: docs/decisions/0031.
WORDS_SCALE = 3.0
SCORES_SCALE = 0.3
# A score is never taken for certain: so much of it can be moved at least.
LEAST_SCORE = 1e-3
MOST_NAMED = 3
# A word that moves the logit by less is no reason.
LEAST_MOVED = 0.1
_WORD = re.compile(r"[\w\u0900-\u0963\u0970-\u0DFF\u0E00-\u0EFF]+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Mover:
    """What moves one attribute. cut: the threshold it was learned for, 0.0 to 1.0."""

    cut: float
    words: Numbers
    rest: Numbers


@dataclass(frozen=True, slots=True)
class Correction:
    """The weights of a newsroom: by attribute, for one state of the shipped weights."""

    scorer: str
    movers: Mapping[Attribute, Mover]

    def corrected(self, text: str, scores: Mapping[Attribute, float]) -> dict[Attribute, float]:
        """Return scores as this newsroom would have them; no scores, nothing to correct."""
        moved = dict(scores)
        row = Row.of(text, scores)
        for attribute, mover in self.movers.items():
            if attribute in scores:
                logit = logit_of(scores[attribute]) + row.moved_by(mover)
                moved[attribute] = 1 / (1 + math.exp(-logit))
        return moved

    def reasons(self, text: str, attribute: Attribute, *, is_raised: bool) -> list[Span]:
        """Return the words that moved a score most in one direction, the strongest first."""
        mover = self.movers[attribute]
        words = words_of(text)
        length = math.sqrt(max(len(columns_of(words)), 1))
        toward = (1 if is_raised else -1) * WORDS_SCALE / length
        moved = {word: toward * _weight(mover, word) for word, _ in words}
        strong = sorted(
            (word for word in moved if moved[word] >= LEAST_MOVED), key=lambda word: -moved[word]
        )
        named = strong[:MOST_NAMED]
        return [span for word in named for other, span in words if other == word]

    def to_bytes(self) -> bytes:
        """Return the weights to be kept; the same weights give the same bytes."""
        file = io.BytesIO()
        arrays: dict[str, Any] = {"scorer": np.array(self.scorer)}
        for attribute, mover in self.movers.items():
            arrays[f"{attribute.value}.cut"] = np.array(mover.cut)
            arrays[f"{attribute.value}.words"] = mover.words.astype(np.float32)
            arrays[f"{attribute.value}.rest"] = mover.rest.astype(np.float32)
        np.savez_compressed(file, **arrays)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Correction":
        """Return the weights that were kept."""
        with np.load(io.BytesIO(raw), allow_pickle=False) as kept:
            movers = {
                attribute: Mover(
                    float(kept[f"{attribute.value}.cut"]),
                    kept[f"{attribute.value}.words"].astype(np.float64),
                    kept[f"{attribute.value}.rest"].astype(np.float64),
                )
                for attribute in HEADS
                if f"{attribute.value}.cut" in kept
            }
            return cls(str(kept["scorer"]), movers)


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as numbers: columns of its words, each counted once, and the shipped logits."""

    columns: NDArray[np.int64]
    signs: Numbers
    rest: Numbers

    @classmethod
    def of(cls, text: str, scores: Mapping[Attribute, float]) -> "Row":
        """Return the row of a comment and its shipped scores."""
        pairs = columns_of(words_of(text))
        length = math.sqrt(max(len(pairs), 1))
        columns = np.array([column for column, _ in pairs], np.int64)
        signs = np.array([sign * WORDS_SCALE / length for _, sign in pairs], np.float64)
        logits = [logit_of(scores[name]) if name in scores else 0.0 for name in HEADS]
        return cls(columns, signs, np.array([*(SCORES_SCALE * one for one in logits), 1.0]))

    def moved_by(self, mover: Mover) -> float:
        """Return by how much a logit is moved."""
        return float(mover.words[self.columns] @ self.signs + mover.rest @ self.rest)


def logit_of(score: float) -> float:
    """Return the logit of a score, -7 to 7."""
    score = min(max(score, LEAST_SCORE), 1 - LEAST_SCORE)
    return math.log(score / (1 - score))


def words_of(text: str) -> list[tuple[str, Span]]:
    """Return the words of a comment as they are compared, with their places."""
    return [
        (unicodedata.normalize("NFKC", found.group()).casefold(), Span(*found.span()))
        for found in _WORD.finditer(text)
    ]


def columns_of(words: Sequence[tuple[str, Span]]) -> list[tuple[int, int]]:
    """Return the columns of words and pairs of words, each once, with the sign it counts by."""
    plain = [word for word, _ in words]
    pairs = [f"{one} {two}" for one, two in pairwise(plain)]
    return [_column(term) for term in dict.fromkeys((*plain, *pairs))]


def _column(term: str) -> tuple[int, int]:
    number = zlib.crc32(term.encode())
    return number % BUCKETS, 1 if number >> 31 else -1


def _weight(mover: Mover, word: str) -> float:
    column, sign = _column(word)
    return sign * float(mover.words[column])


@cache
def scorer_version() -> str:
    """Return a short name of the shipped weights, another whenever they change."""
    digest = blake2b(digest_size=4)
    for heads in sorted(set(HEADS_OF_LANGUAGE.values())):
        path = files("dateline.core.scoring") / "data" / f"heads_{heads}.npz"
        digest.update(path.read_bytes())
    return digest.hexdigest()
