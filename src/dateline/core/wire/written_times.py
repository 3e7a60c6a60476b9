"""Times as people write them: “9:27 am EST on Thursday 5 July 2018”, “Nov. 23, 2026, 10:00 GMT”.

A zone that means one thing everywhere is kept; any other leaves the time without one.
"""

import datetime as dt
import re

from dateline.core.wire.datelines import nearest_date
from dateline.core.wire.months import month_number
from dateline.core.wire.stamps import date_of, moment_of
from dateline.core.wire.times import read_time

LOOKED_AT_CHARS = 300

_MONTH = r"[^\W\d_]{3,12}"
_DATE = re.compile(
    r"(?<![\w.:])(?:"
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.|er)?(?: of| de)? ?(?P<m1>{_MONTH})\b\.?,?(?: de)?"
    r"(?: ?(?P<y1>\d{4}))?"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?![\d:])(?:st|nd|rd|th)?(?:,? (?P<y2>\d{{4}}))?"
    r"|(?P<y3>\d{4})[-/](?P<m3>\d{1,2})[-/](?P<d3>\d{1,2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r")(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\w.:/-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d)?(?:\.\d{1,6})?"
    r" ?(?P<half>[ap]\.?m\b\.?|uhr\b|hrs?\b)?,? ?(?P<zone>[A-Za-z]{1,4}\b)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(
    r"(?<!\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?P<zone>GMT|UTC|Z|hrs?|Uhr)\b"
)


def read_written_time(text: str | None, *, filed: dt.datetime | None = None) -> dt.datetime | None:
    """Return the time in a text, its day's midnight where it says no hour, None without a date.

    A day without a year is read as the one nearest to `filed`; without that, it is none.
    """
    words = " ".join((text or "")[:LOOKED_AT_CHARS].split())
    if moment := read_time(words):
        return moment
    match = _DATE.search(words)
    while match:
        if day := _day(match, filed):
            return _at(day, f"{words[: match.start()]} | {words[match.end() :]}")
        # “Tuesday 24” of “Tuesday 24 November” is no date, but what begins inside it may be.
        match = _DATE.search(words, match.start() + 1)
    return None


def _at(day: dt.date, rest: str) -> dt.datetime | None:
    """Return a day at the hour that the rest of its text says, or at midnight."""
    if digits := _FOUR_DIGITS.search(rest):
        return moment_of(day, int(digits["hour"]), int(digits["minute"]), zone=digits["zone"])
    for clock in _CLOCK.finditer(rest):
        if clock["minute"] or clock["half"]:
            return moment_of(day, _hour(clock), int(clock["minute"] or 0), zone=clock["zone"])
    return moment_of(day)


def _hour(clock: re.Match[str]) -> int:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        return hour + 12
    return 0 if half.startswith("a") and hour == 12 else hour


def _day(match: re.Match[str], filed: dt.datetime | None) -> dt.date | None:
    suffix = next(suffix for suffix in "1234" if match[f"d{suffix}"])
    name, day = match[f"m{suffix}"], int(match[f"d{suffix}"])
    month = int(name) if name.isdigit() else month_number(name)
    if month is None:
        return None
    if year := match[f"y{suffix}"]:
        return date_of(int(year), month, day)
    return nearest_date(day, month, None, filed)
