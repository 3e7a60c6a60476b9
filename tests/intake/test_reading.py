"""Reading: every item of a delivery is placed once, whatever happens on the way."""

from datetime import timedelta

import pytest

from dateline.core import wire
from dateline.intake import placing, selectors, services
from dateline.intake.models import TaskFailure, WireChain, WireItem, WireRecord
from dateline.intake.signals import items_placed
from tests.intake.deliveries import newsml, ninjs

Outcome = WireItem.Outcome
State = WireRecord.State

THREE = newsml(
    ("urn:nwa:1", 1, "Quay open", "The quay opened.", "text"),
    ("urn:nwa:2", 1, "Crane falls", "A crane fell.", "text"),
    ("urn:nwa:3", 1, "Fees named", "The fees were named.", "text"),
)
# The second of three items is broken.
TWO_AND_A_HALF = THREE.replace(b"A crane fell.</p>", b"A crane fell.")
POISON = b"\x00poison"


@pytest.fixture
def announced():
    """The outcomes that `items_placed` announced."""
    heard = []

    def hear(*, wire_items, **_):
        heard.extend(item.outcome for item in wire_items)

    items_placed.connect(hear)
    yield heard
    items_placed.disconnect(hear)


@pytest.fixture
def broken_reader(monkeypatch):
    """A fault of our own in reading; returns what mends it."""
    sound = wire.read_items

    def read_items(raw, **options):
        raise RuntimeError("a fault of our own")

    monkeypatch.setattr(wire, "read_items", read_items)
    return lambda: monkeypatch.setattr(wire, "read_items", sound)


def outcomes(record):
    return list(record.items.order_by("position").values_list("position", "outcome"))


def test_the_items_of_a_file_keep_their_order(deliver):
    record = deliver(THREE)

    headlines = record.items.order_by("position").values_list("headline", flat=True)
    assert list(headlines) == ["Quay open", "Crane falls", "Fees named"]
    assert record.state == State.READ
    assert record.wire_format == "newsml-g2"


def test_reading_twice_changes_nothing(deliver, now):
    record = deliver(THREE)

    services.read_record(record_id=record.pk, now=now + timedelta(hours=1))

    assert record.items.count() == 3


def test_a_refused_item_keeps_its_place_and_the_others_go_on(deliver):
    record = deliver(TWO_AND_A_HALF)

    assert outcomes(record) == [
        (0, Outcome.PUBLISH),
        (1, Outcome.REFUSED),
        (2, Outcome.PUBLISH),
    ]
    refused = record.items.get(position=1)
    assert refused.error_code == "wire-malformed"
    assert refused.error_where
    assert refused.error_expected
    assert record.state == State.READ
    assert record.error_code == "wire-malformed"


def test_what_asks_for_something_is_announced_once_it_is_stored(
    deliver, announced, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        deliver(ninjs(), origin="1")
        deliver(ninjs(), origin="2")
        deliver(ninjs(version="0", headline="Too late"), origin="3")
        deliver(ninjs(uri="urn:nwa:picture", type="picture"), origin="4")
        deliver(ninjs(version="2", pubstatus="canceled"), origin="5")

    assert announced == [Outcome.PUBLISH, Outcome.KILL]


def test_what_asks_for_nothing_is_not_left_to_the_sweep(deliver, now):
    deliver(ninjs(), origin="1")
    repeat = deliver(ninjs(), origin="2").items.get()

    assert repeat.outcome == Outcome.REPEAT
    assert repeat.taken_up_at == now


def test_a_killed_chain_is_marked_even_if_the_item_was_unknown(deliver):
    deliver(ninjs(pubstatus="canceled", headline=None, body_text=None, version="3"), origin="1")
    late = deliver(ninjs(version="1"), origin="2").items.get()

    assert WireChain.objects.get(guid="tag:nwa.example,2026:quay").is_killed
    assert late.outcome == Outcome.OLDER


def test_the_same_id_at_two_sources_is_two_items(deliver, source, now):
    other = type(source).objects.create(slug="other", name="Another agency")

    deliver(ninjs())
    record = deliver(ninjs(), source=other)

    assert record.items.get().outcome == Outcome.HOLD
    assert WireChain.objects.count() == 2


def test_a_fault_of_our_own_is_tried_again_later_each_time_after_a_longer_pause(
    deliver, now, broken_reader
):
    record = deliver(ninjs())
    assert record.state == State.FAILED
    assert record.error_found == "RuntimeError: a fault of our own"
    assert not selectors.records_due(now + timedelta(seconds=59)).exists()
    assert selectors.records_due(now + timedelta(seconds=60)).get() == record

    services.read_record(record_id=record.pk, now=now + timedelta(seconds=60))

    assert not selectors.records_due(now + timedelta(seconds=179)).exists()
    assert selectors.records_due(now + timedelta(seconds=180)).get() == record


def test_a_delivery_that_was_mended_in_time_leaves_no_trace_of_the_fault(
    deliver, now, broken_reader
):
    record = deliver(ninjs())
    broken_reader()

    record = services.read_record(record_id=record.pk, now=now + timedelta(minutes=1))

    assert record.state == State.READ
    assert record.error_code == ""
    assert record.items.get().outcome == Outcome.PUBLISH


def test_after_five_attempts_the_desk_is_told_and_nothing_is_tried_any_more(
    deliver, now, broken_reader
):
    record = deliver(ninjs())
    for minutes in (1, 3, 7, 15):
        services.read_record(record_id=record.pk, now=now + timedelta(minutes=minutes))

    failure = TaskFailure.objects.get()
    assert failure.about == f"record {record.pk}"
    assert "a fault of our own" in failure.error
    assert not selectors.records_due(now + timedelta(days=9)).exists()


def test_bytes_that_kill_the_worker_are_given_up_too(source, now, monkeypatch):
    def die(raw, **options):
        raise SystemExit(137)  # no handler of ours sees a killed process

    monkeypatch.setattr(wire, "read_items", die)
    record = services.receive(source=source, raw=POISON, origin="poison", now=now)
    for minutes in (0, 1, 3, 7, 15):
        with pytest.raises(SystemExit):
            services.read_record(record_id=record.pk, now=now + timedelta(minutes=minutes))

    services.read_record(record_id=record.pk, now=now + timedelta(minutes=31))

    record.refresh_from_db()
    assert record.state == State.FAILED
    assert TaskFailure.objects.get().about == f"record {record.pk}"


def test_a_fault_in_one_item_holds_up_no_other_and_is_mended_later(deliver, now, monkeypatch):
    sound = placing.place

    def fails_for_the_second(item, **options):
        if item.headline == "Crane falls":
            raise RuntimeError("a fault of our own")
        return sound(item, **options)

    monkeypatch.setattr(placing, "place", fails_for_the_second)
    record = deliver(THREE)
    assert outcomes(record) == [(0, Outcome.PUBLISH), (2, Outcome.PUBLISH)]
    assert record.state == State.FAILED

    monkeypatch.setattr(placing, "place", sound)
    record = services.read_record(record_id=record.pk, now=now + timedelta(minutes=1))

    assert outcomes(record) == [(0, Outcome.PUBLISH), (1, Outcome.PUBLISH), (2, Outcome.PUBLISH)]
    assert record.state == State.READ


def test_read_again_after_a_fix_gives_refused_items_another_chance_and_no_second_story(
    deliver, now, editor, monkeypatch
):
    record = deliver(TWO_AND_A_HALF)
    kept = set(record.items.exclude(outcome=Outcome.REFUSED).values_list("pk", flat=True))
    whole = list(wire.read_items(THREE))
    monkeypatch.setattr(wire, "read_items", lambda raw, **options: whole)

    services.read_again(record=record, by=editor, now=now)
    record = services.read_record(record_id=record.pk, now=now)

    assert [outcome for _, outcome in outcomes(record)] == [Outcome.PUBLISH] * 3
    assert kept < set(record.items.values_list("pk", flat=True))
    assert record.error_code == ""


def test_items_found_only_after_a_fix_do_not_displace_those_that_were_placed(
    deliver, now, editor, monkeypatch
):
    first, second, third = wire.read_items(THREE)
    monkeypatch.setattr(wire, "read_items", lambda raw, **options: [first, third])
    record = deliver(THREE)

    monkeypatch.setattr(wire, "read_items", lambda raw, **options: [first, second, third])
    services.read_again(record=record, by=editor, now=now)
    record = services.read_record(record_id=record.pk, now=now)

    headlines = record.items.order_by("position").values_list("headline", flat=True)
    assert list(headlines) == ["Quay open", "Fees named", "Crane falls"]


def test_reading_again_settles_what_the_desk_was_told(deliver, now, editor, broken_reader):
    record = deliver(ninjs())
    for minutes in (1, 3, 7, 15):
        services.read_record(record_id=record.pk, now=now + timedelta(minutes=minutes))

    services.read_again(record=record, by=editor, now=now)

    assert not selectors.unsettled_failures().exists()
    assert selectors.records_due(now + timedelta(minutes=1)).get() == record
