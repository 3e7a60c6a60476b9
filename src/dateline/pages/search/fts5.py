"""Search on SQLite: an FTS5 table whose row ids are the stories' ids."""

from collections.abc import Sequence

from django.db import connection

TABLE = "dateline_story_search"
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "headline, text, topics, byline, tokenize = 'unicode61 remove_diacritics 2')"
)
DROP = f"DROP TABLE {TABLE}"


def insert(rows: Sequence[tuple[int, str, str, str, str]]) -> None:
    """Add the words of stories: id, headline, text, topics, byline."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (rowid, headline, text, topics, byline) "  # noqa: S608
            "VALUES (%s, %s, %s, %s, %s)",
            rows,
        )


def delete(rows: Sequence[tuple[int]]) -> None:
    """Remove the words of stories, named by their ids."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", rows)  # noqa: S608


def find(phrases: list[list[str]], *, limit: int) -> list[int]:
    """Return ids by relevance; a hit in the headline weighs most."""
    parts = ['"' + " ".join(words) + '"' for words in phrases]
    parts[-1] += "*"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s "  # noqa: S608
            f"ORDER BY bm25({TABLE}, 8.0, 1.0, 4.0, 2.0), rowid DESC LIMIT %s",
            [" ".join(parts), limit],
        )
        return [row[0] for row in cursor.fetchall()]
