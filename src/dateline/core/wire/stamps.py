"""Times as older wires stamp them, put together from numbers and the letters of a zone."""

import datetime as dt
from collections.abc import Mapping

# Only what means one zone everywhere; a time with any other letters stays without a zone.
ZONE_HOURS: Mapping[str, int] = {
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0,
    "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3,
    "AEST": 10, "AEDT": 11, "ACST": 9, "AWST": 8, "JST": 9, "NZST": 12, "NZDT": 13,
}  # fmt: skip
NORTH_AMERICAN_HOURS: Mapping[str, int] = {
    "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
FIRST_TWO_DIGIT_YEAR = 1970


def full_year(year: int) -> int:
    """Return the year that one or two digits mean, from 1970 to 2069; four digits as they are."""
    if year >= 100:
        return year
    return FIRST_TWO_DIGIT_YEAR // 100 * 100 + year + (100 if year < 70 else 0)


def moment_of(
    day: dt.date | None,
    hour: int = 0,
    minute: int = 0,
    *,
    zone: str | None = None,
    zones: Mapping[str, int] = ZONE_HOURS,
) -> dt.datetime | None:
    """Return the time in UTC; naive without a known zone; None without a day, or for 25:00."""
    if day is None:
        return None
    try:
        moment = dt.datetime.combine(day, dt.time(hour, minute))
        hours = zones.get((zone or "").upper())
        if hours is None:
            return moment
        there = dt.timezone(dt.timedelta(hours=hours))
        return moment.replace(tzinfo=there).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None for 31 November."""
    try:
        return dt.date(full_year(year), month, day)
    except ValueError:
        return None
