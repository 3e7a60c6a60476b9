"""Publishing, pausing, correcting, killing and reviving from the desk."""

import pytest

from dateline.pages.models import Story


@pytest.fixture
def act(desk, story):
    """Does one act on the story and reads it again."""

    def post(name, **data):
        response = desk.post(f"/admin/desk/stories/{story.pk}/{name}/", data, follow=True)
        story.refresh_from_db()
        return response.content.decode()

    return post


def test_a_correction_shows_on_the_page_and_can_withhold_the_old_wording(act, story, client):
    act(
        "correct",
        kind="correction",
        notice="The wall broke over 300 metres, not 30.",
        old_wording="thirty metres, as Mr Senn wrote",
        new_wording="300 metres",
        is_old_wording_withheld="on",
    )

    page = client.get(story.get_absolute_url()).content.decode()
    assert "The wall broke over 300 metres, not 30." in page
    assert "thirty metres" not in page
    assert story.events.last().act == "corrected"


def test_a_correction_needs_a_notice(act, story):
    page = act("correct", kind="correction", notice="")

    assert not story.corrections.exists()
    assert "This field is required." in page


def test_killing_takes_the_story_down_with_a_reason_in_the_history(act, story, desk, client):
    page = act("kill", reason="The ministry denies it.")

    assert story.is_killed
    assert "The ministry denies it." in page
    assert client.get(story.get_absolute_url()).status_code == 410


def test_a_kill_is_asked_for_with_its_consequences_and_needs_a_reason(act, story, desk):
    asked = desk.get(f"/admin/desk/stories/{story.pk}/kill/").content.decode()
    act("kill", reason="")

    assert "410 Gone" in asked
    assert not story.is_killed


@pytest.mark.parametrize("action", ["action-edit", "action-publish"])
def test_a_killed_story_can_neither_be_edited_nor_published(act, desk, story, action):
    act("kill", reason="The ministry denies it.")
    address = f"/admin/snippets/dateline_pages/story/edit/{story.pk}/"

    answer = desk.post(address, {"headline": "Back again", action: "1"}, follow=True)
    published = act("publish")

    assert "was killed. Revive it before" in answer.content.decode()
    assert "revive it first" in published
    assert Story.objects.get(pk=story.pk).headline != "Back again"
    assert not story.live


def test_a_revived_story_is_a_draft_until_it_is_published(act, story, now):
    act("kill", reason="The ministry denies it.")

    act("revive", reason="The ministry has taken that back.")
    assert not story.is_killed
    assert not story.is_public(now)

    act("publish")
    assert story.is_public(now)


def test_pausing_and_releasing_take_a_reason_into_the_history(act, story, client):
    act("pause", reason="The ministry has called.")
    assert client.get(story.get_absolute_url()).status_code == 503

    page = act("release", reason="It was about something else.")
    assert client.get(story.get_absolute_url()).status_code == 200
    assert "The ministry has called." in page
    assert "It was about something else." in page


@pytest.mark.parametrize("name", ["pause", "release", "revive"])
def test_nothing_is_done_without_a_reason(act, story, name):
    before = story.events.count()

    page = act(name, reason="")

    assert "Nothing was done" in page
    assert story.events.count() == before


def test_publishing_takes_what_was_saved_last(act, edit, story, now):
    edit(story, action="action-edit", headline="Harbour open again")
    assert story.headline != "Harbour open again"

    act("publish")

    assert story.headline == "Harbour open again"
    assert story.is_public(now)


def test_unpublishing_is_in_the_history_with_who_did_it(desk, story, editor):
    desk.post(f"/admin/snippets/dateline_pages/story/unpublish/{story.pk}/")

    event = story.events.last()
    assert (event.act, event.by, event.reason) == ("paused", editor, "unpublished")
