"""Search on PostgreSQL: a weighted tsvector with a GIN index."""

from collections.abc import Sequence

from django.db import connection

TABLE = "dateline_story_search"
CREATE = (
    f"CREATE TABLE {TABLE} (story_id bigint PRIMARY KEY, words tsvector NOT NULL);"
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)"
)
DROP = f"DROP TABLE {TABLE}"


def insert(rows: Sequence[tuple[int, str, str, str, str]]) -> None:
    """Add the words of stories: id, headline, text, topics, byline."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} (story_id, words) VALUES (%s, "  # noqa: S608
            "setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D')"
            " || setweight(to_tsvector('simple', %s), 'B')"
            " || setweight(to_tsvector('simple', %s), 'C'))",
            rows,
        )


def delete(rows: Sequence[tuple[int]]) -> None:
    """Remove the words of stories, named by their ids."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE story_id = %s", rows)  # noqa: S608


def find(phrases: list[list[str]], *, limit: int) -> list[int]:
    """Return ids by relevance; a hit in the headline weighs most."""
    parts = [" <-> ".join(f"'{word}'" for word in words) for words in phrases]
    parts[-1] += ":*"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT story_id FROM {TABLE}, to_tsquery('simple', %s) AS asked "  # noqa: S608
            "WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, story_id DESC LIMIT %s",
            [" & ".join(f"({part})" for part in parts), limit],
        )
        return [row[0] for row in cursor.fetchall()]
