"""Ways in which people hide a word from a filter, for training copies and for judging."""

import random
import zlib
from collections.abc import Callable

from dateline.core.scoring.lexicon import STRONG, Lexicon

_LEET = {"a": "@4", "e": "3", "i": "1!", "o": "0", "s": "$5", "t": "7+", "b": "8", "l": "1|"}
_LOOKALIKE = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "o": "о",
    "p": "р",
    "s": "ѕ",
    "x": "х",
    "y": "у",
}
_EDGES = ".,;:?!'\"()"


def _leet(word: str, rng: random.Random) -> str:
    return _swapped_signs(word, rng, _LEET)


def _lookalike(word: str, rng: random.Random) -> str:
    return _swapped_signs(word, rng, _LOOKALIKE)


def _swapped_signs(word: str, rng: random.Random, table: dict[str, str]) -> str:
    signs = [
        rng.choice(table[s.lower()]) if s.lower() in table and rng.random() < 0.7 else s
        for s in word
    ]
    return "".join(signs)


def _masked(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1) if len(word) > 2 else len(word) - 1
    return word[:place] + rng.choice("*#*") + word[place + 1 :]


def _spaced(word: str, rng: random.Random) -> str:
    return " ".join(word)


def _dotted(word: str, rng: random.Random) -> str:
    return rng.choice(".-_").join(word)


def _broken(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word))
    return f"{word[:place]} {word[place:]}"


def _unseen(word: str, rng: random.Random) -> str:
    return rng.choice("\u200b\u200d\u00ad\u2060").join(word)


def _stretched(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word))
    return word[:place] + word[place] * rng.randrange(3, 6) + word[place + 1 :]


def _slipped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1) if len(word) > 2 else 0
    kind = rng.randrange(3)
    if kind == 0 and len(word) > 3:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1 and len(word) > 4:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "leet": _leet,
    "masked": _masked,
    "spaced": _spaced,
    "dotted": _dotted,
    "broken": _broken,
    "unseen signs": _unseen,
    "lookalikes": _lookalike,
    "stretched": _stretched,
    "slipped": _slipped,
}


def disguise(text: str, kind: str, lexicon: Lexicon, *, seed: int) -> str:
    """Return a text with its strong words written in one kind of disguise, the same each time."""
    rng = random.Random(zlib.crc32(f"{seed} {kind} {text}".encode()))  # noqa: S311 (no secret)
    change = DISGUISES[kind]
    parts = []
    for chunk in text.split(" "):
        core = chunk.strip(_EDGES)
        entry = lexicon.get(core.lower())
        if entry and entry.severity >= STRONG and len(core) > 2 and core.isascii():
            chunk = chunk.replace(core, change(core, rng), 1)
        parts.append(chunk)
    return " ".join(parts)
