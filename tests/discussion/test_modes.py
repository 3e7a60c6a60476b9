"""A story takes comments as the site, the story itself, its age and its section say."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Discussion
from dateline.discussion.selectors import mode_of
from dateline.pages.models import NewsSettings


@pytest.fixture
def newsroom(site):
    return NewsSettings.for_site(site)


@pytest.mark.parametrize(
    ("is_site_open", "own", "section", "age_days", "expected"),
    [
        (True, "", "open", 1, "open"),
        (True, "", "pre-moderated", 1, "pre-moderated"),
        (True, "", "closed", 1, "closed"),
        (True, "open", "closed", 1, "open"),
        (True, "closed", "open", 1, "closed"),
        (True, "", "open", 15, "closed"),
        (True, "open", "open", 15, "open"),
        (False, "open", "open", 1, "closed"),
    ],
)
def test_the_nearest_word_counts_and_the_site_can_close_all(
    story, newsroom, now, is_site_open, own, section, age_days, expected
):
    newsroom.are_comments_open = is_site_open
    newsroom.comments_close_after_days = 14
    story.published_at = now - timedelta(days=age_days)
    story.section.comments = section
    if own:
        Discussion.objects.create(story=story, mode=own)

    assert mode_of(story, newsroom, now=now) == expected


def test_a_closed_story_shows_its_comments_and_gives_out_no_form(client, story):
    Discussion.objects.create(story=story, mode="closed")

    page = client.get(story.get_absolute_url()).content.decode()
    form = client.get(f"/story/{story.public_id}/comments/new/")

    assert "Comments are closed." in page
    assert form.status_code == 404
