"""Reading deliveries and placing their items, in batches; a dead worker loses none of them."""

import logging
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import accumulate
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from dateline.core import wire
from dateline.core.story import Item
from dateline.core.wire.errors import TooLarge, WireError
from dateline.intake import placing, selectors, versions
from dateline.intake.batches import BATCH_SIZE, all_or_each, batches
from dateline.intake.models import WireItem, WireRecord
from dateline.intake.placing import Outcome
from dateline.intake.services import attempts, pictures
from dateline.intake.services.chains import family_keys
from dateline.intake.services.failures import settle_failures
from dateline.intake.services.notices import give_notice
from dateline.intake.services.placement import Placed, place_items
from dateline.intake.signals import items_placed
from dateline.media.decoding import looks_like_a_picture

logger = logging.getLogger(__name__)

State = WireRecord.State
STATE_COLUMNS = ["state", "error_code", "error_where", "error_found", "error_expected"]
# A kill waits for what is begun together with it, so that is never more than this.
BATCH_BYTES = 1_000_000


@dataclass
class _Reading:
    """A delivery while it is read: what there was in it so far, and the first fault."""

    record: WireRecord
    wire_format: str = ""
    has_items: bool = False
    refusal: WireError | None = None
    fault: Exception | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Result:
    """One item of a delivery, or why it could not be read, and its place in the file."""

    reading: _Reading
    position: int
    read: Item | WireError


def read_record(*, record_id: int, now: datetime) -> WireRecord:
    """Read a delivery and place each of its items; a second time changes nothing.

    What cannot be read is refused by name. A fault of our own is tried again later, and after
    five attempts left to a person.
    """
    rows = WireRecord.objects.filter(pk=record_id)
    read_and_place(rows, now=now, announces=True)
    return rows.select_related("source").get()


def read_received(*, now: datetime) -> int:
    """Do what `read_record` says for the oldest deliveries that nobody has begun.

    Returns how many: so many as make a batch, the rest is for the next call.
    """
    waiting = selectors.records_not_begun()[:BATCH_SIZE]
    return read_and_place(waiting, now=now, announces=True, within_bytes=BATCH_BYTES)


def read_and_place(
    rows: QuerySet[WireRecord], *, now: datetime, announces: bool, within_bytes: int | None = None
) -> int:
    """Do what `read_record` says for some deliveries, in the order given; return how many.

    announces     whether `items_placed` is sent for what asks for something
    within_bytes  how large they may be together; the first is read however large it is
    """
    begun = _begin_reading(rows, now=now, within_bytes=within_bytes)
    readings = [_Reading(record) for record in begun]
    # Read as their turn comes: only a batch of items is held in memory.
    results = (result for reading in readings for result in _results_in(reading))
    for batch in batches(results, keys_of=_keys_of):
        all_or_each(partial(_place_all, now=now, announces=announces), batch, on_fault=_note_fault)
    _finish([reading for reading in readings if reading.fault is None], now=now)
    for reading in readings:
        if reading.fault is not None:
            _give_back(reading, reading.fault, now=now)
    for reading in readings:
        if reading.fault is None and reading.wire_format == pictures.PICTURE_FORMAT:
            pictures.note_file_came(reading.record, announces=announces)
    return len(readings)


@transaction.atomic
def _begin_reading(
    rows: QuerySet[WireRecord], *, now: datetime, within_bytes: int | None
) -> list[WireRecord]:
    # Another worker has begun what is locked.
    locked = rows.select_related("source").select_for_update(of=("self",), skip_locked=True)
    waiting = [row for row in locked if row.state not in (State.READ, State.REFUSED)]
    if within_bytes is not None:
        sizes = accumulate(row.size_bytes for row in waiting)
        fitting = sum(size_bytes <= within_bytes for size_bytes in sizes)
        waiting = waiting[: max(fitting, 1)]
    return attempts.begin(waiting, now=now)


def _results_in(reading: _Reading) -> Iterator[_Result]:
    """Read a delivery and give what is in it; a delivery refused as a whole gives nothing."""
    try:
        reads = _read(reading)
    except Exception as error:
        reading.fault = error
        return
    refusals = [read for read in reads if isinstance(read, WireError)]
    items = [read for read in reads if isinstance(read, Item)]
    reading.refusal = refusals[0] if refusals else None
    reading.has_items = bool(items)
    if items:
        reading.wire_format = items[0].format
    if reading.refusal and len(reads) == 1:
        return
    for position, read in enumerate(reads):
        yield _Result(reading, position, read)


def _read(reading: _Reading) -> list[Item | WireError]:
    record = reading.record
    with selectors.raw_bytes(record) as file:
        if looks_like_a_picture(file.read(16)):  # a file that items name: it has nothing to read
            reading.wire_format = pictures.PICTURE_FORMAT
            return []
        if record.size_bytes > settings.WIRE_MAX_BYTES:
            too_large = TooLarge(
                where="the whole delivery",
                found=f"{record.size_bytes} bytes",
                expected=f"at most {settings.WIRE_MAX_BYTES} bytes (DATELINE_WIRE_MAX_BYTES)",
            )
            return [too_large]
        file.seek(0)
        raw = file.read()
    source = record.source
    return wire.read_items(
        raw,
        charset=source.charset or None,
        pinned=source.wire_format or None,
        zone=ZoneInfo(source.time_zone) if source.time_zone else None,
    )


def _keys_of(result: _Result) -> Iterable[Hashable]:
    """Give what an item shares with any other that may tell the same story."""
    if isinstance(result.read, Item):
        yield from family_keys(result.reading.record.source_id, result.read)


@transaction.atomic
def _finish(readings: Sequence[_Reading], *, now: datetime) -> None:
    alike: dict[tuple[str, ...], list[WireRecord]] = defaultdict(list)
    for reading in readings:
        is_read = reading.has_items or not reading.refusal
        errors = _error_columns(reading.refusal).values()
        state = State.READ if is_read else State.REFUSED
        alike[state, *errors, reading.wire_format].append(reading.record)
    for values, records in alike.items():
        columns = dict(zip((*STATE_COLUMNS, "wire_format"), values, strict=True))
        rows = WireRecord.objects.filter(pk__in=[record.pk for record in records])
        rows.update(**columns, next_attempt_at=None)
    settle_failures(about=[attempts.about(reading.record) for reading in readings], now=now)


def _note_fault(result: _Result, fault: Exception) -> None:
    """Remember that an item could not be placed; the others of its file go on."""
    result.reading.fault = result.reading.fault or fault


def _give_back(reading: _Reading, fault: Exception, *, now: datetime) -> None:
    """Leave a delivery to a later attempt, or to a person."""
    record = reading.record
    logger.error("Reading %s failed", attempts.about(record), exc_info=fault)
    words = f"{type(fault).__name__}: {fault}".replace("\x00", "")
    record.state = State.FAILED
    record.error_code, record.error_where = "intake-fault", "Dateline itself"
    record.error_found, record.error_expected = words, "no fault; it will be tried again"
    record.save(update_fields=STATE_COLUMNS)
    if record.attempts >= selectors.MOST_ATTEMPTS:
        attempts.give_up(record, error=words, now=now)


@transaction.atomic
def _place_all(results: Sequence[_Result], *, now: datetime, announces: bool) -> None:
    """Place some items in one transaction, but for those that an earlier attempt has placed."""
    records = {result.reading.record.pk for result in results}
    # One reader at a time.
    list(WireRecord.objects.select_for_update().filter(pk__in=records).order_by("pk"))
    new = _not_placed(results)
    placed = _rows_of(list(new), now=now)
    for (result, position), one in zip(new.items(), placed, strict=True):
        one.row.record = result.reading.record
        one.row.position = position
    WireItem.objects.bulk_create(one.row for one in placed)
    for one in placed:
        _do_at_once(one, now=now, announces=announces)
    asking = [one.row for one in placed if one.row.outcome not in placing.ASKS_FOR_NOTHING]
    if announces and asking:
        transaction.on_commit(partial(items_placed.send_robust, sender=WireItem, wire_items=asking))


def _not_placed(results: Sequence[_Result]) -> dict[_Result, int]:
    """Return what no earlier attempt has placed, each with its position among its delivery's."""
    taken: dict[int, set[int]] = defaultdict(set)
    records = {result.reading.record.pk for result in results}
    known = WireItem.objects.filter(record__in=records).values_list("record", "position")
    for record_id, position in known:
        taken[record_id].add(position)
    new = {}
    for result in results:
        places, position = taken[result.reading.record.pk], result.position
        if position in places:
            if _is_placed(result):
                continue
            position = 1 + max(places)  # read again after a fix, the file shows more than it did
        places.add(position)
        new[result] = position
    return new


def _rows_of(results: Sequence[_Result], *, now: datetime) -> list[Placed]:
    items = [
        (result.reading.record, result.read) for result in results if isinstance(result.read, Item)
    ]
    placed = iter(place_items(items, now=now) if items else ())
    return [
        Placed(_refused(result.read, now=now))
        if isinstance(result.read, WireError)
        else next(placed)
        for result in results
    ]


def _do_at_once(placed: Placed, *, now: datetime, announces: bool) -> None:
    """Do what belongs into the transaction that stores an item: notices, pictures, a kill."""
    row = placed.row
    for notice in placed.notices:
        give_notice(text=notice, wire_item=row, now=now)
    pictures.note_named(row, now=now, announces=announces)
    if row.outcome == Outcome.KILL and row.chain:
        row.chain.is_killed = True
        row.chain.save(update_fields=["is_killed"])
        # In the same moment: a picture waits for no other work to be taken down.
        pictures.kill_pictures_of(row.chain, now=now, note=row.reason)


def _is_placed(result: _Result) -> bool:
    """Return whether an earlier attempt placed this item of the delivery, here or elsewhere."""
    record = result.reading.record
    if isinstance(result.read, WireError):
        known = record.items.filter(outcome=Outcome.REFUSED, error_where=result.read.where)
    else:
        version = versions.version_of(result.read)
        known = record.items.filter(version=version.number, content_hash=version.content_hash)
        if result.read.uri:  # without an id, the words alone tell which item it is
            known = known.filter(chain__guid=versions.chain_key(result.read))
        else:
            known = known.filter(fingerprint=versions.fingerprint(result.read))
    return known.exists()


def _refused(error: WireError, *, now: datetime) -> WireItem:
    return WireItem(
        outcome=Outcome.REFUSED,
        reason=str(error).replace("\x00", ""),
        placed_at=now,
        taken_up_at=now,
        **_error_columns(error),
    )


def _error_columns(error: WireError | None) -> dict[str, str]:
    """Return the columns that tell the desk where, what was found and what was expected."""
    names = ("code", "where", "found", "expected")
    return {
        f"error_{name}": str(getattr(error, name)).replace("\x00", "") if error else ""
        for name in names
    }
