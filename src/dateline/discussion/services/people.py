"""Decisions about authors: banned, suspended, under pre-moderation, free again; and notes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from dateline.accounts.models import User
from dateline.discussion.models import Author, AuthorRecord, RefusalReason
from dateline.discussion.services.deciding import ReasonNeeded

Act = AuthorRecord.Act
Standing = Author.Standing

STANDINGS = {Act.BANNED: Standing.BANNED, Act.PRE_MODERATED: Standing.PRE_MODERATED}
AS_ANYONE = {
    "standing": Standing.NORMAL,
    "suspended_until": None,
    "are_unproved_held": False,
    "unproved_held_until": None,
}
DAYS_AT_MOST = 365


class NothingNoted(Exception):
    """A note without words, or a suspension for no days; nothing is kept."""


@transaction.atomic
def judge_author(
    *,
    author: Author,
    act: AuthorRecord.Act,
    by: User,
    now: datetime,
    reason_code: str = "",
    text: str = "",
    days: int = 0,
    reaches_owner: bool = False,
) -> None:
    """Set how an author is treated from now on, or note something; the row says who and why.

    A suspension ends by itself after `days`, 1 to 365. What they wrote before stays as it is, and
    so does what was decided about them before, but for what this act takes the place of: a ban that
    of pre-moderation and the other way round, one suspension that of another, each where it
    reaches. To be freed ends all of it.

    reaches_owner  whether it reaches comments of which the address was proved; while that happened
        for none, it never does, and what comes with the address is held and not refused

    Raises:
        ReasonNeeded: it takes something from the author, and the reason is none of
            `RefusalReason`.
        NothingNoted: a note has no words, or a suspension no such days.
    """
    takes = act in (Act.BANNED, Act.SUSPENDED, Act.PRE_MODERATED)
    if takes and reason_code not in RefusalReason.values:
        raise ReasonNeeded
    is_empty = act == Act.NOTED and not text.strip()
    if is_empty or (act == Act.SUSPENDED and not 1 <= days <= DAYS_AT_MOST):
        raise NothingNoted
    until = now + timedelta(days=days) if act == Act.SUSPENDED else None
    is_owner_judged = not takes or (reaches_owner and author.verified_at is not None)
    if changes := _changes(act, until, is_owner_judged=is_owner_judged):
        Author.objects.filter(pk=author.pk).update(**changes)
    AuthorRecord.objects.create(
        author=author,
        act=act,
        is_owner_judged=is_owner_judged,
        until=until,
        reason_code=reason_code if takes else "",
        text=text.strip(),
        by=by,
        at=now,
    )


def _changes(act: str, until: datetime | None, *, is_owner_judged: bool) -> Mapping[str, object]:
    """Return what an act sets of an author; what it says nothing about stays."""
    if act == Act.FREED:
        return AS_ANYONE
    if act == Act.SUSPENDED:
        return {"suspended_until" if is_owner_judged else "unproved_held_until": until}
    if act in STANDINGS:
        return {"standing": STANDINGS[Act(act)]} if is_owner_judged else {"are_unproved_held": True}
    return {}
