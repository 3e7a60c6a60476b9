"""Shortening a sentence by steps that are recorded and can be run again.

A step is a word such as `drop-dateline`; a derivation is `("sentence 3", "drop-dateline")`.
Each rule gives the one shortened form of a sentence, or None when it does not apply, so replaying
needs nothing but the copy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from dateline.core.grounding.words import CONDITIONS, HEDGES, NEGATIONS, SAYING_VERBS
from dateline.core.story import Span

# “PORT ANSEL, Nov. 23 (NWA) — ”, “Seoul, June 19: ”, “Kesterholm (NWA) - ”.
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]*(?:[ /][A-Z][\w.’'-]*){0,3}"
    r"(?:,\s[A-Z][\w. ]{2,20}?)??"
    r"(?:,?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}"
    r"(?:,\s\d{4})?)?"
    r"(?:\s?\([^)]{2,30}\))?)\s?(?:—|–|-{1,2}|:)\s+(?=[\w“\"‘«])"
)
# Participles that tell a result or a circumstance: without them the main clause stands as it was.
_RESULTS = (
    "marking|ending|bringing|leaving|making|raising|prompting|sending|causing|killing|injuring|"
    "forcing|taking|giving|pushing|closing|opening|extending|becoming|drawing|cutting|lifting"
)
_TRAILING = re.compile(rf",\s(?:{_RESULTS})\s[^,;:“”\"]+(?=[.!?]$)")
# “…, who is 61, …” between commas is not dropped: who it speaks of is not always plain.


def drop_dateline(sentence: str) -> str | None:
    """Return the sentence without the place and day it opens with."""
    match = _DATELINE.match(sentence)
    if match is None or not ("(" in match.group() or "," in match.group()):
        return None
    rest = sentence[match.end() :]
    return rest[:1].upper() + rest[1:]


def drop_trailing_participle(sentence: str) -> str | None:
    """Return the sentence without a clause of result at its end.

    Nothing is dropped that negates, conditions, hedges or attributes.
    """
    match = _TRAILING.search(sentence)
    if match is None:
        return None
    dropped = set(re.findall(r"[\w’'-]+", match.group().lower()))
    if dropped & (NEGATIONS | CONDITIONS | HEDGES | SAYING_VERBS | {"according"}):
        return None
    return sentence[: match.start()] + sentence[match.end() :]


RULES: dict[str, Callable[[str], str | None]] = {
    "drop-dateline": drop_dateline,
    "drop-trailing-participle": drop_trailing_participle,
}


def forms_of(sentence: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give every shortened form of a sentence with the steps that lead to it."""
    for count in range(1, len(RULES) + 1):
        for steps in combinations(RULES, count):
            if (words := _run(sentence, steps)) is not None:
                yield steps, words


def replay(derivation: Sequence[str], text: str, sentences: Sequence[Span]) -> str | None:
    """Run a recorded derivation again and return its words; None when it no longer leads anywhere.

    `derivation` is ("sentence N", step, …), as a line keeps it.
    """
    if not derivation or not (place := re.fullmatch(r"sentence (\d+)", derivation[0])):
        return None
    number = int(place.group(1))
    if number >= len(sentences):
        return None
    return _run(sentences[number].of(text), derivation[1:])


def _run(sentence: str, steps: Sequence[str]) -> str | None:
    words: str | None = sentence
    for step in steps:
        rule = RULES.get(step)
        words = rule(words) if rule and words is not None else None
    return words
