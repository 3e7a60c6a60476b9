"""A signal about a comment that informs a moderator and never decides: how constructive it is."""

import math
import re

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
# What share of words are of the kind above in an ordinary comment, and how many words it takes
# before the share says anything.
_USUAL_SHARE = 0.05
_STEADYING_WORDS = 20


def constructive(text: str) -> float:
    """Return how much of a comment gives reasons, 0.0 to 1.0, whatever its length.

    It is the share of reasoning words against the share usual at that length, so a long rant gains
    nothing by being long. 0.5 is an ordinary comment.
    """
    words = [word.lower() for word in _WORD.findall(text)]
    reasoning = sum(word in _REASONS for word in words)
    share = (reasoning + _STEADYING_WORDS * _USUAL_SHARE) / (len(words) + _STEADYING_WORDS)
    return 1 / (1 + math.exp(-3 * math.log2(share / _USUAL_SHARE)))
