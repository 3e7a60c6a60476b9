"""What stands where: deliveries and items that wait, and the bytes as they came."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files import File
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dateline.intake import vault
from dateline.intake.models import Heartbeat, Source, TaskFailure, WireItem, WireRecord

# What nobody began for this long was left behind by a worker that died.
STANDS_STILL_AFTER = timedelta(seconds=60)
# After so many attempts a person has to look.
MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class ReadingAgain:
    """How far deliveries are that were read again together: in all, not begun yet, still unread."""

    at: datetime
    total: int
    waiting: int
    unread: int

    @property
    def done(self) -> int:
        """How many have been read or refused again."""
        return self.total - self.waiting


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


def quarantine() -> QuerySet[WireRecord]:
    """Return the deliveries that could not be read, whole or in part, the newest first."""
    refused_item = WireItem.objects.filter(record=OuterRef("pk"), outcome=WireItem.Outcome.REFUSED)
    unread = Q(state__in=(WireRecord.State.REFUSED, WireRecord.State.FAILED))
    return WireRecord.objects.filter(unread | Exists(refused_item)).order_by("-pk")


def last_reading_again() -> ReadingAgain | None:
    """Return how far the deliveries are that were last read again together, or None."""
    at = WireRecord.objects.aggregate(at=Max("read_again_at"))["at"]
    if at is None:
        return None
    together = WireRecord.objects.filter(read_again_at=at)
    return ReadingAgain(
        at=at,
        total=together.count(),
        waiting=together.filter(state=WireRecord.State.RECEIVED).count(),
        unread=quarantine().filter(read_again_at=at).count(),
    )


def sources_to_fetch() -> QuerySet[Source]:
    """Return the active sources that have an address."""
    return Source.objects.filter(is_active=True).exclude(url="").order_by("pk")


def unsettled_failures() -> QuerySet[TaskFailure]:
    """Return the failures that nobody has dealt with yet, the newest first."""
    return TaskFailure.objects.filter(settled_at=None)


def raw_bytes(record: WireRecord) -> File:  # type: ignore[type-arg]
    """Return a delivery's bytes as an open file, which the caller closes."""
    return vault.opened(record.sha256)


def last_heartbeat() -> datetime | None:
    """Return when background work last showed a sign of life, or None if it never did."""
    return Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
