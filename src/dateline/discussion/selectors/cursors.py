"""Paging by a cursor: where the last row stands in the order, so that any page costs the same.

A cursor is two numbers, such as “1763985600000000-42”: what the rows are sorted by (of a time, its
microseconds since 1970), and the key of the row, which settles ties.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model, QuerySet

Row = TypeVar("Row", bound=Model)

_CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def cursor_of(row: Any, by: str) -> str:
    """Return the cursor to go on from behind a row, of rows sorted `by` a time or a number."""
    value = getattr(row, by.removeprefix("-"))
    number = (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value
    return f"{number}-{row.pk}"


def ordered_behind(rows: QuerySet[Row], cursor: str, by: str, then: str) -> QuerySet[Row]:
    """Return the rows behind a cursor, sorted; one that is none of ours begins at the beginning.

    by, then  a column and `pk`, each with a “-” to be sorted from the end
    """
    rows = rows.order_by(by, then)
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        return rows
    column, pk = by.removeprefix("-"), int(match[2])
    value: Any = int(match[1])
    if isinstance(rows.model._meta.get_field(column), DateTimeField):
        value = _EPOCH + value * _MICROSECOND
    # The first condition says nothing new: it is the one an index is entered by.
    onwards = f"{column}__lte" if by.startswith("-") else f"{column}__gte"
    passed = "pk__gte" if then.startswith("-") else "pk__lte"
    return rows.filter(**{onwards: value}).exclude(**{column: value, passed: pk})
