"""Fetching what sources offer, each by its own clock."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as translate

from dateline.core.story import text_hash
from dateline.gateways.fetch import Fetched, fetch
from dateline.gateways.fetch_errors import (
    BadLogin,
    BadStatus,
    FetchError,
    Gone,
    HostKeyChanged,
    NoSecret,
    TimedOut,
)
from dateline.gateways.place import parse_place
from dateline.gateways.ways import Bounds, Look, Marks, Undelivered, open_way
from dateline.intake import selectors
from dateline.intake.models import Source, SourceMark, WireRecord
from dateline.intake.services.certificates import trusted
from dateline.intake.services.credentials import secret_of
from dateline.intake.services.failures import note_failure, settle_failures
from dateline.intake.services.notices import give_notice
from dateline.intake.services.receiving import receive

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30.0
# A file that an agency still uploads grows meanwhile.
SETTLE_SECONDS = 2.0
# A worker's claim to a source; longer than one look may take (`Bounds.within_seconds`).
CLAIM = timedelta(minutes=5)
# Slow servers hold no more than this many of the worker's threads; the rest go on reading.
FETCHES_AT_ONCE = 6
# The rest of a full folder or mailbox is taken by the next look, which follows at once.
MOST_AT_ONCE = 500
# A feed may miss a few polls without anybody being called.
FAILED_FETCHES_TO_REPORT = 5
LONGEST_PAUSE = timedelta(hours=1)
# Nothing gets better by itself here, and a server may lock the account.
FOR_A_PERSON = (BadLogin, NoSecret, HostKeyChanged)
PAUSE_FOR_A_PERSON = timedelta(minutes=15)
LONGEST_RETRY_AFTER = timedelta(days=1)
# A folder of this machine costs nothing to look at.
FOLDER_EVERY = timedelta(minutes=1)

STATE_COLUMNS = [
    "fetched_at",
    "fetch_error",
    "fetch_error_code",
    "failed_fetches",
    "fetching_until",
    "host_key",
    "host_key_offered",
    "moved_to",
    "next_fetch_at",
]


@transaction.atomic
def claim_due_source(*, now: datetime) -> Source | None:
    """Return the source that has been due longest, for this worker alone; None if there is none.

    None too while as many are being fetched as may be at once.
    """
    if selectors.sources_being_fetched(now).count() >= FETCHES_AT_ONCE:
        return None
    due = selectors.sources_due(now).select_for_update(skip_locked=True, of=("self",))
    source = due.first()
    if source is not None:
        source.fetching_until = now + CLAIM
        source.save(update_fields=["fetching_until"])
    return source


def fetch_source(*, source: Source, now: datetime) -> list[WireRecord]:
    """Receive what is new at a source's address, and return the deliveries.

    Why a fetch failed stands on the source, and after some in a row at the desk. The next one
    comes by the source's own clock, after failures with growing pauses. Each delivery is kept
    before it is marked as taken: after a crash in between it comes again, and is a repeat.
    """
    records: list[WireRecord] = []
    address_hash = text_hash(source.url)
    try:
        way = open_way(
            source.url, bounds=_bounds(), secret=secret_of(source), host_key=source.host_key
        )
        with way.look(_marks(source, address_hash)) as look:
            source.moved_to = look.moved_to[:1000]
            if look.host_key:
                source.host_key, source.host_key_offered = look.host_key, ""
            for record in islice(_taken(source, look, address_hash, now=now), MOST_AT_ONCE):
                records.append(record)
            _forget(source, look, address_hash)
    except TimedOut as error:
        # What was slow but came is no failure; the rest comes with the next look.
        if not records:
            _note_failed(source, error, now=now)
            return records
    except FetchError as error:
        _note_failed(source, error, now=now)
        return records
    _note_worked(source, now=now, is_more_there=len(records) >= MOST_AT_ONCE)
    return records


def fetch_soon(*, source: Source) -> None:
    """Have a source fetched as soon as the worker looks, whatever its clock says."""
    source.next_fetch_at = None
    source.save(update_fields=["next_fetch_at"])


def begin_at_new_address(*, source: Source) -> None:
    """Forget how the old address stood, and have the new one fetched as soon as may be."""
    source.failed_fetches, source.fetch_error, source.fetch_error_code = 0, "", ""
    source.moved_to = source.host_key_offered = ""
    source.next_fetch_at = None
    source.save(update_fields=STATE_COLUMNS)


def accept_host_key(*, source: Source, offered: str) -> None:
    """Trust the key that was refused, if it is still the one a person has seen, and go on."""
    if offered and source.host_key_offered == offered:
        source.host_key, source.host_key_offered, source.next_fetch_at = offered, "", None
        source.save(update_fields=["host_key", "host_key_offered", "next_fetch_at"])


def check_address(address: str) -> None:
    """Do nothing if an address is one that can be fetched from.

    Raises:
        FetchError: it is not; the message says why.
    """
    parse_place(address)


def fetch_document(url: str, *, max_bytes: int | None = None) -> Fetched:
    """Return the document at an http or https address, within the newsroom's limits.

    max_bytes  instead of the limit for deliveries

    Raises: FetchError.
    """
    bounds = _bounds()
    return fetch(
        url,
        allowed_hosts=bounds.allowed_hosts,
        max_bytes=max_bytes or bounds.max_bytes,
        timeout_seconds=bounds.stall_seconds,
        user_agent=bounds.user_agent,
        tls=bounds.tls,
    )


def _bounds() -> Bounds:
    return Bounds(
        max_bytes=settings.WIRE_MAX_BYTES,
        # Says who asks and where to complain, as crawlers should (RFC 9309, 2.2.1).
        user_agent=f"Dateline (+{settings.BASE_URL})",
        allowed_hosts=settings.FETCH_ALLOWED_HOSTS,
        watch_folders=[Path(folder) for folder in settings.WATCH_FOLDERS],
        stall_seconds=TIMEOUT_SECONDS,
        settle_seconds=SETTLE_SECONDS,
        tls=trusted,
    )


def _marks(source: Source, address_hash: str) -> Marks:
    rows = SourceMark.objects.filter(source=source, address_hash=address_hash)
    return dict(rows.values_list("key", "mark"))


def _taken(source: Source, look: Look, address_hash: str, *, now: datetime) -> Iterator[WireRecord]:
    """Receive and mark what a look gives, one by one."""
    for found in look.news:
        record = None
        if isinstance(found, Undelivered):
            about = f"{_about(source)}: {found.name}"
            note_failure(task="take a delivery", about=about, error=str(found.error), now=now)
        else:
            record = receive(source=source, raw=found.raw, origin=found.name, now=now)
        if found.mark:
            SourceMark.objects.update_or_create(
                source=source,
                address_hash=address_hash,
                key_hash=text_hash(found.key),
                defaults={"key": found.key, "mark": found.mark},
            )
        if record is not None:
            yield record


def _forget(source: Source, look: Look, address_hash: str) -> None:
    gone = SourceMark.objects.filter(source=source, address_hash=address_hash)
    hashes = [text_hash(key) for key in look.gone]
    for start in range(0, len(hashes), MOST_AT_ONCE):
        gone.filter(key_hash__in=hashes[start : start + MOST_AT_ONCE]).delete()


def _note_worked(source: Source, *, now: datetime, is_more_there: bool) -> None:
    source.fetched_at, source.failed_fetches = now, 0
    source.fetch_error = source.fetch_error_code = ""
    source.fetching_until = None
    source.next_fetch_at = now if is_more_there else now + poll_every(source)
    source.save(update_fields=STATE_COLUMNS)
    settle_failures(about=[_about(source)], now=now)


def _note_failed(source: Source, error: FetchError, *, now: datetime) -> None:
    is_news = source.fetch_error_code != error.code
    source.fetch_error, source.fetch_error_code = f"{error.code}: {error}", error.code
    source.failed_fetches += 1
    source.fetching_until = None
    source.next_fetch_at = now + pause_after(source, error)
    if isinstance(error, HostKeyChanged):
        source.host_key_offered = error.offered
    source.save(update_fields=STATE_COLUMNS)
    logger.info("Fetching %s failed: %s", source.slug, error.code)
    if isinstance(error, Gone):
        if is_news:
            give_notice(text=_gone_notice(source), wire_item=None, now=now)
    elif source.failed_fetches >= FAILED_FETCHES_TO_REPORT or isinstance(error, FOR_A_PERSON):
        note_failure(task="fetch a source", about=_about(source), error=str(error), now=now)


def _gone_notice(source: Source) -> str:
    return translate(
        "%(source)s: the server says that its feed is gone for good. It is not asked again. Give "
        "the source its new address, or choose “Fetch now” to try once more."
    ) % {"source": source.name}


def poll_every(source: Source) -> timedelta:
    """Return how often a source is fetched while all is well."""
    every = timedelta(seconds=source.poll_every_seconds)
    return min(every, FOLDER_EVERY) if source.url.startswith("file:") else every


def pause_after(source: Source, error: FetchError) -> timedelta:
    """Return how long a failing source is left alone: twice as long each time, up to an hour.

    Never shorter than its own clock, nor than the server asks for (`Retry-After`, up to a day).
    """
    every = poll_every(source)
    doubled = min(source.failed_fetches - 1, 16)
    pause = max(every, min(every * 2**doubled, LONGEST_PAUSE))
    if isinstance(error, FOR_A_PERSON):
        pause = max(pause, PAUSE_FOR_A_PERSON)
    if isinstance(error, BadStatus) and error.retry_after_seconds:
        asked = timedelta(seconds=min(error.retry_after_seconds, 10**8))
        pause = max(pause, min(asked, LONGEST_RETRY_AFTER))
    return pause


def _about(source: Source) -> str:
    return f"source {source.slug}"
