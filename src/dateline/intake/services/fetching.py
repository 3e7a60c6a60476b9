"""Fetching what a source offers at an address."""

from datetime import datetime

from django.conf import settings

from dateline.gateways.fetch import Fetched, FetchError, fetch
from dateline.intake.models import Source, WireRecord
from dateline.intake.services.failures import note_failure, settle_failures
from dateline.intake.services.receiving import receive

TIMEOUT_SECONDS = 30.0
# A feed may miss a few polls without anybody being called.
FAILED_FETCHES_TO_REPORT = 5


def fetch_source(*, source: Source, now: datetime) -> WireRecord | None:
    """Fetch a source's address; return its delivery, or None when nothing new could be got.

    Why a fetch failed stands on the source, and after five in a row at the desk; the next poll
    tries again.
    """
    try:
        fetched = fetch_document(source.url, etag=source.etag, last_modified=source.last_modified)
    except FetchError as error:
        _note_failed(source, error, now=now)
        return None
    record = None
    if fetched.body is not None:
        record = receive(source=source, raw=fetched.body, origin=source.url, now=now)
        source.etag = (fetched.etag or "")[:500]
        source.last_modified = (fetched.last_modified or "")[:100]
    source.fetched_at, source.fetch_error, source.failed_fetches = now, "", 0
    # The marks are kept after the bytes: after a crash in between, the document is fetched again.
    source.save(
        update_fields=["etag", "last_modified", "fetched_at", "fetch_error", "failed_fetches"]
    )
    settle_failures(about=_about(source), now=now)
    return record


def _note_failed(source: Source, error: FetchError, *, now: datetime) -> None:
    source.fetch_error = f"{error.code}: {error}"
    source.failed_fetches += 1
    source.save(update_fields=["fetch_error", "failed_fetches"])
    if source.failed_fetches >= FAILED_FETCHES_TO_REPORT:
        note_failure(task="fetch a source", about=_about(source), error=str(error), now=now)


def fetch_document(url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
    """Return the document at an address, within the newsroom's limits.

    Raises: FetchError.
    """
    return fetch(
        url,
        allowed_hosts=settings.FETCH_ALLOWED_HOSTS,
        max_bytes=settings.WIRE_MAX_BYTES,
        timeout_seconds=TIMEOUT_SECONDS,
        user_agent=f"Dateline (+{settings.BASE_URL})",
        etag=etag or None,
        last_modified=last_modified or None,
    )


def _about(source: Source) -> str:
    return f"source {source.slug}"
