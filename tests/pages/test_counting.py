"""Readers are counted honestly, and nothing about them is kept."""

from datetime import timedelta

import pytest

from dateline.pages import clock, counting
from dateline.pages.models import SeenStory, StoryViews
from dateline.pages.services.counting import Hit, record_readers

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def salts_of_their_own(settings, tmp_path, monkeypatch, now):
    """Each test has its own salts and a clock that stands still."""
    settings.RUN_DIR = tmp_path
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def gathered(monkeypatch):
    """What the beacon gathers, instead of the thread that writes it."""
    hits = []
    monkeypatch.setattr(counting, "gather", hits.append)
    return hits


def count(story):
    return StoryViews.objects.filter(story=story).values_list("count", flat=True).first() or 0


def test_a_thousand_readers_are_a_thousand(story, now):
    hits = [Hit(story.pk, f"{number:032x}") for number in range(1000)]

    record_readers(hits=hits, now=now)

    assert count(story) == 1000


def test_a_reload_within_half_an_hour_is_not_counted_whichever_process_sees_it(story, now):
    hit = Hit(story.pk, "a" * 32)

    record_readers(hits=[hit, hit], now=now)
    record_readers(hits=[hit], now=now + timedelta(minutes=29))

    assert count(story) == 1


def test_a_reader_who_comes_back_later_is_counted_again(story, now):
    hit = Hit(story.pk, "a" * 32)

    record_readers(hits=[hit], now=now)
    record_readers(hits=[hit], now=now + timedelta(minutes=31))

    assert count(story) == 2
    assert SeenStory.objects.count() == 1


def test_a_story_that_is_gone_in_the_meantime_does_not_lose_the_others(story, now):
    record_readers(hits=[Hit(story.pk + 99, "b" * 32), Hit(story.pk, "a" * 32)], now=now)

    assert count(story) == 1


def test_the_beacon_writes_nothing_by_itself_and_gives_no_cookie(
    client, story, gathered, django_assert_num_queries
):
    address = f"/story/{story.public_id}/seen/"
    with django_assert_num_queries(1):  # which story it is
        answer = client.post(address, headers={"User-Agent": FIREFOX})

    assert answer.status_code == 204
    assert not answer.cookies
    assert len(gathered) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "ExampleBot/1.0"},
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 HeadlessChrome/140"},
        {"User-Agent": FIREFOX, "Sec-Fetch-Site": "cross-site"},
        {"User-Agent": FIREFOX, "Sec-Purpose": "prefetch"},
    ],
)
def test_programs_and_other_sites_are_not_readers(client, story, gathered, headers):
    assert client.post(f"/story/{story.public_id}/seen/", headers=headers).status_code == 204
    assert gathered == []


def test_a_story_that_is_not_public_has_no_readers(client, story, gathered, editor, now):
    story.live = False
    story.save()

    client.post(f"/story/{story.public_id}/seen/", headers={"User-Agent": FIREFOX})

    assert gathered == []


def test_readers_cannot_be_told_apart_once_the_days_salt_is_destroyed(story, now):
    asked = {"story_id": story.pk, "address": "192.0.2.7", "user_agent": FIREFOX}
    today = counting.reader_hash(**asked, now=now)
    assert counting.reader_hash(**asked, now=now) == today

    counting.forget_old_salts(now + timedelta(days=1))

    assert counting.reader_hash(**asked, now=now) != today


def test_a_salt_is_readable_by_its_owner_only_and_survives_a_restart(story, now, tmp_path):
    asked = {"story_id": story.pk, "address": "192.0.2.7", "user_agent": FIREFOX, "now": now}
    before = counting.reader_hash(**asked)
    (salt,) = tmp_path.glob("salt-*")

    assert salt.stat().st_mode & 0o777 == 0o600
    assert counting.reader_hash(**asked) == before
