"""The newsroom's clock, read at the edge only; services take the time as an argument."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

# What is given to a service that takes long, and has to know the time as it goes on.
Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment, aware UTC."""
    return timezone.now()
