"""Full-text search over stories, in tables of our own: FTS5 on SQLite, tsvector on PostgreSQL."""

from dateline.pages.search.port import find, index, remove

__all__ = ["find", "index", "remove"]
