"""An embargo speaks of all versions of an item."""

from datetime import UTC, datetime, timedelta

from dateline.intake.embargoes import Statement, standing_embargo
from dateline.intake.versions import Version

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def says(number, embargo):
    version = Version(number=str(number), created_at=None, content_hash=f"{number}{embargo}")
    return Statement(version, embargo)


def test_without_a_word_of_an_embargo_there_is_none():
    assert standing_embargo([]) is None
    assert standing_embargo([says(1, None), says(2, None)]) is None


def test_a_version_that_names_none_lifts_nothing():
    assert standing_embargo([says(1, EVENING), says(2, None)]) == EVENING
    assert standing_embargo([says(1, "indefinite"), says(2, None)]) == "indefinite"


def test_a_newer_version_may_name_another_time():
    earlier = EVENING - timedelta(hours=3)

    assert standing_embargo([says(1, EVENING), says(2, earlier)]) == earlier
    assert standing_embargo([says(1, "indefinite"), says(2, earlier)]) == earlier


def test_an_older_version_that_comes_late_covers_the_newer_ones_too():
    assert standing_embargo([says(5, None), says(2, EVENING)]) == EVENING


def test_an_older_version_that_comes_late_changes_no_newer_time():
    assert standing_embargo([says(5, EVENING), says(2, "indefinite")]) == EVENING
