"""When a routing rule holds: days and hours in a time zone. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Window:
    """Days (0 is Monday; none means every day) from one local time to another, half-open.

    A window that ends before it begins goes on into the next day, and belongs to the day on which
    it began. One that begins and ends at the same time lasts the whole day.
    """

    days: frozenset[int]
    start: time
    end: time
    zone: ZoneInfo

    def is_open(self, at: datetime) -> bool:
        """Return whether an aware moment lies in the window."""
        local = at.astimezone(self.zone)
        clock = local.time()
        if self.start == self.end:
            return self._has_day(local)
        if self.start < self.end:
            return self.start <= clock < self.end and self._has_day(local)
        if clock >= self.start:
            return self._has_day(local)
        return clock < self.end and self._has_day(local - timedelta(days=1))

    def _has_day(self, local: datetime) -> bool:
        return not self.days or local.weekday() in self.days


def parse_window(plain: Any) -> Window | None:
    """Return a window from `{"days": ["mon", …], "from": "22:00", "to": "06:00", "timezone"}`.

    Empty means always: None.

    Raises:
        ValueError: a day, time or zone is none; the message says which.
    """
    if not plain:
        return None
    days = frozenset(_day(name) for name in plain.get("days") or ())
    return Window(
        days,
        _time(plain.get("from") or "00:00"),
        _time(plain.get("to") or "00:00"),
        _zone(plain.get("timezone") or "UTC"),
    )


def _day(name: Any) -> int:
    if name not in DAYS:
        raise ValueError(f"found the day {name!r}, expected one of {', '.join(DAYS)}")
    return DAYS.index(name)


def _time(text: Any) -> time:
    try:
        return time.fromisoformat(text)
    except (TypeError, ValueError):
        raise ValueError(f"found the time {text!r}, expected one such as 06:30") from None


def _zone(name: Any) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(
            f"found the time zone {name!r}, expected one such as Europe/Oslo"
        ) from None
