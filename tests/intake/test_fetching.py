"""Fetching a source: what is new is received, and what fails is told."""

from datetime import timedelta

import pytest

from dateline.intake import selectors, services
from tests.intake.deliveries import ninjs


@pytest.fixture
def feed(source, settings, web_server):
    """A source with an address on this machine, and the server behind it."""
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    source.url = web_server.url("/feed")
    source.save()
    web_server.answers_with("/feed", ninjs(), ETag='"v1"')
    return web_server


def test_a_fetched_document_is_received_as_it_came(feed, source, now):
    record = services.fetch_source(source=source, now=now)

    assert record.origin == source.url
    with selectors.raw_bytes(record) as file:
        assert file.read() == ninjs()
    source.refresh_from_db()
    assert source.fetched_at == now


def test_an_unchanged_document_makes_no_delivery(feed, source, now):
    services.fetch_source(source=source, now=now)
    feed.answers_with("/feed", status=304)

    record = services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert record is None
    assert feed.asked[-1][1]["If-None-Match"] == '"v1"'


def test_a_failed_fetch_says_why_and_the_desk_hears_of_the_fifth(feed, source, now):
    feed.answers_with("/feed", status=503)

    for poll in range(5):
        assert not selectors.unsettled_failures().exists()
        services.fetch_source(source=source, now=now + timedelta(minutes=5 * poll))

    source.refresh_from_db()
    assert source.fetch_error.startswith("fetch-bad-status: ")
    assert selectors.unsettled_failures().get().about == "source nwa"


def test_a_fetch_that_works_again_settles_the_failure(feed, source, now):
    feed.answers_with("/feed", status=503)
    for _ in range(6):
        services.fetch_source(source=source, now=now)
    feed.answers_with("/feed", ninjs())

    services.fetch_source(source=source, now=now)

    assert source.fetch_error == ""
    assert not selectors.unsettled_failures().exists()


def test_a_source_at_a_private_address_is_not_fetched(feed, source, settings, now):
    settings.FETCH_ALLOWED_HOSTS = []

    assert services.fetch_source(source=source, now=now) is None
    assert source.fetch_error.startswith("fetch-refused-address: ")
    assert feed.asked == []
