"""Names: in the copy, written together as there, and beside the same words."""

from collections.abc import Iterator
from itertools import pairwise

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.entities import name_runs
from dateline.core.grounding.checking.reading import CALENDAR, Token
from dateline.core.story import ReasonCode

_TITLES = frozenset("mr mrs ms dr sir lady president minister judge gov sen rep gen".split())
_FAR_WORDS = 12
_NEAR_WORDS = 4


def find(case: Case) -> Iterator[Finding]:
    """Give the names of the line that are not the copy's, or stand by other words there."""
    tokens = case.line.tokens
    for start, end in name_runs(tokens):
        run = [t for t in tokens[start:end] if t.part == "NAME" and not t.is_quoted]
        for token in run:
            if token.low in CALENDAR:
                continue
            yield from _absent(case, token)
        yield from _mixed(case, run)
        if end < len(tokens) and run:
            yield from _wrong_head(case, run[-1], tokens[end])


def _absent(case: Case, token: Token) -> Iterator[Finding]:
    if case.link(token) is not None:
        return
    known = bool(case.index.like(token)) or bool(case.index.called_places.get(token.low))
    if not known:
        opens = token.place == 0
        yield Finding(
            ReasonCode.NAME if _has_rival(case, token) else ReasonCode.OUTSIDE,
            "name_absent",
            0.5 if opens else 1.0,
            token.span,
            f"The copy does not name “{token.text}”.",
        )
    else:
        yield Finding(
            ReasonCode.NAME,
            "name_elsewhere",
            1.0,
            token.span,
            f"The copy does not name “{token.text}” where it says this.",
            tuple(case.index.places.get(token.low, ())[:2]),
        )


def _has_rival(case: Case, token: Token) -> bool:
    """Whether a name of the copy stands unused by the words that stand by this one in the line."""
    tokens = case.line.tokens[max(0, token.place - _NEAR_WORDS) : token.place + _NEAR_WORDS + 1]
    links = [link for near in tokens if (link := case.link(near)) is not None]
    return any(
        source.part == "NAME" and not case.is_bound(source) and source.low not in CALENDAR
        for link in links
        for source in case.around(link.source, _NEAR_WORDS, _NEAR_WORDS)
    )


def _mixed(case: Case, run: list[Token]) -> Iterator[Finding]:
    """Find a name put together from words of different names."""
    names = [t for t in run if t.low not in _TITLES]
    for one, other in pairwise(names):
        first, second = case.link(one), case.link(other)
        if first is None or second is None:
            continue
        a, b = first.source, second.source
        if abs(a.place - b.place) <= 3 or {one.low, other.low} <= (a.called | b.called):
            continue
        yield Finding(
            ReasonCode.NAME,
            "name_mixed",
            1.0,
            case.span([one, other]),
            f"The copy does not put “{one.text}” and “{other.text}” together.",
            (a.place, b.place),
        )


def _wrong_head(case: Case, name: Token, head: Token) -> Iterator[Finding]:
    """Find “the Malaysian military” where the copy has “the Indonesian military”."""
    if head.part not in ("N", "A"):
        return
    to_name, to_head = case.link(name), case.link(head)
    if to_head is None or (
        to_name is not None and abs(to_name.source.place - to_head.source.place) <= _FAR_WORDS
    ):
        return
    rivals = [
        t
        for t in case.around(to_head.source, 2, 0)
        if t.part == "NAME" and not case.are_alike(name, [t])
    ]
    if rivals:
        yield Finding(
            ReasonCode.NAME,
            "name_head",
            1.0,
            case.span([name, head]),
            f"In the copy it is “{rivals[-1].text} {to_head.source.text}”.",
            (rivals[-1].place, to_head.source.place),
        )
