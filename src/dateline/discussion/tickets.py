"""The ticket a comment form carries: which story, which comment it answers, when it was given out.

Signed, so that it cannot be made; time-stamped, so that a form filled in faster than a person can
is seen; and it holds a nonce, so that it is used once.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

SALT = "dateline.discussion.ticket"
VALID_FOR = timedelta(hours=12)
FASTEST = timedelta(seconds=3)


class BadTicket(Exception):
    """A form came with a ticket that is forged, missing, for another story or too old."""


class TooFast(Exception):
    """A form was filled in faster than a person can."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form was given out for."""

    story_id: int
    parent_id: int | None
    nonce: str
    was_nudged: bool = False


def issue(*, story_id: int, parent_id: int | None, now: datetime, was_nudged: bool = False) -> str:
    """Return a fresh signed ticket.

    was_nudged  whether the comment was given back once already
    """
    nonce = secrets.token_urlsafe(16)
    fields = [story_id, parent_id, nonce, int(now.timestamp()), was_nudged]
    return signing.dumps(fields, salt=SALT)


def read(signed: str, *, story_id: int, now: datetime) -> Ticket:
    """Return what a ticket was given out for.

    Raises:
        BadTicket: it is forged, for another story, or older than twelve hours.
        TooFast: it was given out less than three seconds ago.
    """
    try:
        for_story, parent_id, nonce, issued, was_nudged = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadTicket from None
    age = now - datetime.fromtimestamp(issued, UTC)
    if for_story != story_id or age > VALID_FOR:
        raise BadTicket
    if age < FASTEST:
        raise TooFast
    return Ticket(for_story, parent_id, nonce, was_nudged)
