"""Queries that are written once answer like those that are written each time."""

from datetime import timedelta

from django.db.models import CharField, DateTimeField

from dateline.pages.models import Story
from dateline.pages.prepared import PreparedQuery, Slot


def test_a_query_written_once_is_answered_anew_for_what_each_call_asks(
    story, now, django_assert_num_queries
):
    prepared = PreparedQuery(
        lambda: (
            Story.objects.filter(
                slug=Slot("slug", CharField()), published_at__lte=Slot("now", DateTimeField())
            )
            .select_related("section")
            .only("headline", "published_at", "section__title")
        )
    )
    earlier = story.published_at - timedelta(seconds=1)

    with django_assert_num_queries(3):
        (found,) = prepared(slug=story.slug, now=now)
        shown = (found, found.headline, found.published_at, found.section.title)
        too_early = prepared(slug=story.slug, now=earlier)
        another = prepared(slug="no-such-story", now=now)

    assert shown == (story, story.headline, story.published_at, story.section.title)
    assert (too_early, another) == ([], [])
