"""The ticket a comment form carries: which story, which comment it answers, when it was given out.

Signed, so that it cannot be made; time-stamped, so that a form filled in faster than a person can
is seen; and it holds a nonce, so that it is used once.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core import signing

SALT = "dateline.discussion.ticket"
VALID_FOR = timedelta(hours=12)
FASTEST = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form was given out for, and when: whole seconds since 1970."""

    story_id: int
    parent_id: int | None
    nonce: str
    was_nudged: bool = False
    given_out_seconds: int = 0


class BadTicket(Exception):
    """A form came with a ticket that is forged, missing, for another story or too old.

    ticket  what the form was given out for, where nothing but its age is wrong
    """

    def __init__(self, ticket: Ticket | None = None) -> None:
        super().__init__("The ticket of a form is not good; nothing is stored.")
        self.ticket = ticket


class TooFast(Exception):
    """A form was filled in faster than a person can.

    ticket  what it was given out for
    """

    def __init__(self, ticket: Ticket) -> None:
        super().__init__("A form came back sooner than a person can send it; nothing is stored.")
        self.ticket = ticket


def issue(*, story_id: int, parent_id: int | None, now: datetime) -> str:
    """Return a fresh signed ticket."""
    seconds = int(now.timestamp())
    return _signed(Ticket(story_id, parent_id, _nonce(), given_out_seconds=seconds))


def issue_again(ticket: Ticket, *, parent_id: int | None, now: datetime) -> str:
    """Return a ticket for a form that is given back: it stays the same form.

    Nobody waits twice: it is as old as it was, but no older than has to be.
    """
    old_enough = int((now - FASTEST).timestamp())
    given_out_seconds = max(ticket.given_out_seconds, old_enough)
    return _signed(replace(ticket, parent_id=parent_id, given_out_seconds=given_out_seconds))


def for_another(ticket: Ticket) -> Ticket:
    """Return a ticket like one whose comment is stored already: good for one comment more."""
    return replace(ticket, nonce=_nonce())


def _nonce() -> str:
    return secrets.token_urlsafe(16)


def _signed(ticket: Ticket) -> str:
    fields = [
        ticket.story_id,
        ticket.parent_id,
        ticket.nonce,
        ticket.given_out_seconds,
        ticket.was_nudged,
    ]
    return signing.dumps(fields, salt=SALT)


def read(signed: str, *, story_id: int, now: datetime) -> Ticket:
    """Return what a ticket was given out for.

    Raises:
        BadTicket: it is forged, for another story, or older than twelve hours.
        TooFast: it was given out less than three seconds ago.
    """
    try:
        for_story, parent_id, nonce, given_out, was_nudged = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise BadTicket from None
    ticket = Ticket(for_story, parent_id, nonce, was_nudged, given_out)
    if for_story != story_id:
        raise BadTicket
    age = now - datetime.fromtimestamp(given_out, UTC)
    if age > VALID_FOR:
        raise BadTicket(ticket)
    if age < FASTEST:
        raise TooFast(ticket)
    return ticket
