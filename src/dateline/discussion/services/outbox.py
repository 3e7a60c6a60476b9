"""Laying mails into the outbox, in the same transaction as what they tell of."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet

from dateline.discussion.mail_words import may_be_told, may_be_verified
from dateline.discussion.models import Author, Comment, Decision, Mail, RefusalReason
from dateline.discussion.services.authors import Found
from dateline.discussion.signals import mail_made
from dateline.pages.models import Story
from dateline.pages.prepared import PreparedInsert, PreparedQuery, Slot

Act = Decision.Act
Kind = Mail.Kind

# Anyone may type anyone's address: so many mails of one kind a day reach it, and no more.
UNASKED_A_DAY = 3
A_DAY = timedelta(hours=24)
# A moderator may take a decision back: until then nobody is told of it.
SECOND_THOUGHTS = timedelta(minutes=5)


def lay_verification(comment: Comment, writer: Found, *, now: datetime) -> None:
    """Ask the address whether a new comment is theirs, unless it was asked enough today.

    writer  as just found: their row is locked, or is as new as the comment
    """
    if writer.is_new or _was_asked_little(writer.author, Kind.VERIFY, now=now):
        _lay(writer.author, Kind.VERIFY, comment, now=now)


def ask_to_verify_again(*, comment: Comment, now: datetime) -> bool:
    """Mail the link to verify once more, if it is still asked for; return whether one is to leave.

    One that waits to be sent is enough.
    """
    if comment.author is None or not may_be_verified(comment):
        return False
    if Mail.objects.unsent().filter(kind=Kind.VERIFY, comment=comment).exists():
        return True
    return lay_if_few(comment.author, Kind.VERIFY, comment, now=now)


def lay_if_few(
    author: Author,
    kind: Mail.Kind,
    comment: Comment | None,
    *,
    now: datetime,
    story: Story | None = None,
) -> bool:
    """Lay a mail that a stranger could have caused, at most three a day to one address.

    Return whether it was laid.

    story  whose form the reader came from
    """
    with transaction.atomic():
        # The row is locked: two forms at once are counted one after the other.
        Author.objects.select_for_update(no_key=True).get(pk=author.pk)
        is_one_more = _was_asked_little(author, kind, now=now)
        if is_one_more:
            _lay(author, kind, comment, now=now, story=story)
    return is_one_more


def _was_asked_little(author: Author, kind: Mail.Kind, *, now: datetime) -> bool:
    return len(_mails_since(author=author.pk, kind=kind, since=now - A_DAY)) < UNASKED_A_DAY


def _mails_query() -> QuerySet[Mail, int]:
    lately = Mail.objects.filter(
        author=Slot("author", BigIntegerField()),
        kind=Slot("kind", CharField()),
        made_at__gt=Slot("since", DateTimeField()),
    )
    return lately.values_list("pk", flat=True)[:UNASKED_A_DAY]


_mails_since = PreparedQuery(_mails_query)
_add_mails = PreparedInsert(Mail)


def lay_about_decision(comment: Comment, act: str, reason_code: str, *, now: datetime) -> None:
    """Tell whom a decision concerns and who proved their address: its author, or whom it answers.

    Of spam the author is told nothing.
    """
    if act in (Act.APPROVED, Act.RESTORED) and may_be_told(comment, now=now):
        answered = comment.parent
        known = Mail.objects.filter(kind=Kind.REPLY, comment=comment).exists()
        if answered is not None and answered.author is not None and not known:
            _lay(answered.author, Kind.REPLY, comment, now=now, wait=SECOND_THOUGHTS)
    is_refusal = act in (Act.REFUSED, Act.REMOVED) and reason_code != RefusalReason.SPAM
    if is_refusal and comment.verified_at and comment.author is not None:
        waiting = Mail.objects.unsent().filter(kind=Kind.DECISION, comment=comment)
        if not waiting.exists():
            _lay(comment.author, Kind.DECISION, comment, now=now, wait=SECOND_THOUGHTS)


def _lay(
    author: Author,
    kind: Mail.Kind,
    comment: Comment | None,
    *,
    now: datetime,
    wait: timedelta = timedelta(),
    story: Story | None = None,
) -> None:
    mail = Mail(
        author=author,
        kind=kind,
        comment=comment,
        story=story,
        made_at=now,
        next_try_at=now + wait,
    )
    _add_mails([mail])
    transaction.on_commit(partial(mail_made.send, sender=Mail, mail=mail))
