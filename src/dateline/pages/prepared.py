"""Queries of readers' pages whose SQL Django writes once in a process, not at each request.

Writing the SQL of a query with its joins costs several times what the database needs to answer it.
"""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Field, QuerySet

Row = TypeVar("Row")


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


def _moment(value: Any, _expression: Any, _connection: Any) -> Any:
    """Return the moment SQLite keeps in UTC without saying so: Django's own takes five calls."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=UTC) if value is not None else None


# By the name of Django's step; PostgreSQL has none.
_MOMENTS = {"convert_datetimefield_value": _moment}
