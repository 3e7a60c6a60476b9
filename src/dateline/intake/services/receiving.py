"""Taking a delivery in: bytes first, then the row that says what state they are in."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from dateline.core.story import text_hash
from dateline.intake import vault
from dateline.intake.models import Source, WireRecord
from dateline.intake.signals import record_received

ORIGIN_MAX_CHARS = 1000


def receive(
    *, source: Source, raw: bytes | Path | BinaryIO, origin: str, now: datetime
) -> WireRecord:
    """Keep a delivery byte for byte, and have it read in the background.

    raw     the bytes, a file's path, or an open binary file; large ones are never held in memory
    origin  file name or address it came from
    """
    record, _ = store_delivery(source=source, raw=raw, origin=origin, now=now, announces=True)
    return record


def store_delivery(
    *, source: Source, raw: bytes | Path | BinaryIO, origin: str, now: datetime, announces: bool
) -> tuple[WireRecord, bool]:
    """Keep a delivery and return its record, and whether it is a new one.

    The bytes that came last from an origin, coming again, are the same delivery: only counted.
    `announces` sends `record_received` for a new one.
    """
    kept = vault.keep(raw)  # before the transaction: copying may take long
    return record_kept(source=source, kept=kept, origin=origin, now=now, announces=announces)


def record_kept(
    *, source: Source, kept: vault.Kept, origin: str, now: datetime, announces: bool
) -> tuple[WireRecord, bool]:
    """Do for bytes that lie in the vault what `store_delivery` says."""
    ((record, is_new),) = record_all_kept(source=source, kept={origin: kept}, now=now)
    if announces and is_new:
        transaction.on_commit(
            partial(record_received.send_robust, sender=WireRecord, record=record)
        )
    return record, is_new


@transaction.atomic
def record_all_kept(
    *, source: Source, kept: Mapping[str, vault.Kept], now: datetime
) -> list[tuple[WireRecord, bool]]:
    """Do for what was kept from several origins what `store_delivery` says, in their order."""
    records, new = [], []
    for origin, bytes_kept in kept.items():
        origin_hash = text_hash(f"{source.pk} {origin}")
        known = WireRecord.objects.select_for_update().filter(
            source=source, origin_hash=origin_hash
        )
        last = known.order_by("-pk").values_list("pk", "sha256").first()
        if last and last[1] == bytes_kept.sha256:
            record = known.get(pk=last[0])
            record.times_received += 1
            record.last_received_at = now
            record.save(update_fields=["times_received", "last_received_at"])
            records.append((record, False))
            continue
        record = WireRecord(
            source=source,
            received_at=now,
            last_received_at=now,
            origin=origin[:ORIGIN_MAX_CHARS],
            origin_hash=origin_hash,
            sha256=bytes_kept.sha256,
            size_bytes=bytes_kept.size_bytes,
        )
        new.append(record)
        records.append((record, True))
    WireRecord.objects.bulk_create(new)
    if new and source.quiet_since:  # it speaks again
        source.quiet_since = None
        source.save(update_fields=["quiet_since"])
    return records
