"""What is done to many at once stands as if it had been done one by one."""

import pytest

from dateline.intake import placing, services
from dateline.intake.batches import BATCH_SIZE, all_or_each, batches
from dateline.intake.models import WireItem, WireRecord
from dateline.intake.services import reading
from tests.intake.deliveries import ninjs

State = WireRecord.State


def test_two_things_that_share_a_key_never_stand_in_one_batch_and_the_order_is_kept():
    words = ["ant", "bee", "asp", "bug", "bat", "cow"]

    found = list(batches(words, keys_of=lambda word: word[0]))

    assert found == [["ant", "bee"], ["asp", "bug"], ["bat", "cow"]]


def test_a_batch_has_an_end():
    assert [len(batch) for batch in batches(range(BATCH_SIZE + 1))] == [BATCH_SIZE, 1]


@pytest.mark.parametrize("bad", [{0}, {3}, {6}, {1, 2, 5}, set(range(7))])
def test_only_the_bad_ones_of_a_batch_are_left_out(bad):
    done, faults = [], []

    def act(numbers):
        if bad & set(numbers):
            raise ValueError
        done.extend(numbers)

    all_or_each(act, list(range(7)), on_fault=lambda number, fault: faults.append(number))

    assert done == sorted(set(range(7)) - bad)
    assert faults == sorted(bad)


@pytest.fixture
def received(source, now):
    """Has items received, but not read, each in a delivery of its own."""

    def receive(*items):
        return [
            services.receive(source=source, raw=raw, origin=f"{number}.json", now=now)
            for number, raw in enumerate(items)
        ]

    return receive


def numbered(*numbers):
    return [ninjs(uri=f"nwa:{number}", headline=f"Ship {number} is in") for number in numbers]


def test_what_waits_is_read_together_each_delivery_once(received, now):
    records = received(*numbered(*range(BATCH_SIZE + 3)))

    assert services.read_received(now=now) == BATCH_SIZE
    assert services.read_received(now=now) == 3
    assert services.read_received(now=now) == 0

    assert WireRecord.objects.filter(state=State.READ, attempts=1).count() == len(records)
    headlines = WireItem.objects.order_by("pk").values_list("headline", flat=True)
    assert list(headlines) == [f"Ship {number} is in" for number in range(len(records))]


def test_a_batch_asks_no_more_of_the_database_than_one_delivery(
    received, now, django_assert_max_num_queries
):
    received(*numbered(*range(40)))

    with django_assert_max_num_queries(30):
        services.read_received(now=now)

    assert WireItem.objects.count() == 40


def test_large_deliveries_are_not_begun_together_so_that_none_holds_up_a_kill(
    received, now, monkeypatch
):
    items = numbered(1, 2, 3)
    received(*items)
    monkeypatch.setattr(reading, "BATCH_BYTES", len(items[0]) + len(items[1]))

    assert services.read_received(now=now) == 2


def test_a_bad_item_stops_none_of_its_batch(received, now, monkeypatch):
    sound = placing.place

    def fails_for_the_second(item, **options):
        if item.headline == "Ship 2 is in":
            raise RuntimeError("a fault of our own")
        return sound(item, **options)

    monkeypatch.setattr(placing, "place", fails_for_the_second)
    received(*numbered(1, 2, 3), b"<newsItem", ninjs(uri="nwa:4"))

    services.read_received(now=now)

    states = WireRecord.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.READ, State.FAILED, State.READ, State.REFUSED, State.READ]
    assert WireItem.objects.count() == 3


def test_what_a_worker_died_over_is_read_alone_the_next_time(received, now):
    first, second = received(*numbered(1, 2))
    WireRecord.objects.update(attempts=1, next_attempt_at=now)

    both = WireRecord.objects.filter(pk__in=[first.pk, second.pk])
    assert reading.read_and_place(both, now=now, announces=False) == 0
    assert services.read_record(record_id=second.pk, now=now).state == State.READ


def test_versions_of_one_item_in_one_batch_are_placed_one_after_the_other(received, now):
    received(
        ninjs(version="1"),
        ninjs(version="2", headline="Harbour reopens at last"),
        ninjs(version="1"),
        ninjs(version="3", pubstatus="canceled"),
        ninjs(version="4"),
    )

    services.read_received(now=now)

    outcomes = WireItem.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["publish", "update", "repeat", "kill", "hold"]
