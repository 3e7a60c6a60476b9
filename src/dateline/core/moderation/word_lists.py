"""Finding listed words in a comment, whole and through the usual disguises, in linear time.

A word ends where letters, marks and digits end: the vowel signs of Indic scripts belong to it, so
that a listed मर is not found in मरीज. Each stretch of text is read in at most five ways (as it
stands, with foreign lookalikes as Latin, with digits and signs as letters, without what separates
its letters, with drawn-out letters shortened), and each reading is looked up once. A sentence spelt
letter by letter is read in these ways as a whole, and the words are looked for in each.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
_SAME = re.compile(r"(.)\1*", re.DOTALL)
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


class _Spelt(NamedTuple):
    """Letters that stand one by one, in one way of reading them.

    read           what is looked up
    signs          the same before digits were read as letters
    firsts, lasts  the numbers of the letters each sign stands for: several where they are drawn out
    is_foreign     whether look-alikes are read as Latin letters
    """

    read: str
    signs: str
    firsts: Sequence[int]
    lasts: Sequence[int]
    is_leet: bool
    is_foreign: bool


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
        # By their beginning, the lengths of the words that are found inside a sentence spelt letter
        # by letter; shorter ones would be found in innocent company.
        self._lengths: defaultdict[_Reading, set[int]] = defaultdict(set)
        for first, *others in self._known:
            if not others and len(first.word) >= FEWEST_SPELT_LETTERS:
                head = _Reading(first.word[:FEWEST_SPELT_LETTERS], first.is_leet)
                self._lengths[head].add(len(first.word))

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
        joined = ((token.span, self._entry([token])) for token in _joined_chunks(text, is_latin))
        for span, entry in (*joined, *self._spelt(text, stretches, is_latin)):
            places = range(span.start, span.end)
            if entry is not None and covered.isdisjoint(places):
                found[span] = entry
                covered.update(places)
        return tuple(Listed(entry, span) for span, entry in sorted(found.items()))

    def _spelt(
        self, text: str, stretches: list[tuple[int, int]], is_latin: bool
    ) -> Iterator[tuple[Span, str | None]]:
        """Give what stands letter by letter: “i d i o t”, “i . d . i . o . t”.

        Also what stands inside such a run, the shortest first: nobody can tell where the words of
        “y o u i d i o t” part.
        """
        for run in _runs_of_letters(text, stretches):
            letters = [text[start:end] for start, end in run]
            whole = _readings("".join(letters[:LONGEST_WORD_CHARS]), is_latin)
            span = Span(run[0][0], run[-1][1])
            yield span, self._entry([_Token(span, whole)])
            inside = [
                (last - first, first, number, entry)
                for number, spelt in enumerate(_spelt_ways(letters))
                for first, last, entry in self._inside(spelt, letters, is_latin)
            ]
            for length, first, _number, entry in sorted(inside):
                yield Span(run[first][0], run[first + length][1]), entry

    def _inside(
        self, spelt: _Spelt, letters: list[str], is_latin: bool
    ) -> Iterator[tuple[int, int, str]]:
        """Give the entries in a run, with the numbers of their first and last letters."""
        for start in range(len(spelt.read) - FEWEST_SPELT_LETTERS + 1):
            head = _Reading(spelt.read[start : start + FEWEST_SPELT_LETTERS], spelt.is_leet)
            for length in self._lengths.get(head, ()):
                end = start + length
                entry = self._known.get((_Reading(spelt.read[start:end], spelt.is_leet),))
                if entry is not None and _is_read_so(spelt, start, end, letters, is_latin):
                    yield spelt.firsts[start], spelt.lasts[end - 1], entry

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


def _spelt_ways(letters: list[str]) -> Iterator[_Spelt]:
    """Give the ways to read letters that stand one by one, the plain one first."""
    plain = [folded(letter) for letter in letters]
    foreign = [folded(_as_latin(letter)) for letter in letters]
    for read in (plain, foreign) if foreign != plain else (plain,):
        signs = "".join(read)
        numbers = [number for number, letter in enumerate(read) for _sign in letter]
        spelt = _Spelt(signs, signs, numbers, numbers, is_leet=False, is_foreign=read is foreign)
        yield spelt
        if _DRAWN_OUT.search(signs):
            yield _shortened(spelt, 2)
            yield _shortened(spelt, 1)
        if _may_be_leet(signs):
            yield spelt._replace(read=as_leet(signs), is_leet=True)


def _shortened(spelt: _Spelt, most: int) -> _Spelt:
    """Return letters with those that are drawn out shortened to `most`."""
    places: list[tuple[int, int]] = []
    for same in _SAME.finditer(spelt.signs):
        start, end = same.span()
        kept = most if end - start > 2 else end - start
        places += [(place, place) for place in range(start, start + kept - 1)]
        places.append((start + kept - 1, end - 1))
    signs = "".join(spelt.signs[start] for start, _end in places)
    return spelt._replace(
        read=signs,
        signs=signs,
        firsts=[spelt.firsts[start] for start, _end in places],
        lasts=[spelt.lasts[end] for _start, end in places],
    )


def _is_read_so(spelt: _Spelt, start: int, end: int, letters: list[str], is_latin: bool) -> bool:
    """Return whether some signs are whole letters that would be read like this by themselves."""
    firsts, lasts = spelt.firsts, spelt.lasts
    begins = start == 0 or lasts[start - 1] < firsts[start]
    ends = end == len(firsts) or (end < len(firsts) and lasts[end - 1] < firsts[end])
    if not (begins and ends) or lasts[end - 1] - firsts[start] + 1 < FEWEST_SPELT_LETTERS:
        return False
    if spelt.is_leet and not _may_be_leet(spelt.signs[start:end]):
        return False
    word = "".join(letters[firsts[start] : lasts[end - 1] + 1])
    return not spelt.is_foreign or _may_be_latin(word, is_latin)


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
    if _may_be_latin(word, is_latin):
        plain = folded(_as_latin(word))
        found.append(_Reading(plain, is_leet=False))
    for most in (2, 1):
        found.append(_Reading(_DRAWN_OUT.sub(r"\1" * most, plain), is_leet=False))
    if _may_be_leet(plain):
        found.append(_Reading(as_leet(plain), is_leet=True))
    return tuple(dict.fromkeys(found))


def _may_be_latin(word: str, is_latin: bool) -> bool:
    """Return whether foreign letters in a word may be disguised Latin ones."""
    if word.isascii():
        return False
    return is_latin or any(sign.isascii() for sign in word if sign.isalpha())


def _as_latin(word: str) -> str:
    return "".join(LOOKALIKES.get(sign, sign) for sign in word)


def _may_be_leet(plain: str) -> bool:
    return any(sign.isalpha() for sign in plain) and not plain.isalpha()
