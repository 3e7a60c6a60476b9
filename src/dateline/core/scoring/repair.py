"""From a disguised word to the word that is meant: squeezing, decoding, masks, one slip of a key.

Every step changes a word only if the result is a word of the lexicon or (for digits in words and
stretched letters) a real word, and only if what was written is no real word itself.
"""

import re
from collections.abc import Iterator
from itertools import product

from dateline.core.scoring.known_words import WordSet
from dateline.core.scoring.lexicon import STRONG, Lexicon

_LEET = {
    "@": "a", "4": "a", "3": "e", "€": "e", "1": "il", "!": "il", "|": "li", "0": "o", "$": "s",
    "5": "s", "7": "t", "+": "t", "8": "b", "9": "g", "6": "gb", "(": "c", "<": "c", "{": "c",
    "£": "l", "2": "z", "¢": "c", "¥": "y", "%": "x",
}  # fmt: skip
LEET_SIGNS = frozenset(_LEET)
_MOST_CHOICES = 16
MASK_SIGNS = "*#%&^~?_.•·×x-"
_HARD_MASKS = frozenset("*#%&^~•·")
# What a mask most often hides, in this order, before anything else of the lexicon.
_OFTEN_MASKED = (
    "fuck fucking fucked fucker fuckers shit shitty bitch bitches ass asshole assholes cunt cunts "
    "nigger niggers nigga dick dicks cock pussy faggot faggots fag whore whores slut sluts damn "
    "bastard bastards retard retarded crap bullshit motherfucker hell idiot moron stupid"
).split()
_STRETCHED = re.compile(r"(\w)\1{2,}")
_DOUBLED = re.compile(r"(\w)\1")
_SOUNDS = (("ph", "f"), ("kk", "ck"), ("vv", "w"), ("xx", "cks"))
# Shorter words have too many neighbours for one slip to tell what was meant.
_SHORTEST_SLIPPED_CHARS = 4
_VOWELS = "aeiouy"
_LONGEST_WORD_CHARS = 40


class Repairer:
    """Finds the word that a disguised one stands for, guarded by a set of real words."""

    def __init__(self, lexicon: Lexicon, known: WordSet) -> None:
        self.lexicon = lexicon
        self.known = known
        self._often = {form: n for n, form in enumerate(_OFTEN_MASKED)}

    def is_real(self, word: str) -> bool:
        """Return whether a word needs no repair."""
        return word in self.lexicon or word in self.known

    def word(self, word: str) -> tuple[str, str]:
        """Return what a run of letters stands for, and how it was found ("" if unchanged)."""
        entry = self.lexicon.get(word)
        if entry:
            return entry.proper, "misspelt" if entry.proper != word else ""
        if word in self.known or len(word) > _LONGEST_WORD_CHARS:
            return word, ""
        squeezed = self._squeezed(word)
        if squeezed != word and self.is_real(squeezed):
            return squeezed, "stretched"
        if not word.isascii() or len(squeezed) < _SHORTEST_SLIPPED_CHARS:
            return squeezed, "stretched" if squeezed != word else ""
        slipped = self._slipped(squeezed) or self._undoubled(squeezed)
        if slipped:
            return self.lexicon.single[slipped].proper, "misspelt"
        return squeezed, "stretched" if squeezed != word else ""

    def decoded(self, text: str) -> str | None:
        """Return the word that letters mixed with digits and signs spell, or None."""
        letters = sum(sign.isalpha() for sign in text)
        if not 2 <= len(text) <= 24 or not letters:
            return None
        choices = [_LEET.get(sign, sign) for sign in text]
        options = 1
        for choice in choices:
            options *= len(choice)
        if options > _MOST_CHOICES or not all(choice.isalpha() for choice in choices):
            return None
        found = ["".join(choice) for choice in product(*choices)]
        for word in found:
            if word in self.lexicon:
                return self.lexicon.single[word].proper
        if letters * 2 >= len(text) and len(text) >= 4:
            for word in found:
                if word in self.known:
                    return word
        for word in found:
            squeezed, _ = self.word(word)
            if squeezed in self.lexicon and len(squeezed) >= 4:
                return squeezed
        return None

    def unmasked(self, text: str) -> str | None:
        """Return the word of the lexicon of which some letters were hidden by signs, or None."""
        if len(text) > 16 or not text[0].isalpha() or not any(s in MASK_SIGNS for s in text[1:]):
            return None
        if sum(sign.isalpha() for sign in text) < 1 or not any(
            s in _HARD_MASKS or s in "-_." for s in text
        ):
            return None
        best: tuple[int, int, str] | None = None
        pattern = _mask_pattern(text)
        if pattern is None:
            return None
        for form in self.lexicon.by_first.get(text[0], ()):
            rank = self._often.get(form)
            if rank is None and (self.lexicon.single[form].severity < STRONG or len(form) < 4):
                continue
            if pattern.fullmatch(form):
                key = (abs(len(form) - len(text)), len(self._often) if rank is None else rank, form)
                if best is None or key < best:
                    best = key
        return self.lexicon.single[best[2]].proper if best else None

    def _squeezed(self, word: str) -> str:
        if not _STRETCHED.search(word):
            return word
        for kept in (r"\1\1", r"\1"):
            shorter = _STRETCHED.sub(kept, word)
            if self.is_real(shorter):
                return shorter
            single = _DOUBLED.sub(r"\1", shorter)
            if single in self.lexicon:
                return single
        return _STRETCHED.sub(r"\1", word)

    def _undoubled(self, word: str) -> str | None:
        """A word of the lexicon with letters doubled or sounds spelt another way."""
        single = _DOUBLED.sub(r"\1", word)
        if single != word and len(single) >= 4 and single in self.lexicon:
            return single
        for written, meant in _SOUNDS:
            if written in word:
                other = word.replace(written, meant)
                if other in self.lexicon and len(other) >= 4:
                    return other
        return None

    def _slipped(self, word: str) -> str | None:
        """The word of the lexicon one slip away: a letter more, less, other, or two swapped."""
        if self._looks_inflected(word):
            return None
        found = [form for form in self._neighbours(word) if _may_stand_for(word, form)]
        if not found:
            return None
        return min(found, key=lambda form: (-self.lexicon.single[form].severity, form))

    def _neighbours(self, word: str) -> Iterator[str]:
        index, single = self.lexicon.by_deletion, self.lexicon.single
        yield from index.get(word, ())
        for n in range(len(word)):
            shorter = word[:n] + word[n + 1 :]
            if shorter in single:
                yield shorter
            yield from index.get(shorter, ())

    def _looks_inflected(self, word: str) -> bool:
        """Whether a word is a real one with an ending the list happens not to have."""
        for ending in ("s", "es", "ed", "er", "ers", "ing", "ly", "y", "ness", "ish", "able"):
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= 3 and (stem in self.known or stem + "e" in self.known):
                return stem not in self.lexicon
        return False


def _may_stand_for(word: str, form: str) -> bool:
    """Return whether one slip, of a kind people make or use on purpose, leads from form to word."""
    if word[0] != form[0]:
        return False
    if len(word) == len(form):
        places = [n for n in range(len(word)) if word[n] != form[n]]
        if len(places) == 2:
            first, second = places
            return (
                second == first + 1 and word[first] == form[second] and word[second] == form[first]
            )
        if len(places) != 1:
            return False
        (place,) = places
        if len(form) >= 6:
            return True
        # In a short word only a vowel or a like-sounding consonant is taken for another.
        pair = {word[place], form[place]}
        return (
            form[place] in _VOWELS
            or pair <= set("ckqx")
            or pair <= set("szx")
            or pair == {"v", "u"}
        )
    if len(word) < len(form):
        return len(word) >= 4 or form[1] in _VOWELS
    return len(form) >= 4


def _mask_pattern(text: str) -> re.Pattern[str] | None:
    parts = []
    for run in re.finditer(r"([^\W_]+)|(\W+|_+)", text):
        letters, signs = run.groups()
        if letters:
            if not letters.isalpha():
                return None
            parts.append(re.escape(letters))
        elif len(signs) == 1:
            parts.append("[a-z]")
        else:
            parts.append(f"[a-z]{{{max(1, len(signs) - 1)},{len(signs) + 2}}}")
    return re.compile("".join(parts))
