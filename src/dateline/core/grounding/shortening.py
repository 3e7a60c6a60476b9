"""The shortened forms of a sentence: every way of making cuts that do not touch each other."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dateline.core.grounding.clauses import has_main_verb, shape_of
from dateline.core.grounding.cutting import cuts_of
from dateline.core.grounding.edits import Edit, edited, outside

# More cuts than these, and only the longest are tried.
MOST_CUTS = 8
# A longer sentence is no sentence but a table or a list: nothing is cut, and the time stays linear.
MOST_CHARS = 2000
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|them|it|its)\b")
# A name, or somebody or something spoken of with an article.
_SOMEBODY = re.compile(
    r"\b(?:[A-Z][a-zà-ÿ’'-]+|(?:an?|the|two|three|four|five|his|her|their)\s[a-z]+)"
)


@lru_cache(2048)
def edits_of(sentence: str) -> tuple[Edit, ...]:
    """Return what can be cut from a sentence, in reading order."""
    return tuple(cuts_of(shape_of(sentence))) if len(sentence) <= MOST_CHARS else ()


def short_forms(
    sentence: str, *, needed: Sequence[Edit] = (), most_words: int | None = None
) -> Iterator[tuple[tuple[Edit, ...], str]]:
    """Give each form of a sentence with the edits that lead to it, the whole sentence not.

    needed      edits that every form has, such as a name for a pronoun
    most_words  forms of more are left out
    """
    cuts = edits_of(sentence)
    if len(cuts) > MOST_CUTS:
        cuts = tuple(sorted(sorted(cuts, key=lambda c: c.start - c.end)[:MOST_CUTS]))
    known: set[str] = {sentence}
    for chosen in _together(cuts, 0):
        if not _keeps_antecedents(sentence, chosen):
            continue
        edits = tuple(sorted((*chosen, *outside(needed, chosen))))
        form = edited(sentence, edits)
        if not edits or form is None or form in known:
            continue
        if most_words is not None and len(form.split()) > most_words:
            continue
        if chosen and not _is_sound(form):
            continue
        known.add(form)
        yield edits, form


def _together(cuts: Sequence[Edit], end: int) -> Iterator[tuple[Edit, ...]]:
    """Give every set of cuts that begin at `end` or later and do not touch."""
    yield ()
    for place, cut in enumerate(cuts):
        if cut.start >= end:
            for rest in _together(cuts[place + 1 :], cut.end):
                yield (cut, *rest)


def _keeps_antecedents(sentence: str, cuts: Sequence[Edit]) -> bool:
    """Return whether no “he” or “they” that is kept may stand for somebody named in a cut."""
    return not any(
        cut.kind not in ("drop-time", "drop-place", "drop-aside")
        and _SOMEBODY.search(sentence, cut.start + 1, cut.end)
        and any(
            pronoun.start() >= cut.end
            and not any(other.start <= pronoun.start() < other.end for other in cuts)
            for pronoun in _PRONOUN.finditer(sentence, cut.end)
        )
        for cut in cuts
    )


def _is_sound(form: str) -> bool:
    """Return whether what is left is a sentence: a main verb, an end, marks in pairs."""
    shape = shape_of(form)
    if not shape.tokens or not has_main_verb(shape.tokens):
        return False
    last = shape.last_before(shape.stop)
    return (
        last is not None
        and last.lower not in _NEVER_LAST
        and form.count("(") == form.count(")")
        and ",," not in form
    )


_NEVER_LAST = frozenset(
    """
    a an the of and or but to at by for with from as that which who than his her its
    their is was were are ,
    """.split()
)
