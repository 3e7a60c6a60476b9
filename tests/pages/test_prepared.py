"""Queries that are written once answer like those that are written each time."""

from datetime import timedelta

from django.db.models import CharField, DateTimeField

from dateline.pages import selectors
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedQuery, Slot
from dateline.pages.services import add_picture
from tests.pictures import kept_picture


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


def test_rows_of_values_are_those_the_query_set_gives(story, now):
    columns = ("pk", "published_at", "expire_at", "paragraphs", "live", "slug")
    story.expire_at = now + timedelta(days=1, microseconds=7)
    story.save()
    both = [Story.objects.filter(slug=slug) for slug in (story.slug, Slot("slug", CharField()))]
    written_once = PreparedQuery(lambda: both[1].union(both[1].none()).values_list(*columns)[:5])

    assert written_once(slug=story.slug) == list(both[0].values_list(*columns))
    assert written_once(slug="no-such-story") == []


def test_what_comes_as_json_with_a_story_is_what_its_rows_say(story, now, editor):
    picture = kept_picture()
    picture.expires_at = now + timedelta(days=2, microseconds=7)
    picture.save()
    add_picture(story=story, picture=picture, by=editor, now=now)

    found = selectors.story_by_public_id(story.public_id, now)

    assert found.picture_rows
    assert selectors.shown_pictures(found, now) == selectors.shown_pictures(story, now)
    assert selectors.shown_topics(found) == selectors.shown_topics(story)
