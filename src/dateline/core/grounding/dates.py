"""Dates: the words for days, weeks, months and years, resolved against the day of the copy."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core.grounding.words import MONTHS, WEEKDAYS
from dateline.core.story import Span

_MONTH_NAMES = "|".join(
    sorted({*MONTHS, *(m[:3] + r"\." for m in MONTHS), *(m[:3] for m in MONTHS if m != "May"),
            r"Sept\.?"}, key=len, reverse=True)
)  # fmt: skip
_DAYS = "|".join(WEEKDAYS)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"a": 1, "an": 1}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_PATTERN = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})\b"
    rf"|\b(?P<m1>{_MONTH_NAMES})\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y1>(?:1[89]|20)\d\d)\b)?"
    rf"(?P<rel1>,?\s(?:last|this|next)\syear\b)?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH_NAMES})\b(?:,?\s(?P<y2>(?:1[89]|20)\d\d)\b)?"
    rf"(?P<rel2>\s(?:last|this|next)\syear\b)?"
    rf"|\b(?:(?P<when>last|this|next)\s)?(?P<m3>{_MONTH_NAMES})(?![\w])(?:,?\s(?:of\s)?(?P<y3>(?:1[89]|20)\d\d)\b)?"
    rf"(?P<rel3>,?\s(?:last|this|next)\syear\b)?"
    rf"|\b(?:(?P<which>last|this|next)\s)?(?P<weekday>{_DAYS})\b"
    rf"|\b(?P<season_when>last|this|next)\s(?P<season>spring|summer|autumn|fall|winter)\b"
    rf"|\b(?P<near>today|tonight|yesterday|tomorrow)\b"
    rf"|\b(?P<rel>last|this|next|the\sprevious|the\spast)\s(?P<unit>week|weekend|month|year)\b"
    rf"|\b{_COUNT}\s(?P<ago_unit>day|week|month|year)s?\s(?P<ago>ago|earlier)\b"
    rf"|(?<![\d$£€,.])(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\d)\b(?!\s(?:people|troops|workers|dollars))",
)
_DATELINE_CHARS = 40
# A month without a year is rather behind the copy than before it.
_PAST_BIAS_MONTHS = 4
_MONTH_LEADS = re.compile(
    r"\b(?:in|since|until|till|by|of|during|from|to|between|and|early|late|mid|before|after|through"
    r"|on|for|early\sin|late\sin|beginning|ending|mid-|’s|'s)[\s-]+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words for a time.

    first, last  the days it covers, inclusive; None when it cannot be resolved
    conflict     the readings that stand against each other, empty for one reading or none
    """

    span: Span
    first: dt.date | None
    last: dt.date | None
    conflict: tuple[dt.date, ...] = ()
    day_of_year: tuple[int, int] | None = None


def find_dates(text: str, day: dt.date | None) -> tuple[DateMention, ...]:
    """Return the dates of a copy in reading order, resolved against the day it was filed.

    A day and month without a year that fall on the day of filing itself stay unresolved, because
    copy calls that day by its weekday; they conflict when the text gives the same day a year.
    """
    return tuple(_with_conflicts(text, read_dates(text, day), day))


def read_dates(text: str, day: dt.date | None) -> tuple[DateMention, ...]:
    """Return the dates of a line, each with its likeliest reading against the day of its copy."""
    found = (_mention(match, day) for match in _PATTERN.finditer(text))
    return tuple(one for one in found if one is not None)


def _mention(match: re.Match[str], day: dt.date | None) -> DateMention | None:
    span = Span(*match.span())
    for name, reader in _READERS.items():
        if match[name]:
            try:
                return reader(match, span, day)
            except (ValueError, OverflowError):
                return None
    return None


def _month(name: str) -> int:
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3] == name[:3])


def _from_iso(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention:
    del day
    one = dt.date.fromisoformat(match["iso"])
    return DateMention(span, one, one)


def _day_and_month(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention | None:
    side = "1" if match["m1"] else "2"
    month, number = _month(match[f"m{side}"]), int(match[f"d{side}"])
    key = (month, number)
    dt.date(2024, month, number)  # raises where there is no such day
    if match[f"y{side}"]:
        one = dt.date(int(match[f"y{side}"]), month, number)
        return DateMention(span, one, one, day_of_year=key)
    if day is None:
        return DateMention(span, None, None, day_of_year=key)
    if relative := match[f"rel{side}"]:
        one = dt.date(day.year + _shift(relative), month, number)
        return DateMention(span, one, one, day_of_year=key)
    is_to_come = _is_to_come(match)
    nearest = min(
        _in_years(day, month, number),
        key=lambda d: abs((d - day).days) + (400 if is_to_come and d < day else 0),
    )
    return DateMention(span, nearest, nearest, day_of_year=key)


def _in_years(day: dt.date, month: int, number: int) -> Iterator[dt.date]:
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            yield dt.date(year, month, number)
        except ValueError:
            continue


def _shift(words: str) -> int:
    return -1 if "last" in words else 1 if "next" in words else 0


def _month_alone(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention | None:
    name, relative = match["m3"], match["rel3"]
    is_month = match["y3"] or match["when"] or relative
    if not is_month and not _MONTH_LEADS.search(match.string[: match.start()][-24:]):
        return None  # “may” and “march” are words too
    month = _month(name)
    if match["y3"]:
        return _whole_month(span, int(match["y3"]), month)
    if day is None:
        return DateMention(span, None, None)
    if relative:
        return _whole_month(span, day.year + _shift(relative), month)
    if match["when"] == "last":
        return _whole_month(span, day.year if month < day.month else day.year - 1, month)
    years = (day.year - 1, day.year, day.year + 1)
    bias = 0 if _is_to_come(match) else _PAST_BIAS_MONTHS

    def distance(year: int) -> int:
        months = (year - day.year) * 12 + month - day.month
        return months + bias if months > 0 else -months

    return _whole_month(span, min(years, key=distance), month)


def _whole_month(span: Span, year: int, month: int) -> DateMention:
    first = dt.date(year, month, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return DateMention(span, first, following - dt.timedelta(days=1))


def _weekday(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention | None:
    if day is None:
        return DateMention(span, None, None)
    behind = (day.weekday() - WEEKDAYS.index(match["weekday"])) % 7
    one = day - dt.timedelta(days=behind)
    if match["which"] == "next" or _is_to_come(match):
        one += dt.timedelta(days=7 if behind or match["which"] == "next" else 0)
    return DateMention(span, one, one)


def _is_to_come(match: re.Match[str]) -> bool:
    """Whether the clause before a weekday speaks of what is to come."""
    before = re.split(r"[.;:,]", match.string[max(0, match.start() - 80) : match.start()])[-1]
    after = match.string[match.end() : match.end() + 60]
    return bool(
        re.search(
            r"\b(?:will|shall|’ll|'ll|going to|set to|due|plans? to|(?:is|are) to|to be"
            r"|until|by)\b",
            before,
        )
        or re.match(r"[^.;:,]{0,30}\bwill\b", after)
    )


def _near(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention:
    if day is None:
        return DateMention(span, None, None)
    one = day + dt.timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["near"], 0))
    return DateMention(span, one, one)


def _relative(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention | None:
    if day is None:
        return DateMention(span, None, None)
    step = {"last": -1, "the previous": -1, "next": 1}.get(match["rel"], 0)
    if match["rel"] == "the past":
        length = {"week": 7, "weekend": 3, "month": 31, "year": 366}[match["unit"]]
        return DateMention(span, day - dt.timedelta(days=length), day)
    if match["unit"] == "year":
        year = day.year + step
        return DateMention(span, dt.date(year, 1, 1), dt.date(year, 12, 31))
    if match["unit"] == "month":
        month = day.year * 12 + day.month - 1 + step
        return _whole_month(span, month // 12, month % 12 + 1)
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=step)
    start = 4 if match["unit"] == "weekend" else 0
    return DateMention(span, monday + dt.timedelta(days=start), monday + dt.timedelta(days=6))


def _ago(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention | None:
    if day is None or match["ago"] == "earlier":
        return DateMention(span, None, None)
    words = match["count"]
    count = int(words) if words.isdigit() else _NUMBERS[words]
    unit = match["ago_unit"]
    if unit == "year":
        year = day.year - count
        return DateMention(span, dt.date(year, 1, 1), dt.date(year, 12, 31))
    length = {"day": 1, "week": 7, "month": 30}[unit]
    one, slack = day - dt.timedelta(days=length * count), dt.timedelta(days=length // 2)
    return DateMention(span, one - slack, one + slack)


def _year(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention:
    del day
    year = int(match["year"])
    return DateMention(span, dt.date(year, 1, 1), dt.date(year, 12, 31))


def _season(match: re.Match[str], span: Span, day: dt.date | None) -> DateMention:
    if day is None:
        return DateMention(span, None, None)
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"]]
    year = day.year + (1 if match["season_when"] == "next" else 0)
    if match["season_when"] == "last" and start + 2 >= day.month:
        year -= 1
    first = dt.date(year, start, 1)
    last = _whole_month(span, year + (start + 1) // 12, (start + 1) % 12 + 1).last
    return DateMention(span, first, last)


_Reader = Callable[[re.Match[str], Span, dt.date | None], DateMention | None]
_READERS: dict[str, _Reader] = {
    "iso": _from_iso,
    "m1": _day_and_month,
    "m2": _day_and_month,
    "m3": _month_alone,
    "weekday": _weekday,
    "season": _season,
    "near": _near,
    "unit": _relative,
    "ago_unit": _ago,
    "year": _year,
}


def _with_conflicts(
    text: str, found: Sequence[DateMention], day: dt.date | None
) -> Iterator[DateMention]:
    """Set a day without a year against the years the text gives the same day elsewhere."""
    dated = {
        (one.day_of_year, one.first)
        for one in found
        if one.first is not None and one.day_of_year and not _is_bare(text, one, day)
    }
    for one in found:
        if not _is_bare(text, one, day) or day is None:
            yield one
            continue
        others = {known for key, known in dated if key == one.day_of_year and known} - {day}
        readings = tuple(sorted(others | {day})) if others else ()
        yield replace(one, first=None, last=None, conflict=readings)


def _is_bare(text: str, one: DateMention, day: dt.date | None) -> bool:
    """Whether a date is the day of filing by month and day alone, and not the dateline itself."""
    if one.day_of_year is None or one.first != day or re.search(r"\d{4}", one.span.of(text)):
        return False
    before = text[: one.span.start]
    return len(before) > _DATELINE_CHARS or not re.fullmatch(r"[\w .’'-]{2,30},?\s", before)
