"""How long a person had a screen before them when they decided."""

from datetime import datetime

from django.core import signing
from django.http import HttpRequest

SALT = "desk.opened"
# A screen left open overnight says nothing about how long anybody looked.
LONGEST_SECONDS = 4 * 3600


def opened_stamp(now: datetime) -> str:
    """Return when a screen was opened, signed, for its forms to bring back."""
    return signing.dumps(int(now.timestamp()), salt=SALT)


def looked_seconds(request: HttpRequest, now: datetime) -> int | None:
    """Return the seconds since the screen was opened, or what its script says was in sight.

    None where that is not known: no stamp, or one older than `LONGEST_SECONDS`.
    """
    try:
        opened = signing.loads(request.POST.get("opened", ""), salt=SALT)
    except signing.BadSignature:
        return None
    elapsed = int(now.timestamp()) - int(opened)
    if not 0 <= elapsed <= LONGEST_SECONDS:
        return None
    visible = request.POST.get("visible_seconds", "")
    return min(elapsed, int(visible)) if visible.isdecimal() and len(visible) < 9 else elapsed
