"""What the finders of cuts share: the words that bind, and how a kept part is judged."""

import re

from dateline.core.grounding.clauses import (
    AUXILIARIES,
    RELATIVES,
    Shape,
    Token,
    finite_in,
    has_main_verb,
    is_finite,
    is_past,
)
from dateline.core.grounding.words import (
    CONDITIONS,
    HEDGES,
    MONTHS,
    NEGATIONS,
    PRONOUNS,
    SAYING_VERBS,
    WEEKDAYS,
)

SURELY_VERB, VERB_SHARE = 0.8, 0.5

DAYS = "|".join(WEEKDAYS)

MONTH_NAMES = "|".join((*MONTHS, *(f"{m[:3]}." for m in MONTHS), "Sept."))

YEAR = r"(?:19|20)\d\d"

BEHIND_PARTICIPLE = frozenset("of by in with to for from as at on".split())

FRONT = re.compile(
    rf"^(?:On\s(?:{DAYS})|(?:Late|Early|Earlier|Last|This)\s(?:on\s|last\s|this\s)?"
    rf"(?:week|weekend|month|year|night|morning|{DAYS})\b|In\s(?:(?:early|late)\s)?(?:{MONTHS})"
    rf"|In\s{YEAR}|Yesterday|Overnight|Today|Because\s|Before\s|As\s(?:the\s|he\s|she\s|they\s|[A-Z])"
    r"|In\s(?:a|an|his|her|its|their|the)\s(?:[\w’'-]+\s){0,4}?(?:statement|interview|speech|letter"
    r"|report|post|posting|video|ruling|tweet|e-?mail|message|address|briefing|conference|hearing"
    r"|lawsuit|complaint|filing|incident|move|development|blog)\b"
    r"|Speaking\s|During\s|After\s|Following\s|Amid\s|Despite\s|When\s|While\s|Although\s|Though\s"
    r"|For\sthe\sfirst\stime\b|At\s(?:a|an|the)\s)"
)

# These bind what is kept to what is cut, so that nothing of its circumstances goes.
_SCOPES = frozenset(
    """
    only every all each any always ever if whether would could may might unless than as
    first last second third fourth fifth sixth seventh eighth ninth tenth
    most least record sole times straight consecutive
    """.split()
)

SUBORDINATORS = frozenset(
    """
    if when while as after before although though because since once both either whether
    until
    """.split()
)

CLAUSE_WORDS = SUBORDINATORS | {
    "that", "who", "which", "where", "whose", "and", "but", "or", "he", "she", "they", "it",
    "said", "says", "what", "how", "why", "amid", "following", "despite",
}  # fmt: skip

# In a clause with one of these, whose verb is whose needs a parser.
ENDS_SIMPLE = (RELATIVES | SUBORDINATORS | {"and", "but", "or", "to", "said", "how", "what"}) - {
    "who", "which"
}  # fmt: skip

# What a source does that is no person: “records show”, “a court heard”.
_HEARD = frozenset(
    """
    heard show shows suggest suggests indicate indicates reveal reveals according reportedly
    allegedly claim claims emerged
    """.split()
)

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)|.{2,}est")


def lowers(tokens: list[Token]) -> list[str]:
    return [token.lower for token in tokens]


def turns(tokens: list[Token]) -> bool:
    words = {token.lower for token in tokens if token.text != "May"}
    return bool(words & (NEGATIONS | CONDITIONS | HEDGES)) or any(
        word.endswith(("n't", "n’t")) for word in words
    )


def has_scope(tokens: list[Token]) -> bool:
    """Return whether words hold a negation, rank, condition or “all”, which a tail may limit."""
    words = [token.lower for token in tokens if token.text != "May"]
    return (
        bool(set(words) & (_SCOPES | NEGATIONS | CONDITIONS))
        or any(word.endswith(("n't", "n’t")) for word in words)
        or any(_ORDINAL.fullmatch(word) for word in words)
    )


def is_done(tokens: list[Token]) -> bool:
    """Return whether the words tell something that was done, by a past verb of their own."""
    return any(
        is_past(tokens[place].lower) and tokens[place].lower not in ("had",)
        for place in finite_in(tokens)
    )


def resumes(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether the main clause goes on behind the second of two commas."""
    following = shape.words_between(closing + 1, shape.stop)
    while following and following[0].lower.endswith("ly"):
        following = following[1:]
    if not following:
        return False
    before = shape.words_between(clause_start(shape, comma), comma)
    if has_main_verb(before):
        return following[0].lower in ("on", "in", "at", "for", "after", "from", "to", "during")
    return is_finite(following[0].lower) and len(before) >= 1


def clause_start(shape: Shape, comma: int) -> int:
    """Return where the clause before a comma begins: behind a fronted “On Monday,”."""
    earlier = [c for c in shape.commas if c < comma]
    if len(earlier) == 1 and FRONT.match(shape.sentence):
        return earlier[0] + 1
    return 0


def joins(token: Token) -> bool:
    return token.lower in ("and", "or", "but", "nor")


def is_whole(kept: list[Token]) -> bool:
    """Return whether what is kept has a main clause, and not only “though crews agreed”."""
    if not has_main_verb(kept):
        return False
    commas = [place for place, token in enumerate(kept) if token.text == ","]
    if any(kept[place - 1].lower in AUXILIARIES for place in commas if place):
        return False  # “the quay is, in fact, falling”
    return kept[0].lower not in SUBORDINATORS or bool(commas)


def resumes_later(shape: Shape, place: int) -> bool:
    """Return whether behind a later comma something goes on that is no part of the circumstance.

    That is the clause before it, or who says so: “…, after the storm, a court heard”.
    """
    for later in shape.commas:
        if not place < later < shape.body_end:
            continue
        words = shape.words_between(later + 1, min(shape.next_comma(later), shape.body_end))
        if not words or words[0].lower in ("and", "but", "so", "of", "to", "for", "by", *PRONOUNS):
            return True
        first = words[0].lower
        if first in ENDS_SIMPLE or first in ("with", "including", "who", "which"):
            continue
        if first.endswith("ing") and not is_finite(first):
            continue
        if any(is_finite(word.lower) for word in words) or _HEARD & set(lowers(words)):
            return True
    return False


def is_reduced(kept: list[Token], *, of_names: bool = False) -> bool:
    """Return whether words end as “a poll conducted” does: the participle belongs to the noun."""
    return (
        len(kept) > 1
        and is_past(kept[-1].lower)
        and kept[-1].lower not in SAYING_VERBS
        and (of_names or not kept[-2].text[0].isupper())
        and kept[-2].lower not in AUXILIARIES | PRONOUNS | {"been", "being", "be", "and", "not"}
        and not kept[-2].lower.endswith("ly")
    )


def open_relative(kept: list[Token]) -> bool:
    return any(
        token.lower in ("who", "which", "whose", "where", "that", "whom", "when", "what")
        for token in kept
    )
