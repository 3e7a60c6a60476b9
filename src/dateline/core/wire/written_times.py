"""Times as people write them: “9:27 am EST on Thursday 5 July 2018”, “Nov. 23, 2026, 10:00 GMT”.

A zone that means one thing everywhere is kept; any other leaves the time without one.
"""

import datetime as dt
import re

from dateline.core.wire.months import month_number
from dateline.core.wire.stamps import date_of, moment_of
from dateline.core.wire.times import read_time

_DATE = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<d1>\d{1,2})(?:st|nd|rd|th|\.|er)?(?: of| de)? ?(?P<m1>[^\W\d_]{3,12})\.?,?(?: de)? ?(?P<y1>\d{4})"
    r"|(?P<m2>[^\W\d_]{3,12})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
    r"|(?P<y3>\d{4})[-/](?P<m3>\d{1,2})[-/](?P<d3>\d{1,2})"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r")(?!\d)"
)
_CLOCK = re.compile(
    r"(?<![\w.:/-])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d)?(?:\.\d{1,6})?"
    r" ?(?:(?P<half>[ap])\.?m\b\.?|uhr\b|hrs?\b)?,? ?(?P<zone>[A-Z]{1,4}\b)?",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(
    r"(?<!\d)(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d) ?(?P<zone>GMT|UTC|Z)\b"
)
LOOKED_AT_CHARS = 300


def read_written_time(text: str | None) -> dt.datetime | None:
    """Return the time in a text, its day's midnight where it says no hour, None without a date."""
    words = " ".join((text or "")[:LOOKED_AT_CHARS].split())
    if moment := read_time(words):
        return moment
    match = _DATE.search(words)
    day = _day(match) if match else None
    if match is None or day is None:
        return None
    rest = f"{words[: match.start()]} | {words[match.end() :]}"
    if digits := _FOUR_DIGITS.search(rest):
        return moment_of(day, int(digits["hour"]), int(digits["minute"]), zone=digits["zone"])
    for clock in _CLOCK.finditer(rest):
        if clock["minute"] or clock["half"] or re.search("uhr|hr", clock[0], re.IGNORECASE):
            return moment_of(day, _hour(clock), int(clock["minute"] or 0), zone=clock["zone"])
    return moment_of(day)


def _hour(clock: re.Match[str]) -> int:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _day(match: re.Match[str]) -> dt.date | None:
    for suffix in "1234":
        if not match[f"y{suffix}"]:
            continue
        name = match[f"m{suffix}"]
        month = int(name) if name.isdigit() else month_number(name)
        return date_of(int(match[f"y{suffix}"]), month, int(match[f"d{suffix}"])) if month else None
    return None
