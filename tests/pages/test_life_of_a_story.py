"""Publishing, pausing, correcting, killing, reviving."""

from datetime import timedelta

import pytest

from dateline.pages.models import Story
from dateline.pages.services import (
    StoryIsKilled,
    correct_story,
    kill_story,
    pause_story,
    publish_story,
    release_story,
    revive_story,
)


def is_public(story, now):
    return Story.objects.public(now).filter(pk=story.pk).exists()


def test_a_killed_story_is_public_nowhere_and_stays_so(story, editor, now):
    kill_story(story=story, by=editor, now=now, note="The agency withdrew it.")

    assert not is_public(story, now + timedelta(days=365))
    assert story.events.last().act == "killed"
    with pytest.raises(StoryIsKilled):
        publish_story(story=story, by=editor, now=now)


def test_publishing_an_old_draft_does_not_undo_a_kill(story, editor, now):
    revision = story.save_revision(user=editor)
    kill_story(story=story, by=editor, now=now, note="Withdrawn.")

    revision.publish(user=editor)

    story.refresh_from_db()
    assert story.killed_at == now
    assert not is_public(story, now)


def test_a_killed_story_comes_back_only_as_a_draft(story, editor, now):
    kill_story(story=story, by=editor, now=now, note="Withdrawn.")

    revive_story(story=story, by=editor, now=now, reason="Killed by mistake.")

    assert not is_public(story, now)
    publish_story(story=story, by=editor, now=now)
    assert is_public(story, now)


def test_a_paused_story_comes_back_when_a_person_releases_it(story, editor, now):
    pause_story(story=story, by=editor, now=now, reason="The agency checks a figure.")
    assert not is_public(story, now)

    release_story(story=story, by=editor, now=now, reason="The figure is right.")

    assert is_public(story, now)


def test_an_embargoed_story_is_public_from_its_minute(story, now):
    story.embargoed_until = now + timedelta(hours=2)
    story.save()

    assert not is_public(story, now + timedelta(minutes=119))
    assert is_public(story, now + timedelta(minutes=120))


def test_an_embargo_until_further_notice_ends_only_by_a_person(story, editor, now):
    story.is_embargoed_indefinitely = True
    story.save()
    assert not is_public(story, now + timedelta(days=3650))

    release_story(story=story, by=editor, now=now, reason="The agency lifted it by phone.")

    assert is_public(story, now)


def test_what_memory_says_and_what_the_database_says_agree(story, now):
    for change in (
        {},
        {"live": False},
        {"paused_at": now},
        {"embargoed_until": now + timedelta(seconds=1)},
        {"embargoed_until": now},
        {"is_embargoed_indefinitely": True},
        {"expire_at": now},
        {"published_at": now + timedelta(seconds=1)},
        {"killed_at": now},
    ):
        fresh = Story.objects.get(pk=story.pk)
        for name, value in change.items():
            setattr(fresh, name, value)
        fresh.save()

        assert fresh.is_public(now) is is_public(fresh, now), change
        Story.objects.filter(pk=story.pk).update(
            live=True, paused_at=None, embargoed_until=None, is_embargoed_indefinitely=False,
            expire_at=None, published_at=now, killed_at=None,
        )  # fmt: skip


def test_a_correction_says_what_was_wrong_and_when(story, editor, now):
    later = now + timedelta(hours=1)

    correct_story(story=story, by=editor, now=later, notice="The quay is 300 metres long, not 30.")

    assert story.shown_corrections[0].notice == "The quay is 300 metres long, not 30."
    assert story.updated_at == later
