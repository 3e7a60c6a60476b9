"""SQLite, as Django knows it, besides that it says what it changes and is taken to know JSON."""

from django.db.backends.sqlite3 import base, features

from dateline.project.keeping.connections import TellsWhatChanges


class DatabaseFeatures(features.DatabaseFeatures):
    """What SQLite can do.

    Django asks it once whether it knows JSON, and takes a locked database for a no that then stands
    until the process ends. Every SQLite since 3.38 knows it.
    """

    supports_json_field = True


class DatabaseWrapper(TellsWhatChanges, base.DatabaseWrapper):
    """A connection to SQLite."""

    features_class = DatabaseFeatures
