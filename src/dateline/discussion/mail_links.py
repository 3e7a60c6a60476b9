"""The signed links in mails: each opens one thing, for a time, and none can be made by others."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse


class Purpose(StrEnum):
    """What a link opens. The value is part of what is signed: no link serves two purposes."""

    VERIFY = "verify"
    OWN_DATA = "own-data"
    UNSUBSCRIBE = "unsubscribe"
    SIGN_IN = "sign-in"


VALID_FOR = {
    Purpose.VERIFY: timedelta(days=7),
    Purpose.OWN_DATA: timedelta(hours=1),
    Purpose.SIGN_IN: timedelta(hours=1),
}
PAGES = {
    Purpose.VERIFY: "discussion:verify",
    Purpose.OWN_DATA: "discussion:own_data",
    Purpose.UNSUBSCRIBE: "discussion:unsubscribe",
    Purpose.SIGN_IN: "discussion:sign_in",
}


class BadLink(Exception):
    """A link from a mail is forged, for something else, or too old."""


def token_for(purpose: Purpose, subject_id: int, *, now: datetime, story: str = "") -> str:
    """Return the signed token that opens one row for one purpose.

    story  public id of the story whose form the reader came from
    """
    return signing.dumps([subject_id, int(now.timestamp()), story], salt=_salt(purpose))


def link_for(purpose: Purpose, subject_id: int, *, now: datetime, story: str = "") -> str:
    """Return the whole address that goes into a mail."""
    token = token_for(purpose, subject_id, now=now, story=story)
    return f"{settings.BASE_URL}{reverse(PAGES[purpose], args=[token])}"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens, and when it was made: whole seconds, aware UTC.

    story  public id of the story whose form the reader came from, or nothing
    """

    subject_id: int
    made_at: datetime
    story: str


def opened_by(token: str, purpose: Purpose, *, now: datetime) -> Opened:
    """Return the id of the row that a token opens, and when it was made.

    Raises:
        BadLink: it is forged, made for another purpose, or older than that purpose allows.
    """
    try:
        subject_id, made, *story = signing.loads(token, salt=_salt(purpose))
    except (signing.BadSignature, ValueError, TypeError):
        raise BadLink from None
    made_at = datetime.fromtimestamp(made, UTC)
    valid_for = VALID_FOR.get(purpose)
    if valid_for is not None and now - made_at > valid_for:
        raise BadLink
    return Opened(int(subject_id), made_at, "".join(story))


def _salt(purpose: Purpose) -> str:
    return f"dateline.discussion.mail.{purpose}"
