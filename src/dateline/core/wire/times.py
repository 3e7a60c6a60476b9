"""Times as wires write them: ISO 8601, and RFC 2822 in feeds.

A time with a zone becomes aware UTC. A time without one stays naive: a zone is never invented.
A day without a time is its midnight, naive.
"""

import datetime as dt
from typing import Literal

from dateline.core.wire.errors import MalformedWire

Embargo = dt.datetime | Literal["indefinite"] | None
# Who has no way to write “until further notice” writes a day that never comes.
NEVER_YEAR = 9999
UNTIL_FURTHER_NOTICE = f"{NEVER_YEAR}-12-31T23:59:59Z"


def read_time(text: str | None) -> dt.datetime | None:
    """Return the time, or None where there is none or it cannot be read.

    For times that only describe an item. What decides whether it may be public is `needed_time`'s.
    """
    words = (text or "").strip()
    if not words:
        return None
    try:
        moment: dt.datetime | None = dt.datetime.fromisoformat(words)
    except ValueError:
        moment = _rfc2822(words)
    try:
        return moment.astimezone(dt.UTC) if moment and moment.tzinfo else moment
    except OverflowError:  # the year 1 or 9999, pushed over the edge by its zone
        return None


def needed_time(text: str | None, *, where: str) -> dt.datetime | None:
    """Return the time, or None where there is none.

    Raises: MalformedWire when something stands there that is no time.
    """
    moment = read_time(text)
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


def _rfc2822(words: str) -> dt.datetime | None:
    from email.utils import parsedate_to_datetime  # slow to import; only feeds write such times

    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
