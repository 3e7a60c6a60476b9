"""Which languages have heads, and how the words of each are read."""

from functools import cache

from dateline.core.scoring.heads import HeadsAtWork
from dateline.core.scoring.known_words import WordSet, known_words
from dateline.core.scoring.lexicon import lexicon
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.repair import Repairer
from dateline.core.scoring.weights import load_weights

# Languages a comment may be scored in, and the heads each is scored with.
HEADS_OF_LANGUAGE = {"en": "en", "de": "de", "hi": "hi", "hi-Latn": "hi", "ta": "ta"}


class _EveryWord(WordSet):
    """Stands where no list of real words exists: every word counts as real, none is repaired."""

    def __init__(self) -> None:
        super().__init__(b"")

    def __contains__(self, word: str) -> bool:
        return True


def repairer_of(heads: str) -> Repairer:
    """Return what unfolds disguised words for the heads of a language."""
    if heads == "en":
        return Repairer(lexicon(), known_words())
    return Repairer(lexicon(heads), every_word())


def every_word() -> WordSet:
    """Return the set that every word is in, for a language without a list of real words."""
    return _EveryWord()


@cache
def model_of(heads: str) -> HeadsAtWork:
    """Return the heads of a language at work, loaded once."""
    return HeadsAtWork(Reader(repairer_of(heads)), load_weights(heads))
