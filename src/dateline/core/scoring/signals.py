"""Signals about a comment that inform a moderator and never decide: constructive, off topic."""

import math
import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Words by which people give reasons, weigh sides, tell what they know, or ask to understand.
_REASONS = frozenset(
    """
    because since therefore thus hence so although though however while whereas unless if
    instead rather despite consider considering example instance evidence source sources data
    study studies report according reason reasons means meaning suggest suggests solution
    solutions propose alternative compare compared cost costs benefit perhaps maybe might
    probably likely seems understand agree disagree experience worked lived remember found
    learned question wonder why how
    """.split()
)
_EVERYDAY = frozenset(
    """
    the a an and or but of to in is are was were be been it its this that these those you your i
    my me we our they them their he she his her him not do does did have has had will would can
    could should with for from on at by as if so what who how why when where which all no just
    about up out than then there here into over more some any because said says say also one two
    new now only very much many other its im dont
    """.split()
)
# What share of words are of the kind above in an ordinary comment, and how many words it takes
# before the share says anything.
_USUAL_SHARE = 0.05
_STEADYING_WORDS = 20
_SHORTEST_TOPIC_CHARS = 4


def constructive(text: str) -> float:
    """Return how much of a comment gives reasons, 0.0 to 1.0, whatever its length.

    It is the share of reasoning words against the share usual at that length, so a long rant gains
    nothing by being long. 0.5 is an ordinary comment.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    reasoning = sum(word in _REASONS for word in words)
    share = (reasoning + _STEADYING_WORDS * _USUAL_SHARE) / (len(words) + _STEADYING_WORDS)
    return 1 / (1 + math.exp(-3 * math.log2(share / _USUAL_SHARE)))


class Topic:
    """What a story is about, as far as its words tell."""

    def __init__(self, story: str) -> None:
        counts = Counter(_stems(story))
        self._weight = {stem: 1 + math.log(count) for stem, count in counts.items()}
        self._length = math.sqrt(sum(w * w for w in self._weight.values())) or 1.0

    def off_topic(self, comment: str) -> float:
        """Return how little a comment shares with the story, 0.0 (much) to 1.0 (nothing)."""
        counts = Counter(_stems(comment))
        if not counts or not self._weight:
            return 1.0
        shared = sum(self._weight.get(stem, 0.0) for stem in counts)
        likeness = shared / (self._length * math.sqrt(len(counts)))
        return max(0.0, 1.0 - min(1.0, 3 * likeness))


def _stems(text: str) -> list[str]:
    words = (word.lower() for word in _WORD.findall(text))
    return [w[:6] for w in words if len(w) >= _SHORTEST_TOPIC_CHARS and w not in _EVERYDAY]
