"""Queries of readers' requests whose SQL Django writes once in a process, not at each request.

Writing the SQL of a query with its joins costs several times what the database needs to answer it.
The same holds for storing a row. What hardly ever changes is not even asked again.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet

# Nothing is kept longer, whatever happens: so long a change by hand in the database may be unseen.
KEPT_SECONDS = 10.0

# What every SQLite takes in one statement.
VALUES_AT_MOST = 999

Row = TypeVar("Row")
Stored = TypeVar("Stored", bound=Model)


class Slot(Expression):
    """A value of a query that each call fills in by its name."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Return a placeholder, and itself as what is still to be filled in."""
        return "%s", [self]


class PreparedQuery(Generic[Row]):
    """A query with slots: called with their values by name, it returns the rows.

    build  returns the query set: its values are `Slot`s, and it prefetches nothing
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._build = build

    def __call__(self, **values: Any) -> list[Row]:
        """Return the rows."""
        rows, compiler, sql, params, converters = self._plan
        filled = tuple(
            one.output_field.get_db_prep_value(values[one.name], connection)
            if isinstance(one, Slot)
            else one
            for one in params
        )
        # The compiler knows its columns already; what it asks of them each time, it is told.
        asked = copy(compiler)
        asked.connection = connection
        asked.as_sql = lambda: (sql, filled)
        asked.get_converters = lambda _columns: converters
        asked.apply_converters = _converted
        query = copy(rows.query)
        query.get_compiler = lambda *_, **__: asked
        # All that Django's iterables ask of a query set.
        standing_in: Any = SimpleNamespace(
            db=rows.db,
            model=rows.model,
            query=query,
            _fields=rows._fields,
            _known_related_objects={},
        )
        return list(rows._iterable_class(standing_in))

    @cached_property
    def _plan(self) -> tuple[Any, Any, str, tuple[Any, ...], dict[int, Any]]:
        rows: Any = self._build()
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        return (
            rows,
            compiler,
            sql,
            tuple(params),
            {
                place: ([_MOMENTS.get(one.__name__, one) for one in steps], column)
                for place, (steps, column) in converters.items()
            },
        )


class KeptQuery(PreparedQuery[Row]):
    """A query without slots, of what hardly ever changes: its rows are kept until they may have.

    Whether they may have, the connection says (`unchanged_since`): it sees every change of every
    process. The rows are the same objects for all who ask, so that nobody may change them.
    """

    _kept: tuple[int, float, list[Row]] | None = None

    def __call__(self, **values: Any) -> list[Row]:
        """Return the rows, from memory while they stand."""
        # Read before the rows are: what is committed from now on makes them old.
        word, now = connection.unchanged_since(), time.monotonic()  # type: ignore[attr-defined]
        if self._kept is not None and self._kept[0] == word and now < self._kept[1]:
            return self._kept[2]
        rows = super().__call__(**values)
        if word is not None:
            self._kept = (word, now + KEPT_SECONDS, rows)
        return rows


class PreparedInsert(Generic[Stored]):
    """An INSERT of rows: called with new ones, it stores them and gives each its id.

    No signal of the model is sent. SQLite and PostgreSQL both return the ids with the rows, in
    their order.

    is_once  a row that breaks a constraint of being unique is left out, and no error
    """

    def __init__(self, model: type[Stored], *, is_once: bool = False) -> None:
        self._model = model
        self._is_once = is_once

    def __call__(self, rows: Sequence[Stored]) -> int:
        """Store rows and return how many.

        With `is_once` that may be fewer than were given; then none of them is given its id.

        Raises: IntegrityError, if one breaks a constraint.
        """
        beginning, fields, end = self._plan
        stored = 0
        most = max(VALUES_AT_MOST // len(fields), 1)
        for first in range(0, len(rows), most):
            some = rows[first : first + most]
            place = f"({', '.join(['%s'] * len(fields))})"
            sql = f"{beginning} VALUES {', '.join([place] * len(some))}{end}"
            values = [
                one.get_db_prep_save(one.pre_save(row, add=True), connection)
                for row in some
                for one in fields
            ]
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                ids = cursor.fetchall()
            stored += len(ids)
            # Which ones were left out, nobody says.
            for row, (pk,) in zip(some, ids, strict=True) if len(ids) == len(some) else ():
                row.pk = pk
                row._state.adding, row._state.db = False, connection.alias
        return stored

    @cached_property
    def _plan(self) -> tuple[str, list["Field[Any, Any]"], str]:
        meta, quote = self._model._meta, connection.ops.quote_name
        # What counts up by itself is the database's to say.
        fields = [one for one in meta.concrete_fields if one.db_returning is False]
        columns = ", ".join(quote(str(one.column)) for one in fields)
        once = " ON CONFLICT DO NOTHING" if self._is_once else ""
        return (
            f"INSERT INTO {quote(meta.db_table)} ({columns})",
            fields,
            f"{once} RETURNING {quote(str(meta.pk.column))}",
        )


def moment_in_utc(value: Any) -> Any:
    """Return a stored moment, aware; SQLite keeps UTC without saying so. Nothing stays nothing."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


def _moment(value: Any, _expression: Any, _connection: Any) -> Any:
    """Return what Django's own step would, which takes five calls."""
    return None if value is None else moment_in_utc(value)


def _converted(rows: Iterable[Any], converters: Mapping[int, Any]) -> Iterable[Any]:
    """Return rows with their values as Python's: a column at a time, not a row."""
    columns = list(zip(*rows, strict=True))
    for place, (steps, expression) in converters.items() if columns else ():
        for step in steps:
            columns[place] = tuple(step(value, expression, connection) for value in columns[place])
    return zip(*columns, strict=True)


# By the name of Django's step; PostgreSQL has none.
_MOMENTS = {"convert_datetimefield_value": _moment}
