"""Paging by a cursor: where the last row stands in the order, so that any page costs the same.

A cursor is two numbers, such as “1763985600000000-42”: what the rows are sorted by (of a time, its
microseconds since 1970), and the key of the row, which settles ties.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model, QuerySet

Row = TypeVar("Row", bound=Model)

_CURSOR = re.compile(r"(\d{1,17})-(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def cursor_of(row: Any, by: str) -> str:
    """Return the cursor to go on from behind a row, of rows sorted `by` a time or a number."""
    return cursor_at(getattr(row, by.removeprefix("-")), row.pk)


def cursor_at(value: datetime | int, pk: int) -> str:
    """Return the cursor to go on from behind a place, whether a row stands there or not."""
    number = (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value
    return f"{number}-{pk}"


def ordered_behind(rows: QuerySet[Row], cursor: str, by: str, then: str) -> QuerySet[Row]:
    """Return the rows behind a cursor, sorted; one that is none of ours begins at the beginning.

    Those that tie with the cursor are walked: for rows of which few do.

    by, then  a column and `pk`, each with a “-” to be sorted from the end
    """
    rows = rows.order_by(by, then)
    place = place_of(rows.model, cursor, by)
    if place is None:
        return rows
    value, pk = place
    column = by.removeprefix("-")
    # The first condition says nothing new: it is the one an index is entered by.
    onwards = f"{column}__lte" if by.startswith("-") else f"{column}__gte"
    passed = "pk__gte" if then.startswith("-") else "pk__lte"
    return rows.filter(**{onwards: value}).exclude(**{column: value, passed: pk})


def sought_behind(
    rows: QuerySet[Row], place: tuple[Any, Any], size: int, by: str, then: str
) -> QuerySet[Row]:
    """Return up to `size` rows behind a place, sorted, however many tie with it.

    Those that tie and those behind them are sought apart, each at its place in an index of `by` and
    `then`: for one condition of both, SQLite would walk all that tie.
    """
    value, pk = place
    behind = f"{by.removeprefix('-')}__lt" if by.startswith("-") else f"{by}__gt"
    behind_pk = "pk__lt" if then.startswith("-") else "pk__gt"
    ties = rows.filter(**{by.removeprefix("-"): value, behind_pk: pk})
    others = rows.filter(**{behind: value})
    sought = (part.order_by(by, then)[:size] for part in (ties, others))
    return all_of(sought).order_by(by, then)[:size]


def all_of(parts: Iterable[QuerySet[Row]]) -> QuerySet[Row]:
    """Return the rows of several queries that each have a limit, in no order.

    Not one condition with an “or”: for that, PostgreSQL looks at every row there is.
    """
    # SQLite takes no limit in a part of a union, but in a part of that part.
    first, *others = (
        part.model._default_manager.filter(pk__in=part.values("pk")).values("pk") for part in parts
    )
    keys = first.union(*others, all=True) if others else first
    return first.model._default_manager.filter(pk__in=keys)


def place_of(model: type[Model], cursor: str, by: str) -> tuple[Any, int] | None:
    """Return the value and the key in a cursor, or None if it is none of ours."""
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        return None
    value: Any = int(match[1])
    if isinstance(model._meta.get_field(by.removeprefix("-")), DateTimeField):
        value = _EPOCH + value * _MICROSECOND
    return value, int(match[2])
