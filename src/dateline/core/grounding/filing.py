"""When the copy was filed: one day where its dateline or its times say so, else the days it may be.

A time in UTC does not tell the day where the copy was written. A time without a zone is the
agency's own clock, and its day is the day.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.story import Item

# From Honolulu to Auckland: where agencies write.
_WEST, _EAST = dt.timedelta(hours=-10), dt.timedelta(hours=13)


class FilingDays(NamedTuple):
    """The first and the last day on which the copy may have been filed, inclusive."""

    first: dt.date
    last: dt.date

    def each(self) -> Iterator[dt.date]:
        """Give the days one by one."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + dt.timedelta(days=number)


def filed_on(item: Item) -> dt.date | None:
    """Return the day of the dateline, else the day the item says it was made."""
    if item.dateline is not None and item.dateline.date is not None:
        return item.dateline.date
    created = item.firstcreated or item.versioncreated
    return created.date() if created is not None else None


def filing_days(item: Item) -> FilingDays | None:
    """Return on which days the copy may have been filed, or None where nothing tells.

    A dateline's day stands as long as this version may have been made on it. Without one, or in a
    version of a later day, the copy may be of any day up to that of this version.
    """
    made = [days_of(time) for time in (item.firstcreated, item.versioncreated) if time is not None]
    day = item.dateline.date if item.dateline is not None else None
    if day is not None:
        version = made[-1] if made else FilingDays(day, day)
        is_of_the_day = version.first <= day <= version.last
        return FilingDays(day, day) if is_of_the_day else FilingDays(day, max(day, version.last))
    if not made:
        return None
    return FilingDays(min(one.first for one in made), max(one.last for one in made))


def days_of(time: dt.datetime) -> FilingDays:
    """Return which days it may have been, at a moment, where the copy was written."""
    if time.tzinfo is None:
        return FilingDays(time.date(), time.date())
    moment = time.astimezone(dt.UTC)
    return FilingDays((moment + _WEST).date(), (moment + _EAST).date())
