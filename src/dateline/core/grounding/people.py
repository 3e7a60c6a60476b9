"""Words for a person: “a judge”, “the fisherman”, “a 19-year-old”."""

import re

from dateline.core.grounding.checking.lexicon import share

_SOMEONE = frozenset(
    """
    man woman boy girl baby child infant someone anyone everyone nobody who son daughter wife
    husband father mother brother sister friend suspect victim president judge coach star teen
    chief captain king queen prince princess patient guard pilot spokesman spokeswoman
    lieutenant assistant student servant agent boss guest champion heir uncle aunt widow
    veteran grandmother grandfather cop nurse official cousin whom partner girlfriend boyfriend
    neighbour neighbor attorney mayor
    """.split()
)
_ENDINGS = ("er", "or", "ist", "ian", "man", "woman")
_RATHER = 0.5


def names_somebody(words: str) -> bool:
    """Return whether a word for one person stands among the words."""
    return any(
        word in _SOMEONE
        or word.endswith("-year-old")
        or (len(word) > 4 and word.endswith(_ENDINGS) and share(word, "n") > _RATHER)
        for word in re.findall(r"\b[a-z0-9][\w-]+", words)
    )
