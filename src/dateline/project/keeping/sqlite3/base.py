"""SQLite, as Django knows it, besides that it says what it changes."""

from django.db.backends.sqlite3 import base

from dateline.project.keeping.connections import TellsWhatChanges


class DatabaseWrapper(TellsWhatChanges, base.DatabaseWrapper):
    """A connection to SQLite."""
