"""Readers who sign in: by a link that was mailed to their address, and by nothing else."""

from datetime import datetime, timedelta

from django.db import transaction

from dateline.discussion.models import Account, Author, Mail
from dateline.discussion.services.authors import author_of
from dateline.discussion.services.outbox import lay_if_few
from dateline.pages.models import Story

# Who presses the button twice may have lost the answer to the first press, and its cookie with it.
SECOND_PRESS = timedelta(seconds=30)


class LinkUsed(Exception):
    """A link was mailed before its reader last signed in; it opens nothing any more."""


def ask_to_sign_in(*, email: str, now: datetime, story: Story | None = None) -> None:
    """Mail a link that signs in to an address, known or not.

    story  whose form the reader came from, and is led back to
    """
    author = author_of(email, now=now)
    if author is not None:
        lay_if_few(author, Mail.Kind.SIGN_IN, None, now=now, story=story)


@transaction.atomic
def sign_in(*, author: Author, made_at: datetime, now: datetime) -> Account:
    """Open the account of an author whose link came back, a new one the first time.

    made_at  when the link was made

    Raises:
        LinkUsed: they signed in since, more than half a minute ago.
    """
    # The row is locked: of two presses of the button, one signs in.
    Author.objects.select_for_update().get(pk=author.pk)
    account = Account.objects.filter(author=author).first()
    if account is None:
        account = Account(author=author, name=_name_of(author), opened_at=now)
    elif made_at <= account.signed_in_at < now - SECOND_PRESS:
        raise LinkUsed
    account.signed_in_at = now
    account.save()
    Author.objects.filter(pk=author.pk, verified_at=None).update(verified_at=now)
    return account


def rename_account(*, account: Account, name: str) -> None:
    """Write as somebody else from now on; comments keep the name they were sent with."""
    Account.objects.filter(pk=account.pk).update(name=name)
    account.name = name


def _name_of(author: Author) -> str:
    """Return the name of the newest comment they proved to be theirs, or nothing."""
    proved = author.comments.exclude(verified_at=None).exclude(author_name="")
    names = proved.order_by("-submitted_at").values_list("author_name", flat=True)
    return names.first() or ""
