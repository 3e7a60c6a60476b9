"""Fetching a source: what is new is received, and what fails is told."""

from datetime import timedelta

import pytest

from dateline.intake import selectors, services
from dateline.intake.models import Notice, Source, SourceMark, WireRecord
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
    (record,) = services.fetch_source(source=source, now=now)

    assert record.origin == source.url
    with selectors.raw_bytes(record) as file:
        assert file.read() == ninjs()
    source.refresh_from_db()
    assert source.fetched_at == now


def test_an_unchanged_document_makes_no_delivery(feed, source, now):
    services.fetch_source(source=source, now=now)
    feed.answers_with("/feed", status=304)

    records = services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert records == []
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

    assert services.fetch_source(source=source, now=now) == []
    assert source.fetch_error.startswith("fetch-refused-address: ")
    assert feed.asked == []


def test_a_document_without_marks_is_received_once(feed, source, now):
    feed.answers_with("/feed", ninjs())
    services.fetch_source(source=source, now=now)

    records = services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert records == []
    assert WireRecord.objects.get().times_received == 1


def test_a_crash_before_the_mark_is_kept_makes_a_repeat_and_no_second_delivery(feed, source, now):
    services.fetch_source(source=source, now=now)
    SourceMark.objects.all().delete()

    services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert WireRecord.objects.get().times_received == 2


def test_another_address_of_the_source_begins_without_marks(feed, source, now):
    services.fetch_source(source=source, now=now)
    source.url = feed.url("/moved")
    feed.answers_with("/moved", ninjs(version="2"), ETag='"v1"')

    services.fetch_source(source=source, now=now + timedelta(minutes=5))

    assert "If-None-Match" not in feed.asked[-1][1]


def test_a_source_is_fetched_by_its_own_clock(feed, source, now):
    source.poll_every_seconds = 900

    services.fetch_source(source=source, now=now)

    assert source.next_fetch_at == now + timedelta(minutes=15)
    assert not selectors.sources_due(now + timedelta(minutes=14)).exists()
    assert selectors.sources_due(now + timedelta(minutes=15)).get() == source


def test_a_failing_source_is_asked_less_and_less_often_up_to_an_hour(feed, source, now):
    feed.answers_with("/feed", status=500)
    pauses = []

    for _ in range(6):
        services.fetch_source(source=source, now=now)
        pauses.append((source.next_fetch_at - now).total_seconds() / 60)

    assert pauses == [5, 10, 20, 40, 60, 60]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_pause_gets_it(feed, source, now, status):
    feed.answers_with("/feed", status=status, Retry_After="7200")

    services.fetch_source(source=source, now=now)

    assert source.next_fetch_at == now + timedelta(hours=2)


def test_a_server_cannot_put_a_source_off_for_ever(feed, source, now):
    feed.answers_with("/feed", status=503, Retry_After="999999999")

    services.fetch_source(source=source, now=now)

    assert source.next_fetch_at == now + timedelta(days=1)


def test_a_feed_that_is_gone_is_not_asked_again_and_the_desk_is_told_once(feed, source, now):
    feed.answers_with("/feed", status=410)
    services.fetch_source(source=source, now=now)
    later = now + timedelta(days=30)

    assert not selectors.sources_due(later).exists()
    services.fetch_soon(source=source)
    assert selectors.sources_due(later).get() == source
    services.fetch_source(source=source, now=later)
    assert not selectors.sources_due(later + timedelta(days=30)).exists()
    notice = Notice.objects.get()
    assert "gone for good" in notice.text
    assert source.name in notice.text
    assert not selectors.unsettled_failures().exists()


def test_a_gone_feed_with_a_new_address_is_asked_by_its_clock_again(feed, source, now):
    feed.answers_with("/feed", status=410)
    services.fetch_source(source=source, now=now)
    feed.answers_with("/new", ninjs())
    source.url = feed.url("/new")
    source.save()

    services.begin_at_new_address(source=source)
    services.fetch_source(source=source, now=now)

    assert selectors.sources_due(now + timedelta(days=1)).get() == source


def test_an_address_that_moved_for_good_is_noted_and_a_detour_is_not(feed, source, now):
    feed.answers_with("/feed", status=301, Location="/new")
    feed.answers_with("/new", ninjs())
    services.fetch_source(source=source, now=now)
    moved_to = source.moved_to
    feed.answers_with("/feed", status=302, Location="/new")

    services.fetch_source(source=source, now=now)

    assert (moved_to, source.moved_to) == (feed.url("/new"), "")


def test_a_secret_is_sent_as_a_bearer_token_and_kept_encrypted(feed, source, now):
    services.set_secret(source=source, secret="harbour-lights")

    services.fetch_source(source=source, now=now)

    assert feed.asked[-1][1]["Authorization"] == "Bearer harbour-lights"
    source.refresh_from_db()
    assert b"harbour-lights" not in bytes(source.secret_encrypted)


def test_a_secret_from_the_environment_comes_first(feed, source, settings, now):
    services.set_secret(source=source, secret="harbour-lights")
    settings.SOURCE_SECRETS = {"nwa": "from-outside"}

    services.fetch_source(source=source, now=now)

    assert feed.asked[-1][1]["Authorization"] == "Bearer from-outside"


def test_a_secret_under_a_lost_key_is_named_and_the_server_is_not_asked(
    feed, source, settings, now
):
    services.set_secret(source=source, secret="harbour-lights")
    settings.PRIVACY_KEY = "another"

    services.fetch_source(source=source, now=now)

    assert source.fetch_error_code == "fetch-no-secret"
    assert feed.asked == []


def test_due_sources_are_claimed_one_by_one_and_never_twice(source, now):
    source.url = "https://nwa.example/feed"
    source.next_fetch_at = now - timedelta(minutes=1)
    source.save()
    new = Source.objects.create(slug="new", name="New", url="https://new.example/feed")
    Source.objects.create(slug="push", name="Push only")
    Source.objects.create(slug="off", name="Off", url="https://off.example", is_active=False)
    Source.objects.create(
        slug="later", name="Later", url="https://l.example", next_fetch_at=now + timedelta(hours=1)
    )

    claimed = [services.claim_due_source(now=now) for _ in range(3)]

    assert claimed == [new, source, None]


def test_a_claim_that_a_dead_worker_left_behind_runs_out(source, now):
    source.url = "https://nwa.example/feed"
    source.save()
    services.claim_due_source(now=now)

    assert services.claim_due_source(now=now + timedelta(minutes=4)) is None
    assert services.claim_due_source(now=now + timedelta(minutes=6)) == source


def test_no_more_sources_than_the_worker_has_threads_to_spare_are_fetched_at_once(db, now):
    for number in range(services.FETCHES_AT_ONCE + 1):
        Source.objects.create(slug=f"s{number}", name="S", url="https://nwa.example/feed")

    claimed = [services.claim_due_source(now=now) for _ in range(services.FETCHES_AT_ONCE + 1)]

    assert all(claimed[:-1])
    assert claimed[-1] is None
