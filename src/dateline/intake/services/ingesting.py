"""Receiving and reading at once, in this process: what the command line does."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateline.gateways.fetch_errors import FetchError
from dateline.gateways.folder import complete_files
from dateline.intake import vault
from dateline.intake.models import Source, WireItem, WirePicture, WireRecord
from dateline.intake.services.failures import note_failure
from dateline.intake.services.fetching import fetch_document
from dateline.intake.services.reading import read_and_place
from dateline.intake.services.receiving import record_all_kept, store_delivery

Place = Path | str
# Waiting for the disk takes longer than the writing: several files wait together.
KEPT_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of one file or address.

    items      every item of the delivery in file order, the refused ones too
    is_repeat  the same bytes came from the same place last time: nothing was read again
    """

    record: WireRecord
    items: tuple[WireItem, ...]
    is_repeat: bool

    @property
    def waiting(self) -> tuple[WireItem, ...]:
        """The items that whoever asked for the report takes up now."""
        return tuple(item for item in self.items if item.taken_up_at is None)

    @property
    def refused(self) -> tuple[WireItem, ...]:
        """The items that could not be read; a delivery refused whole says so on its record."""
        return tuple(item for item in self.items if item.outcome == WireItem.Outcome.REFUSED)


Came = IngestReport | OSError | FetchError


def ingest(*, place: Place, source: Source, now: datetime) -> IngestReport:
    """Receive and read one file, or the document at an address, before returning.

    The background queue is not asked: the caller takes up `waiting`, and what it leaves behind the
    sweep finds.

    Raises:
        OSError: the file cannot be opened.
        FetchError: the address cannot be fetched; the message says why.
    """
    (came,) = ingest_places(places=[place], source=source, now=now)
    if not isinstance(came, IngestReport):
        raise came
    return came


def ingest_places(*, places: Sequence[Place], source: Source, now: datetime) -> list[Came]:
    """Do what `ingest` says for some places; what it would raise stands in a place's stead.

    All are received before one is read, so they should be no more than a batch.
    """
    origins = {_origin_of(place): place for place in places}
    with ThreadPoolExecutor(KEPT_AT_ONCE) as pool:  # the disk writes several as soon as one
        came = dict(zip(origins, pool.map(_kept, origins.values()), strict=True))
    kept = {origin: found for origin, found in came.items() if isinstance(found, vault.Kept)}
    records = record_all_kept(source=source, kept=kept, now=now)
    ids = [record.pk for record, _ in records]
    oldest_first = WireRecord.objects.filter(pk__in=ids).order_by("pk")
    read_and_place(oldest_first, now=now, announces=False)
    _take_files_beside(ids, source=source, now=now)
    reports = dict(zip(kept, _reports(records), strict=True))
    outcomes = {
        origin: reports[origin] if isinstance(found, vault.Kept) else found
        for origin, found in came.items()
    }
    return [outcomes[_origin_of(place)] for place in places]


def _origin_of(place: Place) -> str:
    return str(place.absolute()) if isinstance(place, Path) else place


def _kept(place: Place) -> vault.Kept | OSError | FetchError:
    """Keep the bytes at a place, or return why there are none."""
    try:
        return vault.keep(place if isinstance(place, Path) else fetch_document(place).body or b"")
    except (OSError, FetchError) as error:
        return error


def _reports(records: Iterable[tuple[WireRecord, bool]]) -> Iterator[IngestReport]:
    is_new = {record.pk: is_new for record, is_new in records}
    items: dict[int, list[WireItem]] = {pk: [] for pk in is_new}
    for item in WireItem.objects.filter(record__in=is_new).defer("item").order_by("position"):
        items[item.record_id].append(item)
    read = WireRecord.objects.in_bulk(is_new)
    for pk in is_new:
        yield IngestReport(read[pk], tuple(items[pk]), is_repeat=not is_new[pk])


def _take_files_beside(record_ids: Sequence[int], *, source: Source, now: datetime) -> None:
    """Receive the picture files that the items of files name in their own folders."""
    named = WirePicture.objects.filter(item__record__in=record_ids, state=WirePicture.State.WAITING)
    names = named.exclude(file_name="").values_list("item__record__origin", "file_name")
    for origin, name in names.distinct():
        beside = Path(origin).parent / name  # `file_name_in` has refused any that leads elsewhere
        if beside.is_file() and not beside.is_symlink():
            file, _ = store_delivery(
                source=source,
                raw=beside,
                origin=str(beside.absolute()),
                now=now,
                announces=False,
            )
            read_and_place(WireRecord.objects.filter(pk=file.pk), now=now, announces=False)


def watch_folder(
    *,
    folder: Path,
    source: Source,
    clock: Callable[[], datetime],
    stop: threading.Event | None = None,
) -> Iterator[IngestReport]:
    """Ingest what lies in a folder and what is put there, until `stop` is set.

    Nothing is moved or deleted. A file that cannot be opened is shown at the desk, and the others
    go on.
    """
    for path in complete_files(folder, stop=stop):
        try:
            yield ingest(place=path, source=source, now=clock())
        except OSError as error:
            note_failure(task="watch a folder", about=str(path), error=str(error), now=clock())
