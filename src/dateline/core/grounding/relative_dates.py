"""Relative dates written out: “on Monday” as “on Monday, Nov. 23”, where there is no choice.

Copy calls the days of the week before and after it by their names. Which Monday it means follows
from the days on which it may have been filed and from what the verb beside it says: that something
was done, or will be. Where either leaves two answers, the words stay as they are.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from dateline.core.grounding.clauses import Shape, Token, is_finite, is_past, shape_of
from dateline.core.grounding.dates import read_dates
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.filing import FilingDays
from dateline.core.grounding.tenses import DONE, TO_COME, tense_beside
from dateline.core.grounding.words import (
    DEMONSTRATIVES,
    MONTHS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    SAYING_VERBS,
    WEEKDAYS,
)
from dateline.core.story import Span

RESOLVE_DATE = "resolve-date"
_Reading = TypeVar("_Reading")
# Another date so far from the day of filing, and the story may be telling of that time.
NEAR_DAYS = 7
_MONTHS_IN_SHORT = (
    "Jan.", "Feb.", "March", "April", "May", "June",
    "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
_DAYS = "|".join(WEEKDAYS)
_MONTH = rf"(?:{'|'.join(sorted({*MONTHS, *_MONTHS_IN_SHORT}, key=len, reverse=True))})"
_PART = r"(?:\s(?:morning|afternoon|evening|night))?"
_OWN = r"(?![\w’'-])"
# “on Monday, Nov. 23” and “on Monday (23 November)” are dated already.
_DATED = rf"(?!,?\s\(?(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?{_MONTH})"
_RELATIVE = re.compile(
    rf"\b(?:(?P<weekday>{_DAYS})(?P<part>{_PART}){_OWN}{_DATED}"
    rf"|(?P<near>[Yy]esterday|[Tt]omorrow|[Tt]oday)(?P<near_part>{_PART}){_OWN}{_DATED}"
    rf"|(?P<dated>{_MONTH}(?:\s\d{{1,2}})?|\d{{1,2}}\s{_MONTH}),?\s(?P<year>last|this|next)\syear{_OWN}"
    rf"|(?P<when>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s(?P<which>last|this|next)"
    rf"\s(?P<unit>year|month){_OWN})"
)
_STEPS = {"last": -1, "this": 0, "next": 1}
_FAR_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
# “between Monday and Tuesday”, “Monday to Friday”, “Monday’s”.
_GOES_ON = re.compile(
    r"\s*(?:–|-|/)|\s(?:and|or|to|through|until|till)\s(?:on\s)?(?:" + _DAYS + r"|today|tomorrow)\b"
)
# What may follow a day that stands for itself, and does not say which one: “Sunday trading”.
_MAY_FOLLOW = (
    PREPOSITIONS | PRONOUNS | POSSESSIVES | DEMONSTRATIVES
    | {"the", "a", "an", "and", "but", "when", "where", "who", "which", "while", "because", "if",
       "not", "also", "will", "it"}
)  # fmt: skip
_EARLY = frozenset({"early", "late", "earlier", "later"})
_CLOSING_SINGLE = re.compile(r"[.,!?]['’](?!\w)")


def dates_resolved(
    text: str, sentences: Sequence[Span], number: int, opened: str, filed: FilingDays | None
) -> Iterator[Edit]:
    """Give the relative dates of `opened`, which sentence `number` was opened to, written out.

    filed  on which days the copy may have been filed; where nothing tells, no date is sure
    """
    if filed is None or (filed.last - filed.first).days >= NEAR_DAYS:
        return
    shape: Shape | None = None
    for match in _RELATIVE.finditer(opened):
        shape = shape or shape_of(opened)
        if shape.is_quoted(match.start()) or _leaves_marks_open(shape):
            continue
        put = _put(match, shape, filed, text[_context(sentences, number)])
        if put is not None:
            yield Edit(match.start(), match.end(), RESOLVE_DATE, match.group(), put)


def _put(match: re.Match[str], shape: Shape, filed: FilingDays, context: str) -> str | None:
    if match["weekday"]:
        return _weekday(match, shape, filed, context)
    if match["near"]:
        return _near(match, shape, filed)
    before = shape.last_before(match.start())
    if match["dated"]:
        year = _only(filed, lambda day: day.year + _STEPS[match["year"]])
        joint = ", " if re.fullmatch(rf"{_MONTH}\s\d+", match["dated"]) else " "
        return None if year is None else f"{match['dated']}{joint}{year}"
    if before is not None and before.lower == "the":
        return None
    return _far(match, filed)


def _weekday(match: re.Match[str], shape: Shape, filed: FilingDays, context: str) -> str | None:
    before, following = _beside(match, shape)
    if not _stands_for_itself(before, following, match, shape):
        return None
    wanted = WEEKDAYS.index(match["weekday"])
    tense = tense_beside(shape, match.start(), match.end())
    day: dt.date | None = None
    if tense is TO_COME:
        # Said on a Monday of a Monday to come, it may be today or in a week.
        day = _only(filed, lambda one: _ahead(one, wanted))
    elif tense is DONE and _is_of_now(context, filed):
        day = _only(filed, lambda one: one - dt.timedelta(days=(one.weekday() - wanted) % 7))
    return None if day is None else f"{match.group()}, {_day_of_year(day, filed)}"


def _ahead(day: dt.date, wanted: int) -> dt.date | None:
    days = (wanted - day.weekday()) % 7
    return day + dt.timedelta(days=days) if days else None


def _beside(match: re.Match[str], shape: Shape) -> tuple[Token | None, Token | None]:
    """Return the words before a day, apart from its “on”, and behind it."""
    before = shape.last_before(match.start())
    if before is not None and before.lower == "on":
        before = shape.last_before(before.start)
    return before, shape.first_after(match.end())


def _stands_for_itself(
    before: Token | None, following: Token | None, match: re.Match[str], shape: Shape
) -> bool:
    """Return whether a day is a time, and no part of a name or of another thing."""
    lead = shape.sentence[: match.start()].lower()
    has_on = re.search(r"(?:^|\W)on\s$", lead) is not None
    if _GOES_ON.match(shape.sentence, match.end()):
        return False
    if following is not None and following.text[0].isalnum() and not (
        following.lower in _MAY_FOLLOW
        or is_finite(following.lower)
        or (following.lower.endswith("ly") and following.text[0].islower())
    ):  # fmt: skip
        return False
    if before is None:
        return has_on
    if has_on:
        return before.lower not in _NEVER_BEFORE_ON
    return (
        before.text[0].isalpha()
        and before.text[0].islower()
        and (before.lower in _EARLY or before.lower not in _NEVER_BEFORE)
    )


# “depending on Monday”, and newspapers: “The Mail on Sunday”.
_NEVER_BEFORE_ON = frozenset("based depending focus rely mail independent scotland wales".split())
_NEVER_BEFORE = (
    PREPOSITIONS | POSSESSIVES | DEMONSTRATIVES
    | {"the", "a", "an", "last", "next", "every", "each", "and", "or", "but", "one", "any", "good"}
)  # fmt: skip


def _near(match: re.Match[str], shape: Shape, filed: FilingDays) -> str | None:
    word = match["near"].lower()
    before, following = _beside(match, shape)
    if filed.first != filed.last or _GOES_ON.match(shape.sentence, match.end()):
        return None
    if before is not None and (before.lower in _NEVER_BEFORE or before.lower in PREPOSITIONS):
        return None
    if word == "tomorrow" and tense_beside(shape, match.start(), match.end()) is not TO_COME:
        return None
    if word == "today" and not _is_said(before, following):
        return None  # “the ships of today”: these days, not this day
    day = filed.first + dt.timedelta(days=_FAR_WORDS[word])
    name = f"on {WEEKDAYS[day.weekday()]}{match['near_part']}"
    return f"{name}, {_day_of_year(day, filed)}"


def _is_said(before: Token | None, following: Token | None) -> bool:
    return (
        before is not None
        and before.lower in SAYING_VERBS
        and is_past(before.lower)
        and (following is None or not following.text[0].isalnum() or following.lower == "that")
    )


def _far(match: re.Match[str], filed: FilingDays) -> str | None:
    step = _STEPS[match["which"]]
    if match["unit"] == "year":
        year = _only(filed, lambda day: day.year + step)
        return None if year is None else f"{match['when']} in {year}"
    month = _only(filed, lambda day: day.year * 12 + day.month - 1 + step)
    if month is None:
        return None
    return f"{match['when']} in {MONTHS[month % 12]} {month // 12}"


def _only(filed: FilingDays, reading: Callable[[dt.date], _Reading | None]) -> _Reading | None:
    """Return what all the days of filing give, or None where they differ."""
    found = {reading(day) for day in filed.each()}
    return found.pop() if len(found) == 1 else None


def _day_of_year(day: dt.date, filed: FilingDays) -> str:
    told = f"{_MONTHS_IN_SHORT[day.month - 1]} {day.day}"
    return told if {day.year} == {one.year for one in filed} else f"{told}, {day.year}"


def _context(sentences: Sequence[Span], number: int) -> slice:
    return slice(sentences[max(0, number - 1)].start, sentences[number].end)


@lru_cache(256)
def _is_of_now(context: str, filed: FilingDays) -> bool:
    """Return whether no date beside tells of another time, whose Monday it might be."""
    near = dt.timedelta(days=NEAR_DAYS)
    return all(
        one.first is not None
        and one.last is not None
        and one.last >= filed.first - near
        and one.first <= filed.last + near
        for one in read_dates(context, filed.last)
    )


def _leaves_marks_open(shape: Shape) -> bool:
    """Return whether somebody's words begin or end in it whose other mark stands elsewhere."""
    text = shape.sentence
    closed = {span.end for span in shape.quotations}
    return (
        text.count("“") != text.count("”")
        or text.count('"') % 2 == 1
        or any(match.start() + 1 not in closed for match in _CLOSING_SINGLE.finditer(text))
    )
