"""Polarity and certainty: what is denied stays denied, what may be stays what may be."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking import lexicon
from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event, Stage
from dateline.core.grounding.checking.index import CALLED
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import (
    ALLEGING,
    DECREASES,
    DOUBTING,
    INCREASES,
    NEGATIVE_BASES,
    NEGATORS,
    SEEMING,
)
from dateline.core.story import ReasonCode

_SCOPE_WORDS = 3
_HEDGES = DOUBTING | ALLEGING
_TRENDS = INCREASES | DECREASES
_NEGATIVE_PREFIXES = ("un", "in", "im", "dis", "non", "ir", "il")


def find(case: Case) -> Iterator[Finding]:
    """Give the words of the line whose polarity or certainty is not the copy's."""
    for mine, its in case.pairs:
        yield from _verb_polarity(case, mine, its)
        yield from _certainty(case, mine, its)
    yield from _word_polarity(case)
    yield from _opposites(case)
    yield from _hedges(case)


def _is_negative(event: Event) -> bool:
    return event.is_negated != bool(event.verb.bases & NEGATIVE_BASES)


def _verb_polarity(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    same_word = bool(mine.verb.bases & its.verb.bases)
    differs = (
        mine.is_negated != its.is_negated if same_word else _is_negative(mine) != _is_negative(its)
    )
    if differs and not any(
        _is_negative(other) == _is_negative(mine) and other.verb.bases & mine.verb.bases
        for events in case.index.events
        for other in events
        if other.verb.sentence in case.alignment.evidence or _share_words(case, mine, other)
    ):
        yield Finding(
            ReasonCode.NEGATION,
            "negation_verb",
            1.0 if same_word else 0.6,
            mine.verb.span,
            f"The copy {'denies' if its.is_negated else 'does not deny'} “{its.verb.text}”.",
            (its.verb.place,),
        )


def _share_words(case: Case, mine: Event, other: Event) -> bool:
    """Whether two acts are of the same people or things."""
    theirs = [*other.agent, *other.patient, *other.rest]
    return any(
        t.is_content and case.are_alike(t, theirs) for t in (*mine.agent, *mine.patient, *mine.rest)
    )


def negated_words(tokens: Sequence[Token]) -> set[int]:
    """Return the places of content words that a negation stands shortly before."""
    found: set[int] = set()
    reach = 0
    for token in tokens:
        if token.low in NEGATORS:
            reach = _SCOPE_WORDS
        elif token.text in ",;:." or token.low in ("but", "only"):
            reach = 0
        elif reach and token.is_content:
            found.add(token.place)
            reach -= 1
    return found


def _denies(tokens: Sequence[Token]) -> bool:
    """Whether a sentence has any word that turns something round."""
    return any(
        t.low in NEGATORS
        or t.bases & NEGATIVE_BASES
        or (t.part in "AN" and t.low.startswith(_NEGATIVE_PREFIXES[:1]))
        for t in tokens
    )


def _word_polarity(case: Case) -> Iterator[Finding]:
    mine = negated_words(case.line.tokens)
    its = {
        place
        for number in case.main_sentences
        for place in negated_words(case.index.by_sentence[number])
    }
    paired = {a.verb.place for a, _ in case.pairs}
    line_denies = _denies(case.line.tokens)
    wrong = [
        link
        for link in case.alignment.links.values()
        if link.token.place not in paired
        and not link.token.is_quoted
        and link.strength >= CALLED
        and (
            (link.source.place in its and not line_denies)
            or (
                link.token.place in mine
                and not _denies(case.index.by_sentence[link.source.sentence])
            )
        )
    ]
    if wrong:
        first = wrong[0]
        yield Finding(
            ReasonCode.NEGATION,
            "negation_word",
            1.0,
            case.span([*_negators(case, first.token), *(link.token for link in wrong[:3])]),
            f"“{first.source.text}” is {'' if first.source.place in its else 'not '}"
            "negated in the copy.",
            tuple(link.source.place for link in wrong[:3]),
        )


def _negators(case: Case, token: Token) -> list[Token]:
    """Return the words of the line that may turn round one of its words."""
    before = case.line.tokens[max(0, token.place - 2 * _SCOPE_WORDS) : token.place]
    return [t for t in before if t.low in NEGATORS]


def _opposites(case: Case) -> Iterator[Finding]:
    negated = negated_words(case.line.tokens)
    for token in case.line.content:
        link = case.link(token)
        if token.is_quoted or token.part == "NAME":
            continue
        if link is not None and token.bases & link.source.bases:
            continue
        contrary = case.index.opposites(token) if link is None or link.strength < CALLED else set()
        for source in case.evidence_tokens():
            if not source.is_content or source.bases & _bound_bases(case, source):
                continue
            is_contrary = bool(contrary & source.bases) or _is_prefixed(token.low, source.low)
            if is_contrary and token.place not in negated:
                its = negated_words(case.index.by_sentence[source.sentence])
                if source.place not in its:
                    is_trend = token.bases & _TRENDS and source.bases & _TRENDS
                    yield Finding(
                        ReasonCode.FIGURE if is_trend else ReasonCode.NEGATION,
                        "opposite",
                        1.0,
                        token.span,
                        f"The copy says “{source.text}”, the contrary of “{token.text}”.",
                        (source.place,),
                    )
                    return


def _bound_bases(case: Case, source: Token) -> frozenset[str]:
    token = case.bound.get(source.place)
    return token.bases if token is not None else frozenset()


def _is_prefixed(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that turns it round."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return len(short) > 4 and long.endswith(short) and long[: -len(short)] in _NEGATIVE_PREFIXES


def _certainty(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    if its.is_alleged and not mine.is_alleged and not case.has_low(ALLEGING | DOUBTING):
        yield Finding(
            ReasonCode.HEDGE,
            "hedge_alleged",
            1.0,
            mine.verb.span,
            f"The copy only says that “{its.verb.text}” is alleged.",
            (its.verb.place,),
        )
    firm = (Stage.DONE, Stage.NOW, Stage.OPEN)
    for one, other in ((mine, its), (its, mine)):
        if one.stage is Stage.POSSIBLE and other.stage in firm:
            if case.has_low(_HEDGES) and one is its:
                continue
            yield Finding(
                ReasonCode.HEDGE,
                "hedge_modal",
                1.0,
                mine.verb.span,
                f"The copy says of “{its.verb.text}” that it {'may' if one is its else 'does'}, "
                f"not that it {'does' if one is its else 'may'}.",
                (its.verb.place,),
            )


def _hedges(case: Case) -> Iterator[Finding]:
    """Find words of doubt on one side only."""
    own = [t for t in case.line.tokens if _is_hedge(t) and not t.is_quoted]
    for source in case.evidence_tokens():
        if not _is_hedge(source) or case.is_bound(source):
            continue
        scope = [t for t in case.around(source, 0, 4) if t.is_content and not _is_hedge(t)][:2]
        if scope and all(case.is_bound(t) for t in scope) and not own:
            bound = [case.bound[t.place] for t in scope]
            yield Finding(
                ReasonCode.HEDGE,
                "hedge_dropped",
                1.0 if source.low in _HEDGES else 0.6,
                case.span(bound),
                f"The copy says “{source.text} {scope[0].text}”.",
                (source.place, *(t.place for t in scope)),
            )
    theirs = [t for t in case.evidence_tokens() if _is_hedge(t)]
    for token in own:
        if case.link(token) is None and not theirs:
            yield Finding(
                ReasonCode.HEDGE,
                "hedge_added",
                1.0,
                token.span,
                f"The copy does not say “{token.text}”.",
            )


def _is_hedge(token: Token) -> bool:
    if token.low in _HEDGES:
        return token.text != "May" or token.part == "F"
    return token.low in SEEMING and token.part in ("V", "N") and not lexicon.share(token.low, "r")
