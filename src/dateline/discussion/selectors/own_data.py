"""What one author may read of themselves, and nobody else."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from dateline.discussion import privacy
from dateline.discussion.models import Account, Author, AuthorRecord, Comment, RefusalReason

State = Comment.State

UNPROVED_FOR = timedelta(days=1)
UNPROVED_SHOWN = 20


def barred_until(author: Author, *, now: datetime) -> datetime | bool:
    """Return until when an author may not comment: True is for good, False is not at all.

    What only holds comments that nobody proved is not about the owner of the address.
    """
    if author.standing == Author.Standing.BANNED:
        return True
    until = author.suspended_until
    return until if until is not None and until > now else False


def own_comments(author: Author) -> QuerySet[Comment]:
    """Return the comments an author proved to be theirs, the newest first."""
    return (
        author.comments.exclude(verified_at=None)
        .exclude(state=State.ERASED)
        .select_related("story")
        .prefetch_related("decisions")
        .order_by("-submitted_at", "-pk")
    )


def unproved_comments(author: Author, *, address_hash: str, now: datetime) -> list[Comment]:
    """Return what came with an author's address within a day from one connection, unproved.

    Anyone can type an address: whoever owns it is shown the words before they are theirs.
    """
    if not address_hash:
        return []
    comments = author.comments.filter(
        address_hash=address_hash, verified_at=None, submitted_at__gt=now - UNPROVED_FOR
    ).exclude(state__in=(State.WITHDRAWN, State.ERASED))
    return list(comments.select_related("story").order_by("-submitted_at", "-pk")[:UNPROVED_SHOWN])


def account_numbered(number: int) -> Account | None:
    """Return an account by its number; none is left once its address is erased."""
    with_address = Account.objects.exclude(author__contact=None)
    return with_address.select_related("author__contact").filter(pk=number).first()


def own_data(author: Author) -> dict[str, Any]:
    """Return what is kept of an author, as plain data; nothing of anybody else.

    Moderators' notes for one another are theirs, and left out.

    Times are ISO 8601 with their offset; `answers` is the number of the answered comment.

    Raises:
        AddressUnreadable: the privacy key has changed.
    """
    return {
        "email": privacy.decrypt_email(author.contact.email_encrypted),
        "first_seen_at": author.first_seen_at.isoformat(),
        "verified_at": _moment(author.verified_at),
        "standing": author.standing,
        "suspended_until": _moment(author.suspended_until),
        "acts": [
            {
                "act": record.act,
                "reason": _reason(record.reason_code),
                "until": _moment(record.until),
                "at": record.at.isoformat(),
            }
            for record in author.records.exclude(act=AuthorRecord.Act.NOTED)
        ],
        "erase_at": _moment(author.erase_at),
        "account": _account(author),
        "comments": [_row(comment) for comment in own_comments(author)],
    }


def _account(author: Author) -> dict[str, str] | None:
    account = Account.objects.filter(author=author).first()
    if account is None:
        return None
    return {
        "name": account.name,
        "opened_at": account.opened_at.isoformat(),
        "signed_in_at": account.signed_in_at.isoformat(),
    }


def _row(comment: Comment) -> dict[str, Any]:
    return {
        "number": comment.pk,
        "story": f"{settings.BASE_URL}{comment.story.get_absolute_url()}",
        "answers": comment.parent_id,
        "sent_at": comment.submitted_at.isoformat(),
        "state": comment.state,
        "name": comment.author_name,
        "text": comment.text,
        "told_of_answers": comment.wants_replies,
        "decisions": [
            {
                "act": decision.act,
                "automation": decision.automation,
                "reason": _reason(decision.reason_code),
                # Of a phase these are codes of the newsroom's rules.
                "facts": decision.facts if decision.by_id else "",
                "at": decision.at.isoformat(),
            }
            for decision in comment.decisions.all()
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _reason(code: str) -> str:
    return str(RefusalReason(code).label) if code in RefusalReason.values else ""
