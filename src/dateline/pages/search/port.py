"""Full-text search over stories, whatever the database is.

Results are ids, ranked. They are not a right to read: callers pass them through `public_stories`.
"""

import re
from types import ModuleType

from django.db import connection

from dateline.pages.models import Story, Topic
from dateline.pages.search import fts5, tsvector

_WORD = re.compile(r"\w+", re.UNICODE)


def find(query: str, *, limit: int) -> list[int]:
    """Return the ids of the stories that match all words of a query, best first.

    Words in "marks" stand together; the last word may be the beginning of one. Anything a reader
    types is words: there is no syntax to get wrong.
    """
    phrases = phrases_of(query)
    return _engine().find(phrases, limit=limit) if phrases else []


def index(*stories: Story) -> None:
    """Put the words of some stories into the search, in place of those they had."""
    remove(*stories)
    topics: dict[int, list[str]] = {story.pk: [] for story in stories}
    labels = Topic.objects.filter(stories__in=topics).values_list("stories", "label")
    for story_id, label in labels:
        topics[story_id].append(label)
    _engine().insert(
        [
            (story.pk, story.headline, story.text, " ".join(topics[story.pk]), story.byline)
            for story in stories
        ]
    )


def remove(*stories: Story) -> None:
    """Take some stories out of the search."""
    _engine().delete([(story.pk,) for story in stories])


def phrases_of(query: str) -> list[list[str]]:
    """Return the words of a query, those in double marks together."""
    phrases = []
    for place, part in enumerate(re.split(r"[\"“”]", query[:300])):
        words = _WORD.findall(part)
        phrases += [words] if place % 2 and words else [[word] for word in words]
    return phrases[:12]


def _engine() -> ModuleType:
    return tsvector if connection.vendor == "postgresql" else fts5
