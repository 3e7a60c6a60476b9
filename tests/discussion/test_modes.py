"""A story takes comments as the site, the story itself, its age and its section say."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from dateline.accounts.models import EDITORS
from dateline.discussion.models import Discussion, ThreadRecord
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
        (True, "pre-moderated", "open", 1, "pre-moderated"),
        (True, "pre-moderated", "open", 15, "closed"),
        (True, "pre-moderated", "pre-moderated", 15, "closed"),
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
    assert form.status_code == 410
    assert story.get_absolute_url() in form.content.decode()


def test_a_moderator_closes_a_story_and_opens_it_again(client, moderator, story):
    queue = f"/admin/comments/?queue=all&story={story.pk}"
    set_mode = reverse("discussion_set_mode", args=[story.pk])
    reader = Client()
    client.force_login(moderator)

    led_to = client.post(set_mode, {"mode": "closed", "queue": "all"})
    closed, told = reader.get(story.get_absolute_url()), client.get(queue).content.decode()
    for mode in ("closed", "nonsense"):
        client.post(set_mode, {"mode": mode})
    client.post(set_mode, {"mode": ""})
    opened = reader.get(story.get_absolute_url())

    assert led_to["Location"] == queue
    assert "Comments are closed." in closed.content.decode()
    assert "At present: closed." in told
    assert "Last set to “closed” on" in told
    assert moderator.username in told
    assert "Comments are closed." not in opened.content.decode()
    assert [record.mode for record in ThreadRecord.objects.all()] == ["", "closed"]


def test_whoever_chooses_how_a_story_takes_comments_is_told_what_closes_it(
    client, moderator, story, newsroom
):
    queue = f"/admin/comments/?queue=all&story={story.pk}"
    client.force_login(moderator)

    without = client.get(queue).content.decode()
    newsroom.comments_close_after_days = 14
    newsroom.save()
    told = client.get(queue).content.decode()

    assert "keeps it open however old it gets" not in without
    assert "however old it gets; otherwise it closes 14 days after it was published." in told


def test_the_desk_leads_moderators_from_a_story_to_its_comments(
    client, django_user_model, moderator, story
):
    colleague = django_user_model.objects.create_user(username="bo", password="calm-words-only")
    colleague.groups.add(Group.objects.get(name=EDITORS))
    comments = f"{reverse('discussion_queue')}?queue=all&amp;story={story.pk}"
    client.force_login(colleague)

    without = client.get(reverse("desk:story", args=[story.pk])).content.decode()
    colleague.groups.add(*moderator.groups.all())
    with_them = client.get(reverse("desk:story", args=[story.pk])).content.decode()

    assert comments not in without
    assert comments in with_them
