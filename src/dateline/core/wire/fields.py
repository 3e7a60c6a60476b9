"""Reading properties of a JSON item, with an error that names the one that is off."""

import datetime as dt
from typing import Any

from dateline.core.wire.charset import without_controls
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.times import Embargo, needed_time, read_embargo, read_time


class Fields:
    """A JSON object's properties under any of several names, checked as they are read."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self.values, self.where = values, where

    def raw(self, *names: str) -> Any:
        """Return the first property of these names that is there, or None."""
        return next((self.values[name] for name in names if name in self.values), None)

    def text(self, *names: str) -> str | None:
        """Return a property as text, or None where it is absent or blank.

        Where a dialect has a list of texts they are joined, where it has an object its name counts.

        Raises: MalformedWire when it is none of these.
        """
        value = self.raw(*names)
        if isinstance(value, dict):
            value = next((value[name] for name in ("value", "name") if name in value), value)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = ", ".join(one.strip() for one in value if one.strip())
        if isinstance(value, list | dict | bool):
            raise MalformedWire(
                where=f"{self.where}.{names[0]}", found=repr(value), expected="text"
            )
        return None if value is None else without_controls(str(value)).strip() or None

    def rows(self, *names: str) -> list[dict[str, Any]]:
        """Return a property that is a list of objects; a single object counts as one."""
        value = self.raw(*names)
        if value is None:
            return []
        values = [value] if isinstance(value, dict) else value
        if not isinstance(values, list):
            raise MalformedWire(
                where=f"{self.where}.{names[0]}", found=repr(value), expected="a list of objects"
            )
        return [row for row in values if isinstance(row, dict)]

    def words(self, *names: str) -> tuple[str, ...]:
        """Return a property that is a list of words; a text counts as one."""
        value = self.raw(*names)
        values = value if isinstance(value, list) else [value]
        return tuple(str(word).strip() for word in values if isinstance(word, str) and word.strip())

    def time(self, *names: str) -> dt.datetime | None:
        """Return a time that only describes the item, or None."""
        value = self.raw(*names)
        return read_time(value) if isinstance(value, str) else None

    def needed_time(self, *names: str) -> dt.datetime | None:
        """Return a time that decides what may be public.

        Raises: MalformedWire when something stands there that is no time.
        """
        value = self.raw(*names)
        text = None if value is None else str(value)
        return needed_time(text, where=f"{self.where}.{names[0]}")

    def embargo(self, *names: str) -> Embargo:
        """Return until when the item is embargoed; an empty text means until further notice."""
        value = self.raw(*names)
        text = None if value is None else str(value)
        return read_embargo(text, where=f"{self.where}.{names[0]}")
