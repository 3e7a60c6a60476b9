"""Full-text search over stories, whatever the database is.

Results are ids, ranked. They are not a right to read: callers pass them through `public_stories`.
"""

import re
from types import ModuleType

from django.db import connection

from dateline.pages.models import Story
from dateline.pages.search import fts5, tsvector

_WORD = re.compile(r"\w+", re.UNICODE)


def find(query: str, *, limit: int) -> list[int]:
    """Return the ids of the stories that match all words of a query, best first.

    Words in "marks" stand together; the last word may be the beginning of one. Anything a reader
    types is words: there is no syntax to get wrong.
    """
    phrases = phrases_of(query)
    return _engine().find(phrases, limit=limit) if phrases else []


def index(story: Story) -> None:
    """Put a story's words into the search, in place of those it had."""
    remove(story)
    topics = " ".join(story.topics.values_list("label", flat=True))
    _engine().insert(story.pk, story.headline, story.text, topics, story.byline)


def remove(story: Story) -> None:
    """Take a story out of the search."""
    _engine().delete(story.pk)


def phrases_of(query: str) -> list[list[str]]:
    """Return the words of a query, those in double marks together."""
    phrases = []
    for place, part in enumerate(re.split(r"[\"“”]", query[:300])):
        words = _WORD.findall(part)
        phrases += [words] if place % 2 and words else [[word] for word in words]
    return phrases[:12]


def _engine() -> ModuleType:
    return tsvector if connection.vendor == "postgresql" else fts5
