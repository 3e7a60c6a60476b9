"""What is known of English words: base forms, synonyms, kin and opposites.

Condensed from WordNet 3.0 by script/lexicon; its licence stands in wordnet-licence.txt.
"""

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_SUFFIXES = {
    "n": (("ies", "y"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
          ("men", "man"), ("s", "")),
    "v": (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""),
          ("ing", "e"), ("ing", "")),
    "a": (("ier", "y"), ("iest", "y"), ("er", "e"), ("er", ""), ("est", "e"), ("est", "")),
    "r": (),
}  # fmt: skip
_SEARCHED_FORMS = 16384


@dataclass(frozen=True, slots=True)
class Entry:
    """A base form: how often it is noun, verb, adjective, adverb; its meanings; its relatives."""

    counts: tuple[int, int, int, int]
    meanings: frozenset[str]
    wider: frozenset[str]
    kin: frozenset[str]
    opposites: frozenset[str]


_UNKNOWN = Entry((0, 0, 0, 0), frozenset(), frozenset(), frozenset(), frozenset())


@cache
def _tables() -> tuple[dict[str, str], dict[str, tuple[tuple[str, str], ...]]]:
    data = resources.files(__package__).joinpath("lexicon.txt.gz").read_bytes()
    words, _, irregular = gzip.decompress(data).decode().partition("\n\n")
    rows = {}
    for row in words.splitlines():
        word, _, fields = row.partition("\t")
        rows[word] = fields
    forms: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in irregular.splitlines():
        form, base, part = row.split("\t")
        forms[form] = (*forms.get(form, ()), (base, part))
    return rows, forms


@lru_cache(_SEARCHED_FORMS)
def entry(base: str) -> Entry:
    """Return what is known of a base form; an unknown one has no relatives."""
    fields = _tables()[0].get(base)
    if fields is None:
        return _UNKNOWN
    counts, meanings, wider, kin, opposites = (part.split() for part in fields.split("\t"))
    numbers = [int(count) for count in counts] or [0, 0, 0, 0]
    return Entry(
        (numbers[0], numbers[1], numbers[2], numbers[3]),
        frozenset(meanings),
        frozenset(wider),
        frozenset(kin),
        frozenset(opposites),
    )


def is_known(base: str) -> bool:
    """Return whether the lexicon has a base form."""
    return base in _tables()[0]


@lru_cache(_SEARCHED_FORMS)
def bases(form: str, part: str) -> tuple[str, ...]:
    """Return the base forms a lower-case form may have as noun, verb, adjective or adverb.

    part  "n", "v", "a" or "r"
    """
    rows, irregular = _tables()
    place = "nvar".index(part)
    found = [base for base, its_part in irregular.get(form, ()) if its_part == part]
    if found:
        return tuple(dict.fromkeys(found))
    candidates = [form]
    for suffix, ending in _SUFFIXES[part]:
        if form.endswith(suffix) and len(form) > len(suffix) + 1:
            stem = form[: -len(suffix)] + ending
            candidates.append(stem)
            if suffix in ("ed", "ing", "er", "est") and not ending and stem[-1:] == stem[-2:-1]:
                candidates.append(stem[:-1])
    known = [base for base in candidates if base in rows]
    used = [base for base in known if entry(base).counts[place]]
    return tuple(dict.fromkeys(used or known))


@lru_cache(_SEARCHED_FORMS)
def all_bases(form: str) -> frozenset[str]:
    """Return every base form a lower-case form may have, with the form itself."""
    return frozenset({form, *(base for part in "nvar" for base in bases(form, part))})


@dataclass(frozen=True, slots=True)
class Relatives:
    """What a form is related to, over all its base forms."""

    bases: frozenset[str]
    meanings: frozenset[str]
    wider: frozenset[str]
    kin: frozenset[str]
    opposites: frozenset[str]


@lru_cache(_SEARCHED_FORMS)
def relatives(form: str) -> Relatives:
    """Return the relatives of a lower-case form, whatever part of speech it is."""
    own = all_bases(form)
    entries = [entry(base) for base in own]
    return Relatives(
        own,
        frozenset().union(*(e.meanings for e in entries)),
        frozenset().union(*(e.wider for e in entries)),
        frozenset().union(*(e.kin for e in entries)),
        frozenset().union(*(e.opposites for e in entries)),
    )


@lru_cache(_SEARCHED_FORMS)
def share(form: str, part: str) -> float:
    """Return how often a form is this part of speech, 0.0 to 1.0, over its tagged uses."""
    counts = [
        max((entry(base).counts["nvar".index(one)] for base in bases(form, one)), default=0)
        for one in "nvar"
    ]
    total = sum(counts)
    return counts["nvar".index(part)] / total if total else 0.0
