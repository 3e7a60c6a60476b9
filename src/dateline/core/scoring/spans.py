"""Places in a text: sentences of a comment, and code points as UTF-16 units for the API."""

import re
from bisect import bisect_left

# A comment's sentence ends at a line or after end marks; commenters rarely begin with capitals.
_SENTENCE = re.compile(r"[^\s].*?(?:[.!?…।](?=\s|$)|$)", re.MULTILINE)
_MOST_SENTENCES = 40
_FIRST_ASTRAL = "\U00010000"


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of a comment's sentences in code points; the 40th takes the rest."""
    found = [match.span() for match in _SENTENCE.finditer(text)]
    if len(found) > _MOST_SENTENCES:
        found[_MOST_SENTENCES - 1 :] = [(found[_MOST_SENTENCES - 1][0], found[-1][1])]
    return found


class Utf16:
    """Turns a text's offsets in code points into UTF-16 units, as JavaScript counts."""

    def __init__(self, text: str) -> None:
        self._astral = [n for n, sign in enumerate(text) if sign >= _FIRST_ASTRAL]

    def offset(self, code_points: int) -> int:
        """Return the UTF-16 offset of a code-point offset."""
        return code_points + bisect_left(self._astral, code_points)
