"""Numbers: the same value, of the same thing, as sure as in the copy."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import (
    DECREASES,
    INCREASES,
    VAGUE_SCALES,
)
from dateline.core.story import ReasonCode

# Small counts may be of things the copy lists without a number.
COUNTABLE = 6
_ABOUT = frozenset("about around some roughly approximately estimated nearly almost circa".split())
_MORE = frozenset("more over least upwards exceeding excess plus minimum".split())
_LESS = frozenset("less fewer under below most up maximum".split())
_HEDGE_REACH = 3
_UNIT_REACH = 3
_SHARES = frozenset("percent percentage point points fold".split())


def find(case: Case) -> Iterator[Finding]:
    """Give the figures of the line that the copy does not carry."""
    dates = [one.span for one in case.line_dates]
    numbers = [
        token
        for token in case.line.content
        if token.value is not None
        and not token.is_quoted
        and not any(span.overlaps(token.span) for span in dates)
    ]
    for token in numbers:
        link = case.link(token)
        is_vague = token.low in VAGUE_SCALES
        if (
            link is None
            or link.source.value != token.value
            or (link.source.low in VAGUE_SCALES) != is_vague
        ):
            yield _absent(case, token)
            continue
        yield from _unit(case, token, link.source)
        yield from _hedge(case, token, link.source)
        yield from _direction(case, token, link.source)
    yield from _trend(case)


def _absent(case: Case, token: Token) -> Finding:
    value = token.value or 0.0
    elsewhere = value in case.index.value_places or _is_sum(case, value)
    is_ordinal = token.low.endswith(("rd", "th")) or token.low == "second"
    if _is_sum(case, value) or (
        value <= COUNTABLE and token.text.isalpha() and not is_ordinal and not _rivals(case, token)
    ):
        strength, name = (0.4, "count") if not elsewhere else (0.2, "count")
    else:
        strength, name = (0.6 if elsewhere else 1.0), "figure_absent"
    where = "near what the line says" if elsewhere else "anywhere"
    return Finding(
        ReasonCode.FIGURE,
        name,
        strength,
        token.span,
        f"The copy does not have the figure “{token.text}” {where}.",
        tuple(t.place for t in case.evidence_tokens() if t.value is not None),
    )


def _rivals(case: Case, token: Token) -> list[Token]:
    """Return unused numbers of the copy that count what the line's number counts."""
    unit = _unit_of(case.line.tokens, token)
    return [
        source
        for source in case.evidence_tokens()
        if source.value is not None
        and source.value != token.value
        and not case.is_bound(source)
        and (its := _unit_of(case.index.by_sentence[source.sentence], source))
        and any(case.are_alike(t, its) for t in unit)
    ]


def _is_sum(case: Case, value: float) -> bool:
    """Whether a number is the sum of two numbers that stand together in the copy."""
    values = [
        t.value if t.value is not None else 1.0
        for t in case.evidence_tokens()
        if t.value is not None or t.low == "one"
    ]
    return any(one + other == value for one, other in pairwise(values))


def _unit_of(tokens: Sequence[Token], token: Token) -> list[Token]:
    """Return the nouns right behind a number: what it counts."""
    at = next(i for i, t in enumerate(tokens) if t is token)
    found: list[Token] = []
    for after in tokens[at + 1 : at + 1 + _UNIT_REACH]:
        if after.part not in ("N", "NAME", "A") or after.value is not None:
            break
        if found and found[-1].part == "N" and after.part == "NAME":
            break
        if after.part != "A":
            found.append(after)
    return found


def _unit(case: Case, token: Token, source: Token) -> Iterator[Finding]:
    mine = _unit_of(case.line.tokens, token)
    its = _unit_of(case.index.by_sentence[source.sentence], source)
    near = case.around(source, 4, 8)
    if not mine or not its or any(case.are_alike(t, near) for t in mine):
        return
    is_share = bool({t.low for t in (*mine, *its)} & _SHARES)
    yield Finding(
        ReasonCode.FIGURE,
        "figure_share" if is_share else "figure_unit",
        1.0 if is_share or case.link(mine[-1]) is not None else 0.4,
        case.span([token, *mine]),
        f"In the copy “{source.text}” counts “{its[-1].text}”, not “{mine[-1].text}”.",
        (source.place, its[-1].place),
    )


def hedge_of(tokens: Sequence[Token], token: Token) -> str:
    """Return how a number is hedged: about, more, less or none."""
    at = next(i for i, t in enumerate(tokens) if t is token)
    for before in reversed(tokens[max(0, at - _HEDGE_REACH) : at]):
        if before.text in ",;()" or before.part in ("V", "N"):
            break
        if before.low in _ABOUT:
            return "about"
        if before.low in _MORE:
            return "more"
        if before.low in _LESS:
            return "less"
        if before.value is not None:
            break
    behind = [t.low for t in tokens[at + 1 : at + 4]]
    if behind[:2] == ["or", "more"] or behind[1:3] == ["or", "more"]:
        return "more"
    return "about" if behind[:2] == ["or", "so"] else "none"


def _hedge(case: Case, token: Token, source: Token) -> Iterator[Finding]:
    mine = hedge_of(case.line.tokens, token)
    its = hedge_of(case.index.by_sentence[source.sentence], source)
    if mine == its or token.low in VAGUE_SCALES:
        return  # “millions” is vague whatever stands before it
    strength = 1.0 if mine == "none" or its == "none" else 0.8
    yield Finding(
        ReasonCode.HEDGE,
        "figure_hedge",
        strength,
        token.span,
        f"The copy hedges “{source.text}” otherwise than the line does.",
        (source.place,),
    )


def _direction(case: Case, token: Token, source: Token) -> Iterator[Finding]:
    """“dropped by 56 percent” is not “dropped to 56 percent”."""
    mine = _preposition(case.line.tokens, token)
    its = _preposition(case.index.by_sentence[source.sentence], source)
    if mine and its and mine != its:
        yield Finding(
            ReasonCode.FIGURE,
            "figure_share",
            1.0,
            token.span,
            f"The copy says “{its} {source.text}”, not “{mine} {token.text}”.",
            (source.place,),
        )


def _preposition(tokens: Sequence[Token], token: Token) -> str:
    at = next(i for i, t in enumerate(tokens) if t is token)
    for before in reversed(tokens[max(0, at - 3) : at]):
        if before.low in ("to", "by", "from"):
            return before.low
        if before.part in ("V", "N"):
            break
    return ""


def _trend(case: Case) -> Iterator[Finding]:
    for token in case.line.content:
        if case.link(token) is not None or token.is_quoted:
            continue
        for own, contrary in ((INCREASES, DECREASES), (DECREASES, INCREASES)):
            if not token.bases & own:
                continue
            other = next((t for t in case.evidence_tokens() if t.bases & contrary), None)
            if other is not None:
                yield Finding(
                    ReasonCode.FIGURE,
                    "trend",
                    1.0,
                    token.span,
                    f"The copy says “{other.text}” where the line says “{token.text}”.",
                    (other.place,),
                )
