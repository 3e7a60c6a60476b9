"""The guard of every repair: is this a word of the language already?

The list (SCOWL, American and British English up to size 70 and beyond, 294,000 words) is kept as a
Bloom filter of 420 KB. It never denies a word that is on the list, so a real word is never
repaired; about one made-up word in three hundred passes for real and stays unrepaired.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_PROBES = 8
_BITS_PER_WORD = 12
_FILE = "known_words.bin"


class WordSet:
    """A set of words that may say yes by accident, never no."""

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._size_bits = len(bits) * 8

    @classmethod
    def of(cls, words: Iterable[str]) -> "WordSet":
        """Return the set of some words."""
        unique = sorted(set(words))
        bits = bytearray(-(-len(unique) * _BITS_PER_WORD // 8))
        filled = cls(b"")
        filled._size_bits = len(bits) * 8
        for word in unique:
            for place in filled._places(word):
                bits[place >> 3] |= 1 << (place & 7)
        return cls(bytes(bits))

    def to_bytes(self) -> bytes:
        """Return the set as it is kept in the package."""
        return self._bits

    def __contains__(self, word: str) -> bool:
        bits = self._bits
        return all(bits[place >> 3] >> (place & 7) & 1 for place in self._places(word))

    def _places(self, word: str) -> list[int]:
        digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=16).digest()
        first, step = int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:], "little") | 1
        return [(first + n * step) % self._size_bits for n in range(_PROBES)]


@cache
def known_words() -> WordSet:
    """Return the English words of the package's list, lower-case and without apostrophes."""
    return WordSet((files("dateline.core.scoring") / "data" / _FILE).read_bytes())
