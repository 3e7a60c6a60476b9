"""Every distinct word the scorer has met: what is known of it, and the hashes of its parts.

Work that depends on a word alone is done once and kept, which is what makes scoring fast. The
table is emptied when it has grown to its limit, so a flood of made-up words costs no memory.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.folding import HIDDEN, IDENTITY, NUMBER, URL
from dateline.core.scoring.identities import (
    PEOPLE_WORDS,
    is_identity,
    is_identity_beside_people,
    looks_like_a_group,
)
from dateline.core.scoring.lexicon import CATEGORIES
from dateline.core.scoring.repair import Repairer
from dateline.core.scoring.stance import ALL_OF_THEM, OUGHT, STANCE_OF, THEY

Hashes = NDArray[np.uint32]
_LONGEST_WORD_CHARS = 40
CHAR_NGRAMS = (3, 4, 5)

_SECOND_PERSON = frozenset("you your youre yours yourself u ur ya yall yourselves thou".split())
_FIRST_PERSON = frozenset("i im ive my me mine myself we our us were id ill".split())
_NEGATIONS = frozenset(
    """
    not no never none nobody nothing neither nor cannot without hardly barely dont doesnt didnt
    isnt arent wasnt werent wont wouldnt cant couldnt shouldnt havent hasnt hadnt aint stop
    against
    """.split()
)
# Words by which a writer passes on, names or turns against what others say.
_REPORTING = frozenset(
    """
    said says say saying called calling calls call term word words phrase quote quoted slur slurs
    racist racists racism sexist sexism homophobic homophobia transphobic transphobia antisemitic
    antisemitism islamophobia islamophobic bigot bigots bigotry bigoted misogyny misogynist hateful
    offensive insult insulting insults abuse abusive hate
    """.split()
)


class Trait:
    """What is known of a word before it is seen in a comment, as bits of a whole number."""

    IDENTITY = 1
    BESIDE_PEOPLE = 2
    PEOPLE = 4
    NEGATION = 8
    SECOND_PERSON = 16
    FIRST_PERSON = 32
    LEXICON = 64
    REPORTING = 128
    UNREAL = 256
    URL = 512
    EMOJI = 1024
    GENERALISING = 2048
    OUGHT = 4096
    THEY = 8192
    # One bit for each of the six stances, then the next.
    FIRST_STANCE = 16384
    SLUR = 1048576


_SLURS = ("gender", "race", "mind")


class Vocabulary:
    """The table of words: for each row its word, traits, lexicon entry and hashes."""

    def __init__(self, repairer: Repairer) -> None:
        self.repairer = repairer
        self.clear()

    def clear(self) -> None:
        """Forget every word; the row of the identity mask is always 0."""
        self.rows: dict[str, int] = {}
        self.words: list[str] = []
        self.traits: list[int] = []
        self.category: list[int] = []
        self.severity: list[int] = []
        self.word_hash: list[int] = []
        self._columns = np.zeros((4, 1024), np.int64)
        self._filled = 0
        self._add(IDENTITY, Trait.IDENTITY)

    def columns(self) -> NDArray[np.int64]:
        """Return traits, category, severity and word hash of every row, as a table of 4 x rows."""
        count = len(self.words)
        if count > self._columns.shape[1]:
            self._columns = np.concatenate([self._columns, np.zeros((4, count), np.int64)], axis=1)
        if count > self._filled:
            fresh = slice(self._filled, count)
            columns = (self.traits, self.category, self.severity, self.word_hash)
            for n, column in enumerate(columns):
                self._columns[n, fresh] = column[fresh]
            self._filled = count
        return self._columns[:, :count]

    def row(self, word: str) -> int:
        """Return the row of a folded word, adding it if it is new."""
        row = self.rows.get(word)
        return self._add(word, self._traits_of(word)) if row is None else row

    def _add(self, word: str, traits: int) -> int:
        if traits & Trait.IDENTITY and self.words:
            self.rows[word] = 0
            return 0
        row = len(self.words)
        self.rows[word] = row
        self.words.append(word)
        self.traits.append(traits)
        entry = self.repairer.lexicon.get(word)
        if entry and entry.category in _SLURS:
            self.traits[row] |= Trait.SLUR
        self.category.append(CATEGORIES.index(entry.category) if entry else -1)
        self.severity.append(entry.severity if entry else 0)
        self.word_hash.append(_mixed_one(zlib.crc32(word.encode("utf-8", "replace"))))
        return row

    def _traits_of(self, word: str) -> int:
        if is_identity(word):
            return Trait.IDENTITY
        traits = 0
        for trait, members in (
            (Trait.PEOPLE, PEOPLE_WORDS),
            (Trait.NEGATION, _NEGATIONS),
            (Trait.SECOND_PERSON, _SECOND_PERSON),
            (Trait.FIRST_PERSON, _FIRST_PERSON),
            (Trait.REPORTING, _REPORTING),
            (Trait.LEXICON, self.repairer.lexicon),
            (Trait.GENERALISING, ALL_OF_THEM),
            (Trait.OUGHT, OUGHT),
            (Trait.THEY, THEY),
        ):
            if word in members:
                traits |= trait
        if word in STANCE_OF:
            traits |= Trait.FIRST_STANCE << STANCE_OF[word]
        if is_identity_beside_people(word):
            traits |= Trait.BESIDE_PEOPLE
        if word == URL:
            traits |= Trait.URL
        elif not word[0].isalnum() and word not in (HIDDEN, NUMBER):
            traits |= Trait.EMOJI
        elif word.isalpha() and not self._is_solid(word):
            if word.isascii() and looks_like_a_group(word) and not traits:
                return Trait.IDENTITY
            traits |= Trait.UNREAL
        return traits

    def _is_solid(self, word: str) -> bool:
        """Whether a word stands by itself: a real one, and if short, an everyday one."""
        if len(word) <= 2:
            return word in _SHORT_WORDS
        return self.repairer.is_real(word)


_SHORT_WORDS = frozenset(
    """
    a i am an as at be by do go he hi if in is it me my no of oh ok on or so to tv uk up us we ye
    yo u ur im id pc un eu dr mr ms vs st
    """.split()
)


def char_hashes(words: list[str]) -> tuple[Hashes, NDArray[np.int64]]:
    """Return the hashes of all character n-grams of some words, and how many each word has.

    Each word is framed by spaces, and n-grams of 3, 4 and 5 signs are taken within the frame.
    The mask of an identity and other words in angle brackets have none.
    """
    framed = ["" if word[0] == "<" else f" {word[:_LONGEST_WORD_CHARS]} " for word in words]
    lengths = np.fromiter(map(len, framed), np.int64, len(framed))
    signs = np.frombuffer("".join(framed).encode("utf-32-le", "surrogatepass"), np.uint32)
    owner = np.repeat(np.arange(len(framed)), lengths)
    hashes, owners = [], []
    rolling = np.full(len(signs), 2166136261, np.uint32)
    for n in range(1, CHAR_NGRAMS[-1] + 1):
        if len(signs) < n:
            break
        count = len(signs) - n + 1
        rolling = (rolling[:count] ^ signs[n - 1 :]) * np.uint32(16777619)
        if n >= CHAR_NGRAMS[0]:
            whole = owner[:count] == owner[n - 1 :]
            hashes.append(mixed(rolling[whole] ^ np.uint32(n * 0x9E3779B1 & 0xFFFFFFFF)))
            owners.append(owner[:count][whole])
    if not hashes:
        return np.zeros(0, np.uint32), np.zeros(len(words), np.int64)
    all_hashes, all_owners = np.concatenate(hashes), np.concatenate(owners)
    order = np.argsort(all_owners, kind="stable")
    return all_hashes[order], np.bincount(all_owners, minlength=len(words))


def _mixed_one(value: int) -> int:
    """Return what `mixed` gives for one number."""
    h = value ^ value >> 16
    h = h * 0x85EBCA6B & 0xFFFFFFFF
    h ^= h >> 13
    h = h * 0xC2B2AE35 & 0xFFFFFFFF
    return h ^ h >> 16


def mixed(hashes: Hashes) -> Hashes:
    """Return hashes with every bit depending on every other (the finish of MurmurHash3)."""
    h = hashes ^ (hashes >> np.uint32(16))
    h = h * np.uint32(0x85EBCA6B)
    h = h ^ (h >> np.uint32(13))
    h = h * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))
