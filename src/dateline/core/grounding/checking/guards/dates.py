"""Dates: the same days as in the copy, bound to the same act, in the same order."""

import re
from collections.abc import Iterator
from itertools import pairwise

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import SEQUENCE
from dateline.core.grounding.dates import DateMention
from dateline.core.story import ReasonCode, Span

# So many dates stand in four sentences of a table, not of copy.
MOST_DATES = 40
_SIDE_CHARS = 12
_UP_TO = frozenset("until till by before".split())
_FROM = frozenset("since from after".split())


def find(case: Case) -> Iterator[Finding]:
    """Give the dates of the line that the copy does not carry."""
    quoted = [t.span for t in case.line.tokens if t.is_quoted]
    spans = [case.index.sentences[number] for number in case.main_sentences]
    near = [one for one in case.story_dates if any(s.covers(one.span) for s in spans)]
    near = near[:MOST_DATES]
    for mention in case.line_dates[:MOST_DATES]:
        if any(mention.span.overlaps(span) for span in quoted):
            continue
        same = [one for one in near if is_same(case, mention, one)]
        if same:
            yield from _conflict(case, mention, same)
            yield from _other_side(case, mention, same)
            yield from _half_of_a_period(case, mention, same, near)
            yield from _bound_elsewhere(case, mention, same, near)
            continue
        elsewhere = [one for one in case.story_dates if is_same(case, mention, one)]
        # Where the copy has no date at all, this one took no other's place: it was added.
        rivals = [one for one in near if not any(is_same(case, m, one) for m in case.line_dates)]
        yield Finding(
            ReasonCode.DATE if elsewhere or rivals else ReasonCode.OUTSIDE,
            "date_elsewhere" if elsewhere else "date_absent",
            1.0,
            mention.span,
            f"The copy does not date this “{mention.span.of(case.line.text)}”.",
            tuple(_place(case, one.span) for one in near or elsewhere),
        )
    yield from _order(case)


def is_same(case: Case, mine: DateMention, its: DateMention) -> bool:
    """Return whether a date of the line is one of the copy, or a wider word for it."""
    words = mine.span.of(case.line.text).lower()
    if words == its.span.of(case.index.text).lower():
        return True
    if (
        mine.day_of_year
        and mine.day_of_year == its.day_of_year
        and (mine.first is None or its.first is None or mine.first == its.first)
    ):
        return True
    if mine.first is None or its.first is None or mine.last is None or its.last is None:
        return False
    return mine.first <= its.first and its.last <= mine.last


def _place(case: Case, span: Span) -> int:
    return next((t.place for t in case.index.tokens if t.span.end > span.start), 0)


def _side(text: str, mention: DateMention) -> str:
    """Return whether an act lasts up to a date, begins with it, or falls on it."""
    before = text[max(0, mention.span.start - _SIDE_CHARS) : mention.span.start].lower().split()
    word = before[-1] if before else ""
    return "up to" if word in _UP_TO else "from" if word in _FROM else "on"


def _other_side(case: Case, mention: DateMention, same: list[DateMention]) -> Iterator[Finding]:
    """Find “in June” for “until June”."""
    mine = _side(case.line.text, mention)
    sides = {_side(case.index.text, one) for one in same}
    if mine not in sides:
        yield Finding(
            ReasonCode.DATE,
            "date_side",
            1.0,
            mention.span,
            f"In the copy it is {min(sides)} this date, in the line {mine} it.",
            tuple(_place(case, one.span) for one in same[:1]),
        )


def _conflict(case: Case, mention: DateMention, same: list[DateMention]) -> Iterator[Finding]:
    # Whichever of its sentences the line was made from: the copy as a whole is at odds.
    days = {one.day_of_year for one in same} - {None}
    clash = [one for one in case.story_dates if one.conflict and one.day_of_year in days]
    # The bare day may be repeated as the copy has it; a year is a choice between its readings.
    has_year = bool(re.search(r"\d{4}", mention.span.of(case.line.text)))
    if clash and has_year:
        yield Finding(
            ReasonCode.DATE,
            "date_absent",
            1.0,
            mention.span,
            "The copy has two readings of this date.",
            tuple(_place(case, one.span) for one in case.story_dates if one.day_of_year
                  == mention.day_of_year),
        )  # fmt: skip


def _half_of_a_period(
    case: Case, mention: DateMention, same: list[DateMention], near: list[DateMention]
) -> Iterator[Finding]:
    """“between October and February” is neither of the two."""
    text = case.index.text
    for first, second in pairwise(near):
        between = text[first.span.end : second.span.start].strip()
        lead = text[max(0, first.span.start - 10) : first.span.start].lower()
        is_period = (lead.endswith("between ") and between == "and") or (
            lead.endswith("from ") and between in ("to", "until")
        )
        for one, other in ((first, second), (second, first)):
            if not is_period or one not in same or _is_within(other, mention):
                continue
            if any(is_same(case, mine, other) for mine in case.line_dates if mine is not mention):
                continue
            yield Finding(
                ReasonCode.DATE,
                "date_absent",
                1.0,
                mention.span,
                "The copy gives a period from one date to another.",
                (_place(case, first.span), _place(case, second.span)),
            )


def _is_within(inner: DateMention, outer: DateMention) -> bool:
    if not (inner.first and inner.last and outer.first and outer.last):
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _bound_elsewhere(
    case: Case, mention: DateMention, same: list[DateMention], near: list[DateMention]
) -> Iterator[Finding]:
    """Find a date that in the copy stands by another act than in the line."""
    if len(near) < 2:
        return
    around = [t for t in case.line.content if not t.is_quoted and case.link(t) is not None
              and abs(t.span.start - mention.span.start) < 60]  # fmt: skip
    verbs = [t for t in around if t.part == "V"] or around
    if not verbs:
        return
    anchor = min(verbs, key=lambda t: abs(t.span.start - mention.span.start))
    link = case.link(anchor)
    if link is None:
        return
    at = link.source.span.start
    sentence = case.index.sentences[link.source.sentence]
    rivals = [one for one in near if one not in same and sentence.covers(one.span)]
    own = min(abs(one.span.start - at) for one in same)
    closest = min((abs(one.span.start - at) for one in rivals), default=None)
    if closest is not None and closest * 2 < own:
        yield Finding(
            ReasonCode.DATE,
            "date_bound",
            1.0,
            mention.span,
            f"The copy dates “{link.source.text}” otherwise.",
            (link.source.place,),
        )


def _order(case: Case) -> Iterator[Finding]:
    """Find a “before” that is an “after” in the copy."""
    tokens = case.line.tokens
    for at, token in enumerate(tokens):
        way = SEQUENCE.get(token.low)
        if way is None or token.is_quoted:
            continue
        left = _bound_near(case, tokens[:at][::-1])
        right = _bound_near(case, tokens[at + 1 :])
        if left is None or right is None or left.sentence != right.sentence:
            continue
        low, high = sorted((left.place, right.place))
        turned = left.place > right.place
        between = [
            t
            for t in case.index.by_sentence[left.sentence]
            if low <= t.place <= high and t.low in SEQUENCE
        ]
        if not between:
            continue
        its = SEQUENCE[between[0].low]
        if (its != way) != turned:
            yield Finding(
                ReasonCode.DATE,
                "order",
                1.0,
                token.span,
                f"The copy says “{between[0].text}”: the order of events is another.",
                (between[0].place,),
            )


def _bound_near(case: Case, tokens: list[Token]) -> Token | None:
    for token in tokens[:7]:
        link = case.link(token)
        if link is not None and link.strength > 0.5:
            return link.source
    return None
