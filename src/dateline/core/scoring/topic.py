"""What a story is about, as far as its words tell, and how little a comment shares with that."""

import math
import re
from collections import Counter

from dateline.core.scoring.language import detect

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EVERYDAY = frozenset(
    """
    the a an and or but of to in is are was were be been it its this that these those you your i
    my me we our they them their he she his her him not do does did have has had will would can
    could should with for from on at by as if so what who how why when where which all no just
    about up out than then there here into over more some any because said says say also one two
    new now only very much many other its im dont
    """.split()
)
_SHORTEST_WORD_CHARS = 4
# English inflects at the end: words that begin alike are taken for the same.
_STEM_CHARS = 6
# What a story says in its headline, and whom and which places it names, is what it is about.
_HEADLINE_COUNTS, _NAMES_COUNT = 2, 2
# Decision 0038 tells how these were found: what a word of a comment usually shares with the
# story it stands under; how many words it takes before less than that says something; of how many
# words a story must be; and in which languages any of it was measured.
_USUALLY_SHARED = 0.018
_STEADYING_WORDS = 15
_FEWEST_STORY_WORDS = 80
_MEASURED = frozenset({"en"})


class Topic:
    """What a story is about; made once for a story, asked about each of its comments."""

    def __init__(self, text: str, *, headline: str = "") -> None:
        self._language = detect(text).tag
        words, in_headline = _content(text), _stems(headline)
        stems = [_stem(word) for word in words]
        counts = Counter(in_headline + stems)
        weights = {stem: 1 + math.log(count) for stem, count in counts.items()}
        written_small, written_large = set[str](), set[str]()
        for word, stem in zip(words, stems, strict=True):
            (written_small if word[0].islower() else written_large).add(stem)
        for stem in written_large - written_small:
            weights[stem] *= _NAMES_COUNT
        for stem in set(in_headline):
            weights[stem] *= _HEADLINE_COUNTS
        self._weights = weights
        self._length = math.sqrt(sum(weight * weight for weight in weights.values()))

    def off_topic(self, comment: str, *, answered: str = "") -> float | None:
        """Return how little a comment shares with the story, 0.0 (the usual) to 1.0 (nothing).

        A short comment is near 0.0 whatever it says. None where it cannot be known: the story
        is too short, is in a language in which this was never measured, or in another one than
        the comment.

        answered  the comment that this one answers; a word it shares with that counts as one that
                  it shares with the headline
        """
        if self._language not in _MEASURED or len(self._weights) < _FEWEST_STORY_WORDS:
            return None
        if detect(comment).tag != self._language:
            return None
        said, taken_up = set(_stems(comment)), set(_stems(answered))
        weights = (
            max(self._weights.get(stem, 0.0), _HEADLINE_COUNTS * (stem in taken_up))
            for stem in said
        )
        usual = (len(said) + _STEADYING_WORDS) * _USUALLY_SHARED
        shared = sum(weights) / self._length + _STEADYING_WORDS * _USUALLY_SHARED
        return max(0.0, 1.0 - shared / usual)


def _content(text: str) -> list[str]:
    """Return the words of a text that tell what it is about, as they are written."""
    return [
        word
        for word in _WORD.findall(text)
        if len(word) >= _SHORTEST_WORD_CHARS and word.lower() not in _EVERYDAY
    ]


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _content(text)]


def _stem(word: str) -> str:
    return word.lower()[:_STEM_CHARS]
