"""Whether what stands beside a day was done or is to come, where the words leave no doubt."""

from collections.abc import Sequence
from enum import Enum

from dateline.core.grounding.checking.lexicon import share
from dateline.core.grounding.clauses import Shape, Token, is_finite, is_past
from dateline.core.grounding.words import SAYING_VERBS


class Tense(Enum):
    """DONE or still TO_COME on the day the copy was filed; SAID is done as well; else OPEN."""

    DONE = "done"
    SAID = "said"
    TO_COME = "to come"
    OPEN = "open"


DONE, SAID, TO_COME, OPEN = Tense.DONE, Tense.SAID, Tense.TO_COME, Tense.OPEN
_BOUNDS = frozenset(
    """
    that who which whose whom where when while after before because although though since until
    if unless whether as than , ; : ( ) – — " “ ” ‘
    """.split()
)
_WILL = frozenset("will shall won't won’t".split())
# Whether these were, are or are to be, only more words would tell.
_MODALS = frozenset(
    """
    would could should might must can cannot had wouldn't couldn't shouldn't can't hadn't
    wouldn’t couldn’t shouldn’t can’t hadn’t
    """.split()
)
# What is spoken of as to come by a past form.
_PLANNED = frozenset(
    """
    planned scheduled expected due set slated meant intended supposed hoped wanted
    """.split()
)
_ARTICLES = frozenset("a an the his her its their this that".split())
# From this share of its uses on a word may be the verb.
_MAY_BE_VERB = 0.1


def tense_beside(shape: Shape, start: int, end: int) -> Tense:
    """Return what the clause says of what it dates by the words from `start` to `end`.

    The verbs before the day decide, up to where a clause begins; where none stands there, as in
    “Varland on Monday signed”, those behind it do.
    """
    before = _clause_before(shape, start)
    if found := _verbs(before):
        if found[-1] is SAID:
            return DONE
        return _agreed([one for one in found if one is not SAID])
    if any(_may_be_verb(token) for token in before):
        return OPEN  # “talks begin on Monday”
    behind = _clause_behind(shape, end, is_front=not before)
    found = _verbs(behind)
    if found and (found[0] is SAID or (before and _is_verb_at_once(behind))):
        return DONE if found[0] in (DONE, SAID) else found[0]
    return _agreed(found)


def _agreed(found: Sequence[Tense]) -> Tense:
    return found[0] if len(set(found)) == 1 else OPEN


def _clause_before(shape: Shape, start: int) -> list[Token]:
    """Return the words before a place back to where their clause begins, without “late on”."""
    tokens = [token for token in shape.tokens if token.end <= start]
    first = next(
        (place + 1 for place in reversed(range(len(tokens))) if tokens[place].lower in _BOUNDS), 0
    )
    clause = tokens[first:]
    while clause and clause[-1].lower in ("on", "late", "early", "earlier", "later"):
        clause.pop()
    return clause


def _clause_behind(shape: Shape, end: int, *, is_front: bool) -> list[Token]:
    """Return the words behind a place up to where another clause begins.

    is_front  whether the place ends what stands before the subject: “On Monday, Varland signed”
    """
    tokens = [token for token in shape.tokens if token.start >= end]
    if is_front and tokens and tokens[0].text == ",":
        tokens = tokens[1:]
    for place, token in enumerate(tokens):
        is_purpose = token.lower == "to" and bool(_verbs(tokens[:place]))
        if token.lower in _BOUNDS or is_purpose:
            return tokens[:place]
    return tokens


def _is_verb_at_once(tokens: Sequence[Token]) -> bool:
    """Return whether the words begin with a verb, but for adverbs before it."""
    first = next((token for token in tokens if not token.lower.endswith("ly")), None)
    return first is not None and bool(_verbs([first]))


def _verbs(tokens: Sequence[Token]) -> list[Tense]:
    """Return what each verb of a clause says of its act."""
    found: list[Tense] = []
    for place, token in enumerate(tokens):
        if token.text[0].isupper():
            continue  # “Will”, “May”
        before = [one.lower for one in tokens[:place] if not one.lower.endswith("ly")]
        after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        tense = _tense(token.lower, before, after)
        if tense is not None:
            found.append(tense)
    return found


def _tense(word: str, before: list[str], after: str) -> Tense | None:
    last = before[-1] if before else ""
    if word in _WILL:
        return None if last in _ARTICLES else TO_COME
    if word in _MODALS or word == "may":
        return OPEN
    if word == "to":
        return _infinitive(before) if share(after, "v") > _MAY_BE_VERB else None
    if word in ("is", "are"):
        return None if after in _PLANNED or after == "to" else OPEN
    if word in ("has", "have"):
        return None if is_past(after) or after in ("been", "not") else OPEN
    if last == "be":
        return None  # “will be signed”: the word before has said it
    if word in _PLANNED:
        return TO_COME if last in ("is", "are") else OPEN
    if is_past(word):
        return SAID if word in SAYING_VERBS else DONE
    return OPEN if is_finite(word) and after != "to" else None


def _infinitive(before: list[str]) -> Tense:
    """Return what “to open” says behind these words: “is to”, “is expected to”, “plans to”."""
    last = before[-1] if before else ""
    if last in ("is", "are", "plan", "plans"):
        return TO_COME
    is_planned = last in _PLANNED and before[-2:-1] in (["is"], ["are"])
    return TO_COME if is_planned else OPEN


def _may_be_verb(token: Token) -> bool:
    return token.text[0].islower() and share(token.lower, "v") > _MAY_BE_VERB
