"""Finding listed words in a comment, whole and through the usual disguises, in linear time.

A word ends where letters, marks and digits end: the vowel signs of Indic scripts belong to it, so
that a listed मर is not found in मरीज. Each stretch of text is read in at most five ways (as it
stands, with foreign lookalikes as Latin, with digits and signs as letters, without what separates
its letters, with drawn-out letters shortened), and each reading is looked up once.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dateline.core.scoring.confusables import LOOKALIKES
from dateline.core.story import Span

# No word is longer; what is, is not read, and so costs nothing.
LONGEST_WORD_CHARS = 64
LONGEST_ENTRY_WORDS = 6
# Letters one by one, as in “i d i o t”, are a word from this many on.
FEWEST_SPACED_LETTERS = 3
MOST_APART_CHARS = 3
# Spelt words shorter than this are found only where they stand by themselves.
FEWEST_SPELT_LETTERS = 5
_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")
_CHUNK = re.compile(r"\S+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_JOINERS = {"\u200c", "\u200d"}
# What the letters of a word are kept apart with.
_SEPARATORS = set(".-_*·•~'’|/\\+=,:;")
# Signs that stand for letters. 1, l, ! and | are all read as i, in lists and comments alike.
_LEET = str.maketrans(dict(zip("013456789@$!|+€l", "oieasgtbgasiitei", strict=True)))
# Scripts that drop their accents in a disguise; elsewhere a mark makes another word.
_ACCENTS_DROP = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW")


@dataclass(frozen=True, slots=True)
class Listed:
    """A listed word that was found: the entry as it stands on the list, and where it was read."""

    entry: str
    span: Span


class _Reading(NamedTuple):
    word: str
    is_leet: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """A stretch of a comment with the ways in which it can be read."""

    span: Span
    readings: tuple[_Reading, ...]


class WordList:
    """Words and phrases to be found. An entry of several words is found with any signs between."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._known: dict[tuple[_Reading, ...], str] = {}
        for entry in entries:
            words = [folded(word) for word in _words(entry)][:LONGEST_ENTRY_WORDS]
            if words:
                self._known[tuple(_Reading(word, is_leet=False) for word in words)] = entry
                self._known[tuple(_Reading(as_leet(word), is_leet=True) for word in words)] = entry
        self._starts = {words[0] for words in self._known}
        self._longest = max((len(words) for words in self._known), default=0)
        # Inside words spelt letter by letter; shorter ones would be found in innocent company.
        lengths = {len(words[0].word) for words in self._known if len(words) == 1}
        self._spelt_lengths = sorted(n for n in lengths if n >= FEWEST_SPELT_LETTERS)

    def find(self, text: str) -> tuple[Listed, ...]:
        """Return the listed words in a comment, in order, each place once."""
        is_latin = _is_mostly_latin(text)
        stretches = list(_stretches(text))
        tokens = list(_tokens(text, stretches, is_latin))
        found: dict[Span, str] = {}
        for start, token in enumerate(tokens):
            if self._starts.isdisjoint(token.readings):
                continue
            for length in range(1, min(self._longest, len(tokens) - start) + 1):
                entry = self._entry(tokens[start : start + length])
                if entry is not None:
                    span = Span(token.span.start, tokens[start + length - 1].span.end)
                    found.setdefault(span, entry)
        covered = {place for span in found for place in range(span.start, span.end)}
        spelt = _spaced_out(text, stretches, is_latin, self._spelt_lengths)
        for token in (*_joined_chunks(text, is_latin), *spelt):
            entry = self._entry([token])
            places = range(token.span.start, token.span.end)
            if entry is not None and covered.isdisjoint(places):
                found[token.span] = entry
                covered.update(places)
        return tuple(Listed(entry, span) for span, entry in sorted(found.items()))

    def _entry(self, tokens: list[_Token]) -> str | None:
        """Return the entry that some tokens in a row are, all read plainly or all with signs."""
        if len(tokens) == 1:
            found = (self._known.get((reading,)) for reading in tokens[0].readings)
            return next((entry for entry in found if entry is not None), None)
        for is_leet in (False, True):
            ways = [[r for r in token.readings if r.is_leet == is_leet] for token in tokens]
            # The last way undoes most; one that has less to undo has said so at once.
            for pick in (0, -1):
                if all(ways) and (entry := self._known.get(tuple(way[pick] for way in ways))):
                    return entry
        return None


def as_leet(word: str) -> str:
    """Return a folded word with its digits, signs and look-alike letters as one letter each."""
    return word.translate(_LEET)


def folded(word: str) -> str:
    """Return a word as it is compared: lower-case, of one width, without what is not seen."""
    if word.isascii():
        return word.lower()
    return "".join(_folded_sign(sign) for sign in unicodedata.normalize("NFKC", word).casefold())


@lru_cache(maxsize=8192)
def _folded_sign(sign: str) -> str:
    if sign in _JOINERS or unicodedata.category(sign) in ("Cf", "Cc", "Me"):
        return ""
    whole = unicodedata.normalize("NFD", sign)
    if len(whole) > 1 and _drops_accents(whole[0]):
        return "".join(part for part in whole if not unicodedata.combining(part))
    if unicodedata.combining(sign) and unicodedata.name(sign, "").startswith(
        ("COMBINING", "ARABIC", "HEBREW")
    ):
        return ""
    return whole


def _drops_accents(sign: str) -> bool:
    return unicodedata.name(sign, "").startswith(_ACCENTS_DROP)


_WORD, _UNSEEN, _GAP = range(3)


@lru_cache(maxsize=8192)
def _kind(sign: str) -> int:
    """Return whether a sign is part of a word, not seen at all, or parts two words."""
    category = unicodedata.category(sign)
    if category[0] in "LMN" or sign in _JOINERS:
        return _WORD
    return _UNSEEN if category in ("Cf", "Cc") and not sign.isspace() else _GAP


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in _stretches(text)]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches of letters, marks and digits. What is not seen neither joins nor parts."""
    if text.isascii():
        yield from (match.span() for match in _ASCII_WORD.finditer(text))
        return
    start, end = -1, -1
    for place, sign in enumerate(text):
        kind = _kind(sign)
        if kind == _WORD:
            start = place if start < 0 else start
            end = place + 1
        elif kind == _GAP and start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _tokens(text: str, stretches: list[tuple[int, int]], is_latin: bool) -> Iterator[_Token]:
    """Give the words of a comment."""
    for start, end in stretches:
        if end - start <= LONGEST_WORD_CHARS:
            yield _Token(Span(start, end), _readings(text[start:end], is_latin))


def _joined_chunks(text: str, is_latin: bool) -> Iterator[_Token]:
    """Give what stands without a space and is more than one word: “i.d.i.o.t”, “id!ot”."""
    for chunk in _CHUNK.finditer(text):
        bare = chunk.group().strip("!?.,:;\"'“”‘’()[]{}<>…-*_~|")
        if not 1 < len(bare) <= LONGEST_WORD_CHARS or bare.isalnum():
            continue
        start = chunk.start() + chunk.group().index(bare)
        joined = "".join(sign for sign in bare if sign not in _SEPARATORS)
        readings = [*_readings(joined, is_latin), *_readings(bare, is_latin)]
        yield _Token(Span(start, start + len(bare)), tuple(dict.fromkeys(readings)))


def _spaced_out(
    text: str, stretches: list[tuple[int, int]], is_latin: bool, lengths: list[int]
) -> Iterator[_Token]:
    """Give the words that stand letter by letter: “i d i o t”, “i . d . i . o . t”.

    Also what stands inside such a run, where it has one of some lengths: nobody can tell where the
    words of “y o u i d i o t” part.
    """
    for run in _runs_of_letters(text, stretches):
        whole = Span(run[0][0], run[-1][1])
        letters = [text[start:end] for start, end in run]
        yield _Token(whole, _readings("".join(letters[:LONGEST_WORD_CHARS]), is_latin))
        for length in lengths:
            for first in range(len(run) - length + 1):
                span = Span(run[first][0], run[first + length - 1][1])
                word = "".join(letters[first : first + length])
                yield _Token(span, _readings(word, is_latin))


def _runs_of_letters(
    text: str, stretches: list[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """Give the stretches of one letter each that follow each other at one distance."""
    run: list[tuple[int, int]] = []
    for start, end in stretches:
        is_letter = _letters(text[start:end]) == 1
        apart = start - run[-1][1] if run else 0
        usual = run[1][0] - run[0][1] if len(run) > 1 else apart
        if is_letter and apart == usual <= MOST_APART_CHARS:
            run.append((start, end))
            continue
        if len(run) >= FEWEST_SPACED_LETTERS:
            yield run
        # Closer than the letters before: the last of those opens this word.
        run = [run[-1]] if is_letter and apart < usual else []
        if is_letter:
            run.append((start, end))
    if len(run) >= FEWEST_SPACED_LETTERS:
        yield run


def _letters(word: str) -> int:
    """Return how many letters a word has, its marks not counted."""
    if word.isascii():
        return len(word)
    return sum(unicodedata.category(sign)[0] in "LN" for sign in word)


def _is_mostly_latin(text: str) -> bool:
    if text.isascii():
        return True
    letters = [sign for sign in text if sign.isalpha()]
    return 2 * sum(sign.isascii() for sign in letters) > len(letters)


@lru_cache(maxsize=16384)
def _readings(word: str, is_latin: bool) -> tuple[_Reading, ...]:
    """Return the ways to read a stretch, the plain one first."""
    plain = folded(word)
    found = [_Reading(plain, is_leet=False)]
    if not word.isascii() and (is_latin or any(sign.isascii() for sign in word if sign.isalpha())):
        plain = folded("".join(LOOKALIKES.get(sign, sign) for sign in word))
        found.append(_Reading(plain, is_leet=False))
    for most in (2, 1):
        found.append(_Reading(_DRAWN_OUT.sub(r"\1" * most, plain), is_leet=False))
    if any(sign.isalpha() for sign in plain) and not plain.isalpha():
        found.append(_Reading(as_leet(plain), is_leet=True))
    return tuple(dict.fromkeys(found))
