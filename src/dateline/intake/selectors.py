"""What stands where: deliveries and items that wait, and the bytes as they came."""

import hashlib
from datetime import datetime, timedelta

from django.core.files import File
from django.db.models import F, Q, QuerySet

from dateline.intake import vault
from dateline.intake.models import (
    Heartbeat,
    PushReceipt,
    PushToken,
    Source,
    TaskFailure,
    WireItem,
    WireRecord,
)

# What nobody began for this long was left behind by a worker that died.
STANDS_STILL_AFTER = timedelta(seconds=60)
# After so many attempts a person has to look.
MOST_ATTEMPTS = 5
# What a source's rhythm is learnt from: of a busy one fewer weeks are enough.
RHYTHM_PAST = timedelta(weeks=8)
RHYTHM_DELIVERIES = 20_000


def records_due(now: datetime) -> QuerySet[WireRecord]:
    """Return the deliveries that stand still or are to be tried again, the oldest first."""
    never_begun = Q(next_attempt_at=None, attempts=0, received_at__lte=now - STANDS_STILL_AFTER)
    return WireRecord.objects.filter(
        never_begun | Q(next_attempt_at__lte=now),
        state__in=(WireRecord.State.RECEIVED, WireRecord.State.FAILED),
    ).order_by("pk")


def items_due(now: datetime) -> QuerySet[WireItem]:
    """Return the placed items that were not taken up, or are to be tried again, oldest first."""
    never_begun = Q(next_attempt_at=None, attempts=0, placed_at__lte=now - STANDS_STILL_AFTER)
    return WireItem.objects.filter(
        never_begun | Q(next_attempt_at__lte=now), taken_up_at=None
    ).order_by("pk")


def sources_due(now: datetime) -> QuerySet[Source]:
    """Return the sources to be fetched now, which nobody fetches, the longest due first."""
    return (
        Source.objects.filter(
            Q(next_fetch_at=None) | Q(next_fetch_at__lte=now),
            Q(fetching_until=None) | Q(fetching_until__lte=now),
            is_active=True,
        )
        .exclude(url="")
        .order_by(F("next_fetch_at").asc(nulls_first=True), "pk")
    )


def sources_being_fetched(now: datetime) -> QuerySet[Source]:
    """Return the sources that a worker is fetching."""
    return Source.objects.filter(fetching_until__gt=now)


def quiet_sources() -> QuerySet[Source]:
    """Return the active sources that have gone quiet, the longest first."""
    return Source.objects.filter(is_active=True, quiet_since__isnull=False).order_by("quiet_since")


def failing_sources() -> QuerySet[Source]:
    """Return the active sources whose last fetch failed."""
    return Source.objects.filter(is_active=True, failed_fetches__gt=0).exclude(url="")


def last_delivery_at(source: Source) -> datetime | None:
    """Return when a source last sent something new."""
    times = WireRecord.objects.filter(source=source).order_by("-received_at")
    return times.values_list("received_at", flat=True).first()


def delivery_times(source: Source, *, before: datetime) -> list[datetime]:
    """Return when a source sent something new in the last weeks, oldest first."""
    times = WireRecord.objects.filter(source=source, received_at__gt=before - RHYTHM_PAST)
    newest = times.order_by("-received_at").values_list("received_at", flat=True)
    return list(newest[:RHYTHM_DELIVERIES])[::-1]


def token_hash(token: str) -> str:
    """Return what is kept of a push token."""
    return hashlib.sha256(token.encode()).hexdigest()


def push_token(*, slug: str, token: str) -> PushToken | None:
    """Return the token if it opens the way to this source and was not revoked."""
    return (
        PushToken.objects.select_related("source")
        .filter(token_hash=token_hash(token), source__slug=slug, revoked_at=None)
        .first()
    )


def push_receipt(source: Source, key_hash: str) -> PushReceipt | None:
    """Return the receipt of an earlier push under a key."""
    receipts = PushReceipt.objects.select_related("record")
    return receipts.filter(source=source, key_hash=key_hash).first()


def unsettled_failures() -> QuerySet[TaskFailure]:
    """Return the failures that nobody has dealt with yet, the newest first."""
    return TaskFailure.objects.filter(settled_at=None)


def raw_bytes(record: WireRecord) -> File:  # type: ignore[type-arg]
    """Return a delivery's bytes as an open file, which the caller closes."""
    return vault.opened(record.sha256)


def last_heartbeat() -> datetime | None:
    """Return when background work last showed a sign of life, or None if it never did."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
