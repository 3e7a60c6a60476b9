"""Near-duplicates: how much of two texts is the same. Pure.

A text is the set of its runs of words. A MinHash sketch of the set, cut into bands, finds the few
texts worth comparing among any number (texts that share one band); the exact share of common runs
decides.

Source: Broder 1997; Leskovec, Rajaraman, Ullman, “Mining of Massive Datasets”, chapter 3.
"""

import re
from collections.abc import Iterable

from rensa import RMinHash

WORDS_IN_A_RUN = 3
# Texts shorter than this have too few runs to be told apart from a routine line.
LEAST_RUNS = 12
# Two texts share one of 40 bands of 3 in 99 of 100 cases at a score of 0.5, in 66 at 0.3 and in
# fewer than one of 2,000 at 0.02, which unlike copy rarely reaches.
BANDS = 40
ROWS_IN_A_BAND = 3
SEED = 20261123
LEAST_SCORE = 0.5
# A short take inside a long story has little in common with the whole of it, and all of itself.
LEAST_CONTAINED_SCORE = 0.8


def runs_of(text: str) -> frozenset[str]:
    """Return a text's runs of three words, without regard to case and punctuation."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(
        " ".join(words[place : place + WORDS_IN_A_RUN])
        for place in range(len(words) - WORDS_IN_A_RUN + 1)
    )


def bands_of(runs: Iterable[str]) -> list[int]:
    """Return the bands of a text's sketch, signed 64-bit: alike texts share at least one."""
    sketch = RMinHash(num_perm=BANDS * ROWS_IN_A_BAND, seed=SEED)
    sketch.update(sorted(runs))
    values = sketch.digest()
    return [
        _folded(band, values[band * ROWS_IN_A_BAND : (band + 1) * ROWS_IN_A_BAND])
        for band in range(BANDS)
    ]


def _folded(band: int, values: Iterable[int]) -> int:
    """Return one number for a band and its values (FNV-1a), fit for a signed database column."""
    number = 0xCBF29CE484222325
    for value in (band, *values):
        for byte in value.to_bytes(4, "little"):
            number = ((number ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return number - (1 << 64) if number >= 1 << 63 else number


def score(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return the share of runs that two texts have in common, 0.0-1.0 (Jaccard)."""
    either = len(ours | theirs)
    return len(ours & theirs) / either if either else 0.0


def contained_score(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Return how much of the shorter text stands in the longer one, 0.0-1.0."""
    shorter = min(len(ours), len(theirs))
    return len(ours & theirs) / shorter if shorter else 0.0


def are_alike(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether two texts are near-duplicates for a person to look at."""
    return (
        score(ours, theirs) >= LEAST_SCORE or contained_score(ours, theirs) >= LEAST_CONTAINED_SCORE
    )
