"""Reading a delivery and placing its items, one by one, so that a dead worker loses none."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from dateline.core import wire
from dateline.core.story import Item
from dateline.core.wire.errors import TooLarge, WireError
from dateline.intake import placing, selectors, versions
from dateline.intake.models import WireItem, WireRecord
from dateline.intake.placing import Outcome
from dateline.intake.services import attempts, pictures
from dateline.intake.services.failures import settle_failures
from dateline.intake.services.notices import give_notice
from dateline.intake.services.placement import placed
from dateline.intake.signals import item_placed
from dateline.media.decoding import looks_like_a_picture

logger = logging.getLogger(__name__)

State = WireRecord.State
STATE_COLUMNS = ["state", "error_code", "error_where", "error_found", "error_expected"]


@dataclass(frozen=True, slots=True)
class _Result:
    """One item of a delivery, or why it could not be read, and its place in the file."""

    position: int
    read: Item | WireError


def read_record(*, record_id: int, now: datetime) -> WireRecord:
    """Read a delivery and place each of its items; a second time changes nothing.

    What cannot be read is refused by name. A fault of our own is tried again later, and after
    five attempts left to a person.
    """
    return read_and_place(record_id=record_id, now=now, announces=True)


def read_and_place(*, record_id: int, now: datetime, announces: bool) -> WireRecord:
    """Do what `read_record` says; `announces` sends `item_placed` for what asks for something."""
    record = _begin_reading(record_id, now=now)
    if record is None:
        return WireRecord.objects.get(pk=record_id)
    fault: Exception | None = None
    results: list[_Result] = []
    try:
        if _is_picture(record):  # a file that items name: it has nothing to read
            _finish(record, [], now=now, wire_format=pictures.PICTURE_FORMAT)
            pictures.note_file_came(record, announces=announces)
            return record
        results = _results_in(record)
    except Exception as error:
        fault = error
    is_refused_whole = len(results) == 1 and isinstance(results[0].read, WireError)
    for result in () if is_refused_whole else results:
        try:
            _place_result(record, result, now=now, announces=announces)
        except Exception as error:  # the other items of the file go on
            fault = fault or error
    if fault:
        logger.error("Reading %s failed", attempts.about(record), exc_info=fault)
        _note_fault(record, fault, now=now)
    else:
        _finish(record, results, now=now)
    return record


@transaction.atomic
def _begin_reading(record_id: int, *, now: datetime) -> WireRecord | None:
    record = WireRecord.objects.select_for_update(of=("self",)).select_related("source")
    row = record.get(pk=record_id)
    if row.state in (State.READ, State.REFUSED) or not attempts.begin(row, now=now):
        return None
    return row


def _is_picture(record: WireRecord) -> bool:
    with selectors.raw_bytes(record) as file:
        return looks_like_a_picture(file.read(16))


def _results_in(record: WireRecord) -> list[_Result]:
    if record.size_bytes > settings.WIRE_MAX_BYTES:
        too_large = TooLarge(
            where="the whole delivery",
            found=f"{record.size_bytes} bytes",
            expected=f"at most {settings.WIRE_MAX_BYTES} bytes (DATELINE_WIRE_MAX_BYTES)",
        )
        return [_Result(0, too_large)]
    with selectors.raw_bytes(record) as file:
        raw = file.read()
    source = record.source
    results = wire.read_items(
        raw,
        charset=source.charset or None,
        pinned=source.wire_format or None,
        zone=ZoneInfo(source.time_zone) if source.time_zone else None,
    )
    return [_Result(position, read) for position, read in enumerate(results)]


def _finish(
    record: WireRecord, results: list[_Result], *, now: datetime, wire_format: str = ""
) -> None:
    items = [result.read for result in results if isinstance(result.read, Item)]
    refusals = [result.read for result in results if isinstance(result.read, WireError)]
    record.state = State.READ if items or not refusals else State.REFUSED
    record.wire_format = items[0].format if items else wire_format
    for name, words in _error_columns(refusals[0] if refusals else None).items():
        setattr(record, name, words)
    record.next_attempt_at = None
    record.save(update_fields=[*STATE_COLUMNS, "wire_format", "next_attempt_at"])
    settle_failures(about=attempts.about(record), now=now)


def _note_fault(record: WireRecord, fault: Exception, *, now: datetime) -> None:
    words = f"{type(fault).__name__}: {fault}".replace("\x00", "")
    record.state = State.FAILED
    record.error_code, record.error_where = "intake-fault", "Dateline itself"
    record.error_found, record.error_expected = words, "no fault; it will be tried again"
    record.save(update_fields=STATE_COLUMNS)
    if record.attempts >= selectors.MOST_ATTEMPTS:
        attempts.give_up(record, error=words, now=now)


@transaction.atomic
def _place_result(record: WireRecord, result: _Result, *, now: datetime, announces: bool) -> None:
    """Place one item in a transaction of its own, unless an earlier attempt has done it."""
    WireRecord.objects.select_for_update().get(pk=record.pk)  # one reader at a time
    is_place_taken = record.items.filter(position=result.position).exists()
    if is_place_taken and _is_placed(record, result):
        return
    notices: list[str] = []
    if isinstance(result.read, WireError):
        row = _refused(result.read, now=now)
    else:
        row, notices = placed(record, result.read, now=now)
    row.record = record
    row.position = result.position
    if is_place_taken:  # read again after a fix, the file shows more items than it did
        row.position = 1 + record.items.aggregate(last=Max("position"))["last"]
    row.save()
    for notice in notices:
        give_notice(text=notice, wire_item=row, now=now)
    pictures.note_named(row, now=now, announces=announces)
    if row.outcome == Outcome.KILL and row.chain:
        row.chain.is_killed = True
        row.chain.save(update_fields=["is_killed"])
        # In the same moment: a picture waits for no other work to be taken down.
        pictures.kill_pictures_of(row.chain, now=now, note=row.reason)
    if announces and row.outcome not in placing.ASKS_FOR_NOTHING:
        transaction.on_commit(partial(item_placed.send_robust, sender=WireItem, wire_item=row))


def _is_placed(record: WireRecord, result: _Result) -> bool:
    """Return whether an earlier attempt placed this item of the delivery, here or elsewhere."""
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
