"""Noticing that a source has gone quiet, and that it speaks again."""

from datetime import datetime

from django.utils import timezone

from dateline.intake import rhythm, selectors
from dateline.intake.models import Source


def note_quiet_sources(*, now: datetime) -> None:
    """Mark the active sources whose silence is unlike them, and unmark those that speak again.

    A source that cannot be fetched is failing, not quiet: its silence says nothing about it.
    """
    for source in Source.objects.filter(is_active=True):
        quiet_since = _quiet_since(source, now=now)
        if source.quiet_since != quiet_since:
            Source.objects.filter(pk=source.pk).update(quiet_since=quiet_since)


def _quiet_since(source: Source, *, now: datetime) -> datetime | None:
    if source.url and source.failed_fetches:
        return None
    last = selectors.last_delivery_at(source)
    if last is None or now - last < rhythm.SHORTEST_SILENCE:
        return None
    learnt = rhythm.learn(
        selectors.delivery_times(source, before=now), zone=timezone.get_default_timezone()
    )
    return last if learnt and learnt.is_strange(last, now) else None
