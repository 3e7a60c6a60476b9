"""Times as wires write them: ISO 8601, RFC 2822 in feeds, “28.09.2026 11:15” in press releases.

A time with a zone becomes aware UTC. A time without one stays naive: a zone is never invented, but
a few agencies' formats are known to write the agency's own clock, and those readers say so.
A day without a time is its midnight, naive.
"""

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.core.story import Item
from dateline.core.wire.errors import MalformedWire

Embargo = dt.datetime | Literal["indefinite"] | None
# Who has no way to write “until further notice” writes a day that never comes.
NEVER_YEAR = 9999
UNTIL_FURTHER_NOTICE = f"{NEVER_YEAR}-12-31T23:59:59Z"


# Agencies that write their own clock without a zone, by how they name themselves.
AGENCY_ZONES = {
    "ansa": "Europe/Rome",
    "belga.be": "Europe/Brussels",
    "ritzau": "Europe/Copenhagen",
}


def zone_of(*names: str | None) -> dt.tzinfo | None:
    """Return the zone of the clock that the agency of one of these names writes, or None."""
    return next((zone for name in names if (zone := _zone((name or "").lower()))), None)


@lru_cache(maxsize=64)
def _zone(agency: str) -> dt.tzinfo | None:
    try:
        return ZoneInfo(AGENCY_ZONES[agency]) if agency in AGENCY_ZONES else None
    except ZoneInfoNotFoundError:  # a machine without zone data: the time stays as it is written
        return None


def read_time(text: str | None, *, zone: dt.tzinfo | None = None) -> dt.datetime | None:
    """Return the time, or None where there is none or it cannot be read.

    zone  of the clock that a time without a zone was read from, where that is known

    For times that only describe an item. What decides whether it may be public is `needed_time`'s.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        moment: dt.datetime | None = dt.datetime.fromisoformat(words)
    except ValueError:
        moment = _with_points(words) or _rfc2822(words)
    if moment and zone and moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    try:
        return moment.astimezone(dt.UTC) if moment and moment.tzinfo else moment
    except OverflowError:  # the year 1 or 9999, pushed over the edge by its zone
        return None


def needed_time(
    text: str | None, *, where: str, zone: dt.tzinfo | None = None
) -> dt.datetime | None:
    """Return the time, or None where there is none.

    Raises: MalformedWire when something stands there that is no time.
    """
    moment = read_time(text, zone=zone)
    if moment is None and (text or "").strip():
        raise MalformedWire(
            where=where, found=repr(text), expected="an ISO 8601 time such as 2026-11-23T09:30:00Z"
        )
    return moment


def read_embargo(text: str | None, *, where: str) -> Embargo:
    """Return until when an item is embargoed: None, a time, or "indefinite".

    An empty text and the year 9999 are indefinite.

    Raises: MalformedWire when something stands there that is no time.
    Source: NewsML-G2 `embargoed`, where an empty element means until further notice.
    """
    if text is None:
        return None
    moment = needed_time(text, where=where)
    return moment if moment and moment.year < NEVER_YEAR else "indefinite"


def in_zone(item: Item, zone: dt.tzinfo) -> Item:
    """Return an item whose times without a zone are taken for that zone's; in UTC."""

    def placed(time: dt.datetime | None) -> dt.datetime | None:
        if time is None or time.tzinfo is not None:
            return time
        return time.replace(tzinfo=zone).astimezone(dt.UTC)

    embargo = item.embargoed
    return replace(
        item,
        versioncreated=placed(item.versioncreated),
        firstcreated=placed(item.firstcreated),
        embargoed=placed(embargo) if isinstance(embargo, dt.datetime) else embargo,
        expires=placed(item.expires),
        media=tuple(replace(media, expires=placed(media.expires)) for media in item.media),
    )


def later_embargo(one: Embargo, other: Embargo) -> Embargo:
    """Return the embargo that holds longer; a time without a zone counts as UTC beside another."""
    if one is None or other is None:
        return one or other
    if isinstance(one, str) or isinstance(other, str):
        return "indefinite"
    return max(one, other, key=lambda time: time if time.tzinfo else time.replace(tzinfo=dt.UTC))


def _with_points(words: str) -> dt.datetime | None:
    """Read “28.09.2026 11:15”, as the north and middle of Europe write it: the day first."""
    for form in ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(words, form)  # noqa: DTZ007  # no zone is written
        except ValueError:
            continue
    return None


def _rfc2822(words: str) -> dt.datetime | None:
    from email.utils import parsedate_to_datetime  # slow to import; only feeds write such times

    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
