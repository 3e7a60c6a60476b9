"""A time whose zone nobody knows is read on the safe side: no path makes a story public early."""

from datetime import UTC, datetime, timedelta

import pytest

from dateline.pages.models import Story

SIX = "2026-11-24T18:00:00"
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def is_public_at():
    """Whether the one story that came is public at a time in UTC."""

    def ask(*moment):
        at = datetime(*moment, tzinfo=UTC)
        public = Story.objects.public
        return public(at).exists() and not public(at - MOMENT).exists()

    return ask


def test_an_embargo_without_a_zone_holds_until_its_hour_has_come_everywhere(send, is_public_at):
    send(embargoed=SIX)

    assert is_public_at(2026, 11, 25, 6, 0)


@pytest.mark.parametrize(
    ("zone", "end"),
    [
        ("America/Los_Angeles", (2026, 11, 25, 2, 0)),
        ("Asia/Tokyo", (2026, 11, 24, 9, 0)),
        ("UTC", (2026, 11, 24, 18, 0)),
    ],
)
def test_the_sources_zone_tells_when_an_embargo_ends(send, source, is_public_at, zone, end):
    source.time_zone = zone
    source.save()

    send(embargoed=SIX)

    assert is_public_at(*end)


def test_a_release_no_later_than_the_version_on_the_same_clock_holds_nothing(send, now):
    """NITF writes the day of issue as the day of release as well."""
    send(embargoed="2026-11-23T09:00:00", versioncreated="2026-11-23T09:00:00")

    assert Story.objects.public(now).exists()


def test_a_release_later_than_the_version_on_the_same_clock_holds(send, now):
    send(embargoed="2026-11-23T09:00:01", versioncreated="2026-11-23T09:00:00")

    assert not Story.objects.public(now).exists()


def test_a_newer_version_whose_release_has_come_lifts_the_embargo_before_it(send, now):
    send(embargoed=SIX, versioncreated="2026-11-23T08:00:00")
    send(version="2", embargoed="2026-11-23T09:00:00", versioncreated="2026-11-23T09:00:00")

    assert Story.objects.public(now).exists()


def test_a_story_that_expires_without_a_zone_ends_when_that_hour_comes_first(send):
    send(expires=SIX)

    end = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
    assert Story.objects.public(end - MOMENT).exists()
    assert not Story.objects.public(end).exists()


def test_a_name_that_is_no_zone_is_refused(source):
    from django.core.exceptions import ValidationError

    source.time_zone = "Ansel/Harbour"

    with pytest.raises(ValidationError, match="time_zone"):
        source.full_clean()


@pytest.mark.parametrize("credit", ["nprov:NWA", "https://nwa.example/id/nwa"])
def test_readers_see_a_providers_name_and_no_code(send, client, credit):
    send(source=credit, infosource=credit, copyrightholder="nprov:NWA")

    story = Story.objects.get()
    assert story.credit_line == "NWA"
    for path in (story.get_absolute_url(), f"/story/{story.public_id}/newsml-g2.xml"):
        body = client.get(path).content.decode()
        assert "nprov:" not in body
        assert "nwa.example/id" not in body
