"""SQLite, as Django knows it, besides what it says of changes, knows of JSON and of capitals."""

from typing import Any

from django.db.backends.sqlite3 import base, features, operations

from dateline.project.keeping.connections import TellsWhatChanges

FOLDED = "dateline_folded"


class DatabaseFeatures(features.DatabaseFeatures):
    """What SQLite can do.

    Django asks it once whether it knows JSON, and takes a locked database for a no that then stands
    until the process ends. Every SQLite since 3.38 knows it.
    """

    supports_json_field = True


class DatabaseOperations(operations.DatabaseOperations):
    """How SQLite is asked: by itself it takes “ä” and “Ä” for two letters."""

    def lookup_cast(self, lookup_type: str, internal_type: str | None = None) -> str:
        """Return how a column is compared: without case where a search asks for it."""
        cast = super().lookup_cast(lookup_type, internal_type)
        return f"{FOLDED}({cast})" if lookup_type == "icontains" else cast


class DatabaseWrapper(TellsWhatChanges, base.DatabaseWrapper):
    """A connection to SQLite."""

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    operators = base.DatabaseWrapper.operators | {"icontains": rf"LIKE {FOLDED}(%s) ESCAPE '\'"}
    pattern_ops = base.DatabaseWrapper.pattern_ops | {
        "icontains": rf"LIKE '%%' || {FOLDED}({{}}) || '%%' ESCAPE '\'"
    }

    def get_new_connection(self, conn_params: Any) -> Any:
        """Return a connection that can fold letters."""
        connection = super().get_new_connection(conn_params)
        connection.create_function(FOLDED, 1, _folded, deterministic=True)
        return connection


def _folded(value: object) -> str | None:
    return None if value is None else str(value).casefold()
