"""A source that has gone quiet against its own rhythm is noticed, and one that sleeps is not."""

import itertools
import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dateline.intake import selectors, services
from dateline.intake.models import Source, WireRecord
from dateline.intake.rhythm import learn
from tests.intake.deliveries import ninjs

MONDAY = datetime(2026, 9, 28, 0, 0, tzinfo=UTC)
WEEKS = 8


def office_hours(every_minutes, *, until, days=range(5), jitter_minutes=0):
    """The moments of a wire that sends from 8 to 18."""
    chance = random.Random(7)
    found, moment = [], MONDAY
    while moment < until:
        if moment.weekday() in days and 8 <= moment.hour < 18:
            found.append(moment + timedelta(minutes=chance.random() * jitter_minutes))
        moment += timedelta(minutes=every_minutes)
    return found


def night_and_day(mean_minutes, *, until):
    """The moments of a wire that sends at random, around the clock."""
    chance = random.Random(11)
    found, moment = [], MONDAY
    while moment < until:
        found.append(moment)
        moment += timedelta(minutes=chance.expovariate(1 / mean_minutes))
    return found


def is_strange(moments, now, zone=UTC):
    return learn(moments, zone=zone).is_strange(moments[-1], now)


FRIDAY_EVENING = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("hours", [1, 6, 12, 36, 62])
def test_a_wire_that_works_office_hours_may_sleep_at_night_and_over_the_weekend(hours):
    moments = office_hours(20, until=FRIDAY_EVENING, jitter_minutes=10)

    assert not is_strange(moments, FRIDAY_EVENING + timedelta(hours=hours))


def test_the_same_wire_is_quiet_when_monday_morning_passes_without_a_word():
    moments = office_hours(20, until=FRIDAY_EVENING, jitter_minutes=10)

    assert is_strange(moments, FRIDAY_EVENING + timedelta(days=2, hours=16))


def test_the_same_wire_is_quiet_after_two_hours_of_a_working_day():
    moments = office_hours(20, until=datetime(2026, 11, 19, 12, 0, tzinfo=UTC), jitter_minutes=10)

    assert not is_strange(moments, moments[-1] + timedelta(minutes=40))
    assert is_strange(moments, moments[-1] + timedelta(hours=2))


def test_a_busy_wire_is_quiet_after_half_an_hour_at_the_earliest():
    moments = night_and_day(2, until=datetime(2026, 10, 20, tzinfo=UTC))

    assert not is_strange(moments, moments[-1] + timedelta(minutes=29))
    assert is_strange(moments, moments[-1] + timedelta(minutes=40))


def test_a_wire_that_sends_at_random_raises_few_false_alarms():
    moments = night_and_day(90, until=MONDAY + timedelta(weeks=WEEKS))
    past = [moment for moment in moments if moment < MONDAY + timedelta(weeks=4)]
    later = moments[len(past) :]
    rhythm = learn(past, zone=UTC)

    alarms = [begin for begin, end in itertools.pairwise(later) if rhythm.is_strange(begin, end)]

    assert len(alarms) <= len(later) * 0.01


def test_a_weekly_column_is_missed_in_its_third_week_at_the_latest():
    columns = [MONDAY + timedelta(weeks=week, hours=9) for week in range(8)]

    assert not is_strange(columns, columns[-1] + timedelta(days=6))
    assert is_strange(columns, columns[-1] + timedelta(weeks=3, hours=2))


def test_one_long_outage_does_not_teach_that_silence_is_usual():
    moments = night_and_day(60, until=MONDAY + timedelta(weeks=4))
    outage = MONDAY + timedelta(weeks=2)
    moments = [m for m in moments if not outage <= m < outage + timedelta(days=2)]

    assert is_strange(moments, moments[-1] + timedelta(hours=14))


def test_working_hours_follow_the_newsrooms_clock_through_the_end_of_summer_time():
    zone = ZoneInfo("Europe/Oslo")
    moments = [
        datetime(2026, 10, day, hour, minute, tzinfo=zone).astimezone(UTC)
        for day in range(1, 25)
        for hour in range(8, 18)
        for minute in (0, 30)
    ]
    after_the_change = datetime(2026, 10, 25, 7, 50, tzinfo=zone)

    assert not is_strange(moments, after_the_change, zone=zone)


def test_a_short_past_says_nothing():
    assert learn([], zone=UTC) is None
    assert learn([MONDAY + timedelta(hours=hour) for hour in range(100)], zone=UTC) is None
    assert learn([MONDAY + timedelta(days=3 * day) for day in range(5)], zone=UTC) is None


def test_files_that_come_together_are_one_sending():
    alone = [MONDAY + timedelta(hours=hour) for hour in range(400)]
    bursts = [moment + timedelta(seconds=n) for moment in alone for n in range(10)]

    assert learn(bursts, zone=UTC) == learn(alone, zone=UTC)


@pytest.fixture
def past(source):
    """A source with weeks of hourly deliveries, the last at noon of NOON's day."""
    last = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    WireRecord.objects.bulk_create(
        WireRecord(
            source=source,
            origin="push",
            received_at=last - timedelta(hours=hours),
            sha256="0" * 64,
            size_bytes=1,
            state=WireRecord.State.READ,
        )
        for hours in range(500)
    )
    return source


def test_a_quiet_source_stands_on_the_desk_until_it_speaks_again(past, now, vault_folder):
    services.note_quiet_sources(now=now + timedelta(hours=1))
    before = list(selectors.quiet_sources())
    services.note_quiet_sources(now=now + timedelta(hours=5))
    quiet = selectors.quiet_sources().get()
    since = quiet.quiet_since

    services.receive(source=quiet, raw=ninjs(), origin="x", now=now + timedelta(hours=5))

    assert before == []
    assert (quiet, since) == (past, now)
    assert not selectors.quiet_sources().exists()


def test_a_source_that_cannot_be_fetched_is_failing_and_not_quiet(past, now):
    services.note_quiet_sources(now=now + timedelta(hours=5))
    Source.objects.update(url="https://nwa.example/", failed_fetches=1)

    services.note_quiet_sources(now=now + timedelta(hours=6))

    assert not selectors.quiet_sources().exists()
    assert selectors.failing_sources().get() == past


def test_a_source_that_is_switched_off_is_not_missed(past, now):
    Source.objects.update(is_active=False)

    services.note_quiet_sources(now=now + timedelta(hours=50))

    assert not selectors.quiet_sources().exists()
