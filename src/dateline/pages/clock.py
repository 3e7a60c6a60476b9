"""The newsroom's clock, read at the edge only; services take the time as an argument."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware UTC."""
    return timezone.now()
