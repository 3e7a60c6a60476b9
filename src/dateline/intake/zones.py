"""Times without a zone, read on the safe side. Pure.

Where a source's zone is set, its times have one. Of the others nobody knows when they are: what
must not be public before is held until that hour has come everywhere, what must not be public after
ends when it comes first. For order alone, a time without a zone is read as UTC (`versions.aware`).
"""

from datetime import datetime, timedelta, timezone

FIRST = timezone(timedelta(hours=14))  # the Line Islands
LAST = timezone(timedelta(hours=-12))  # the sea west of them


def not_before(time: datetime, *, made_at: datetime | None) -> datetime:
    """Return from when on what is embargoed until `time` may be public, aware.

    made_at  when the version that says so was made. No later than that, the embargo was over when
             the version was sent: many write the same clock's time twice.
    """
    if time.tzinfo:
        return time
    if made_at and made_at.tzinfo is None and time <= made_at:
        return time.replace(tzinfo=FIRST)
    return time.replace(tzinfo=LAST)


def not_after(time: datetime) -> datetime:
    """Return until when something that expires at `time` may be public, aware."""
    return time if time.tzinfo else time.replace(tzinfo=FIRST)
