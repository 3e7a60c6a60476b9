"""Receiving and reading at once, in this process: what the command line does."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateline.gateways.folder import complete_files
from dateline.intake.models import Source, WireItem, WirePicture, WireRecord
from dateline.intake.services.failures import note_failure
from dateline.intake.services.fetching import fetch_document
from dateline.intake.services.reading import read_and_place
from dateline.intake.services.receiving import store_delivery


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


def ingest(*, place: Path | str, source: Source, now: datetime) -> IngestReport:
    """Receive and read one file, or the document at an address, before returning.

    The background queue is not asked: the caller takes up `waiting`, and what it leaves behind the
    sweep finds.

    Raises:
        OSError: the file cannot be opened.
        FetchError: the address cannot be fetched; the message says why.
    """
    raw: bytes | Path
    if isinstance(place, Path):
        raw, origin = place, str(place.absolute())
    else:
        fetched = fetch_document(place)
        raw, origin = fetched.body or b"", place
    record, is_new = store_delivery(source=source, raw=raw, origin=origin, now=now, announces=False)
    record = read_and_place(record_id=record.pk, now=now, announces=False)
    if isinstance(place, Path):
        _take_files_beside(place, record, now=now)
    return IngestReport(
        record=record,
        items=tuple(record.items.order_by("position")),
        is_repeat=not is_new,
    )


def _take_files_beside(path: Path, record: WireRecord, *, now: datetime) -> None:
    """Receive the picture files that the items of a file name in its own folder."""
    named = WirePicture.objects.filter(item__record=record, state=WirePicture.State.WAITING)
    for name in named.exclude(file_name="").values_list("file_name", flat=True).distinct():
        beside = path.parent / name  # `file_name_in` has refused any name that leads elsewhere
        if beside.is_file() and not beside.is_symlink():
            file, _ = store_delivery(
                source=record.source,
                raw=beside,
                origin=str(beside.absolute()),
                now=now,
                announces=False,
            )
            read_and_place(record_id=file.pk, now=now, announces=False)


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
