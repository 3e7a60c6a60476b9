"""What the desk is told when background work gives up, and that the work is alive."""

from collections.abc import Iterable
from datetime import datetime

from dateline.intake.models import Heartbeat, TaskFailure


def note_failure(*, task: str, about: str, error: str, now: datetime) -> TaskFailure:
    """Show the desk that work has given up; the same trouble again renews the entry it has."""
    words = error.replace("\x00", "")
    failure = TaskFailure.objects.filter(task=task, about=about[:200], settled_at=None).first()
    if failure is None:
        return TaskFailure.objects.create(task=task, about=about[:200], error=words, failed_at=now)
    failure.error, failure.failed_at = words, now
    failure.save(update_fields=["error", "failed_at"])
    return failure


def settle_failures(*, about: Iterable[str], now: datetime) -> None:
    """Take the failures about some things off the desk: they work again, or are tried anew."""
    names = [name[:200] for name in about]
    TaskFailure.objects.filter(about__in=names, settled_at=None).update(settled_at=now)


def beat(*, part: str, now: datetime) -> None:
    """Note that a part of the background work is alive."""
    Heartbeat.objects.update_or_create(part=part, defaults={"at": now})
