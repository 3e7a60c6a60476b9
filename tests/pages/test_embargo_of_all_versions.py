"""An embargo holds every version of an item on every surface, and ends at its minute."""

from datetime import timedelta

import pytest

from dateline.intake.models import Notice, WireItem
from dateline.pages import search
from dateline.pages.models import Story
from dateline.pages.services import release_story, revive_story

SURFACES = (
    "/",
    "/world/",
    "/search/?q=ferry",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/world/rss.xml",
    "/sitemap-1.xml",
    "/news-sitemap.xml",
    "/api/stories",
)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch, now):
    """The readers' clock, which a test may set."""

    def stand_at(moment):
        monkeypatch.setattr("dateline.pages.clock.now", lambda: moment)

    stand_at(now)
    return stand_at


@pytest.fixture
def until(now):
    """The end of the embargo."""
    return now + timedelta(hours=1)


def seen_on(client):
    return [path for path in SURFACES if b"ferry-to" in client.get(path).content]


def test_a_later_version_that_names_no_embargo_lifts_none(client, send, until, stopped_clock):
    send(embargoed=until.isoformat())
    send(version="2", headline="Ferry stops early")

    story = Story.objects.get()
    assert story.headline == "Ferry stops early"
    assert seen_on(client) == []
    assert client.get(story.get_absolute_url()).status_code == 404
    assert client.get(f"/api/stories/{story.public_id}").status_code == 404
    stopped_clock(until - timedelta(microseconds=1))
    assert seen_on(client) == []
    stopped_clock(until)
    assert seen_on(client) == list(SURFACES)


def test_an_older_version_that_comes_late_takes_the_newer_one_down_until_its_minute(
    client, send, until
):
    send(version="2")
    assert seen_on(client) == list(SURFACES)

    placed = send(version="1", versioncreated="2026-11-23T08:00:00Z", embargoed=until.isoformat())

    assert placed.outcome == WireItem.Outcome.EMBARGO
    assert seen_on(client) == []


def test_a_later_version_may_name_an_earlier_minute(client, send, until, now):
    send(embargoed=until.isoformat())
    send(version="2", embargoed=now.isoformat())

    assert seen_on(client) == list(SURFACES)


def test_until_further_notice_ends_by_a_person_who_is_told(client, send, editor, now):
    send(embargoed="")
    send(version="2", headline="Ferry stops early")
    story = Story.objects.get()
    assert seen_on(client) == []
    assert "names no embargo" in Notice.objects.get().text

    release_story(story=story, by=editor, now=now, reason="The agency rang.")
    assert seen_on(client) == list(SURFACES)

    send(version="3", headline="Ferry stops today", at=now + timedelta(minutes=1))
    assert seen_on(client) == list(SURFACES)


def test_a_new_embargo_after_a_release_holds_again(client, send, editor, now, until):
    send(embargoed="")
    release_story(story=Story.objects.get(), by=editor, now=now, reason="The agency rang.")

    send(version="2", embargoed=until.isoformat(), at=now + timedelta(minutes=1))

    assert seen_on(client) == []


@pytest.mark.parametrize("name", ["edit", "preview_on_edit"])
def test_nobody_sees_a_preview_without_signing_in(client, send, until, name):
    send(embargoed=until.isoformat())
    story = Story.objects.get()

    from django.urls import reverse

    answer = client.get(reverse(f"wagtailsnippets_dateline_pages_story:{name}", args=[story.pk]))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", ["seen/", "comments/", "comments/new/"])
def test_nothing_around_an_embargoed_story_tells_of_it(client, send, until, path):
    send(embargoed=until.isoformat())
    address = f"/story/{Story.objects.get().public_id}/{path}"

    for answer in (client.get(address), client.post(address, {"text": "Is it true?"})):
        assert answer.status_code in (204, 404, 405, 410)
        assert b"Marrow Head" not in answer.content


def test_private_notes_are_on_no_surface(client, send):
    send(ednote="EDS: call Runa on 555 0199 before use.", usageterms="Free to use.")
    story = Story.objects.get()
    assert seen_on(client) == list(SURFACES)

    paths = [*SURFACES, story.get_absolute_url(), f"/api/stories/{story.public_id}"]
    wire = [f"/story/{story.public_id}/{n}" for n in ("ninjs.json", "newsml-g2.xml", "nitf.xml")]
    more = ["/feeds/world/atom.xml", "/feeds/feed.json", "/search/?q=555", "/search/?q=Runa"]
    for path in [*paths, *wire, *more]:
        assert b"0199" not in client.get(path).content, path
    assert search.find("0199", limit=5) == []


def test_after_a_kill_later_versions_stay_down_until_a_person_releases_them(
    client, send, editor, now
):
    send()
    send(version="1542761538", pubstatus="canceled", headline=None, body_html=None)
    late = send(version="1542761540", headline="Ferry stops after all")
    story = Story.objects.get()
    assert story.is_killed
    assert story.pending_item == late
    assert seen_on(client) == []

    revive_story(story=story, by=editor, now=now, reason="The agency sent it anew.")
    send(version="1542761550", headline="Ferry stops tomorrow")

    story.refresh_from_db()
    assert story.headline == "Ferry stops tomorrow"
    assert not story.live
    assert story.events.filter(act="released", by=editor).exists()


def test_copy_whose_kill_came_first_is_killed_when_it_comes(client, send, editor, now):
    send(version="5", pubstatus="canceled", headline=None, body_html=None)
    send(version="6")

    story = Story.objects.get()
    assert story.is_killed
    assert client.get(story.get_absolute_url()).status_code == 410
    assert seen_on(client) == []


def test_a_withdrawn_item_is_a_change_of_state_and_not_a_body(send):
    send()
    send(version="2", pubstatus="canceled", headline="KILL", body_html="<p>Do not use.</p>")

    story = Story.objects.get()
    assert story.is_killed
    assert "Do not use" not in story.text
