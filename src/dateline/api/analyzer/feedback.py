"""What people would have scored: `suggestscore`, kept in one SQLite file for a while."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.api.analyzer.messages import Suggestion

SECONDS_OF_A_DAY = 86_400
BUSY_TIMEOUT_SECONDS = 5.0

_TABLE = """
CREATE TABLE IF NOT EXISTS suggestion (
    id INTEGER PRIMARY KEY,
    at REAL NOT NULL,              -- seconds since 1970, UTC
    key_name TEXT NOT NULL,
    text TEXT NOT NULL,
    scores TEXT NOT NULL,          -- JSON, by attribute
    languages TEXT NOT NULL,       -- JSON, as requested
    community_id TEXT,
    client_token TEXT
)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS suggestion_at ON suggestion (at)"


class FeedbackStore:
    """Suggestions of the last `days`; older ones are deleted whenever one is added."""

    def __init__(self, path: Path, *, days: int) -> None:
        self._path, self._days = path, days

    def add(self, suggestion: Suggestion, *, key_name: str, now: float) -> None:
        """Keep a suggestion, and forget what has been kept long enough."""
        with self._database() as database:
            database.execute(
                "DELETE FROM suggestion WHERE at < ?", (now - self._days * SECONDS_OF_A_DAY,)
            )
            database.execute(
                "INSERT INTO suggestion"
                " (at, key_name, text, scores, languages, community_id, client_token)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    now,
                    key_name,
                    suggestion.text,
                    json.dumps(suggestion.scores),
                    json.dumps(suggestion.languages),
                    suggestion.community_id,
                    suggestion.client_token,
                ),
            )

    def rows(self) -> Iterator[tuple[float, str, dict[str, float]]]:
        """Give when, the text and the scores of each suggestion, the oldest first."""
        with self._database() as database:
            for at, text, scores in database.execute(
                "SELECT at, text, scores FROM suggestion ORDER BY id"
            ):
                yield at, text, json.loads(scores)

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not self._path.exists()
        database = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT_SECONDS)
        try:
            if is_new:
                self._path.chmod(0o600)
                database.execute("PRAGMA journal_mode=WAL")
            database.execute(_TABLE)
            database.execute(_INDEX)
            with database:
                yield database
        finally:
            database.close()
