"""What readers may ask for about themselves: a link, and to be erased; and what time erases."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from dateline.discussion import privacy
from dateline.discussion.models import (
    Account,
    Author,
    AuthorRecord,
    BarredAddress,
    Comment,
    Contact,
    Decision,
    Mail,
    ModerationSettings,
    PrivateLink,
    Report,
    Signal,
    SpamCorrection,
)
from dateline.discussion.services.deciding import move
from dateline.discussion.services.outbox import A_DAY, lay_if_few

State = Comment.State
Automation = Decision.Automation

STAY = timedelta(hours=24)
OUT_OF_SIGHT = (State.REFUSED, State.REMOVED, State.WITHDRAWN)
DONE_TOGETHER = 500
# From where a comment or report came is asked for a day at most.
HASHES_KEPT = timedelta(days=3)
# The phase whose evidence is the domain of the e-mail address.
OF_ADDRESS = "mail-domain"


def ask_for_own_data(*, email: str, now: datetime) -> None:
    """Mail the link to their own data to an address, if it is anyone's here."""
    author = Author.objects.filter(contact__email_hash=privacy.email_hash(email)).first()
    if author is not None:
        lay_if_few(author, Mail.Kind.OWN_DATA, None, now=now)


def ask_for_erasure(*, author: Author, now: datetime) -> None:
    """Have all that is an author's erased once the stay is over; asking again changes nothing."""
    Author.objects.filter(pk=author.pk, erase_at=None).update(erase_at=now + STAY)
    author.refresh_from_db()


def keep_after_all(*, author: Author) -> None:
    """Take the wish to be erased back."""
    Author.objects.filter(pk=author.pk).update(erase_at=None)
    author.refresh_from_db()


def erase_who_asked(*, now: datetime) -> None:
    """Erase the authors whose stay is over."""
    due = Author.objects.filter(erase_at__lte=now)
    for author_id in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            # They may think better of it in this moment, or prove one more comment: the row is
            # locked, and asked once more.
            author = due.select_for_update(no_key=True).filter(pk=author_id).first()
            if author is not None:
                _erase_author(author, now=now)


def _erase_author(author: Author, *, now: datetime) -> None:
    """Erase an author's own comments and address; what only claims to be theirs loses the claim.

    The row stays as a pseudonym, so that the log stays whole.
    """
    theirs = author.comments.select_for_update().exclude(verified_at=None)
    for comment in theirs.exclude(state=State.ERASED):
        _erase_comment(comment, now=now, automation=Automation.NOT_AUTOMATED)
    claiming = author.comments.filter(verified_at=None)
    Signal.objects.filter(comment__in=claiming, phase=OF_ADDRESS).update(evidence=[])
    claiming.update(author=None, wants_replies=False)
    _forget_addresses([author.pk], now=now)
    Author.objects.filter(pk=author.pk).update(erase_at=None)


def erase_what_is_old(*, rules: ModerationSettings, now: datetime) -> None:
    """Erase the words of comments out of sight for longer than the newsroom's setting.

    An address goes when none of its comments is left, unless something stands about its author, or
    they signed in since, or came only today. So does an author of whom nothing is left to know.
    """
    before = now - timedelta(days=rules.retention_days)
    Mail.objects.filter(made_at__lt=before).delete()
    _erase_old_comments(before, now=now)
    _forget_old_addresses(before, now=now)
    _forget_hashes(now=now)
    _forget_who_is_free(now=now)
    # Who typed an address to sign in with and never did.
    unknown = Author.objects.filter(contact=None, comments=None, records=None)
    for author_ids in _batches(unknown):
        unknown.filter(pk__in=author_ids).delete()


def _batches(found: QuerySet[Any]) -> Iterator[list[int]]:
    """Yield the numbers of all rows of a query, so few together that what is done is soon done."""
    last = 0
    rows = found.order_by("pk").values_list("pk", flat=True)
    while batch := list(rows.filter(pk__gt=last)[:DONE_TOGETHER]):
        yield batch
        last = batch[-1]


def _erase_old_comments(before: datetime, *, now: datetime) -> None:
    gone = Comment.objects.filter(state__in=OUT_OF_SIGHT)
    old = gone.annotate(decided_at=Max("decisions__at")).filter(decided_at__lt=before)
    for comment_ids in _batches(old):
        for comment_id in comment_ids:
            with transaction.atomic():
                comment = Comment.objects.select_for_update().get(pk=comment_id)
                if comment.state in OUT_OF_SIGHT:
                    _erase_comment(comment, now=now, automation=Automation.FULLY)


def _forget_old_addresses(before: datetime, *, now: datetime) -> None:
    left = Comment.objects.filter(author=OuterRef("pk")).exclude(state=State.ERASED)
    # Whose hash bars them needs no address: whoever typed it again may have been anybody.
    unneeded = Q(pk__in=Author.objects.as_anyone(now)) | Q(barred_address__isnull=False)
    without = Author.objects.filter(
        unneeded,
        ~Exists(left),
        Q(account=None) | Q(account__signed_in_at__lt=before),
        contact__isnull=False,
        first_seen_at__lt=now - A_DAY,
    )
    for author_ids in _batches(without):
        with transaction.atomic():
            # Who comments at this moment has the row; who did a moment ago is asked about again.
            rows = Author.objects.filter(pk__in=author_ids)
            free = rows.select_for_update(no_key=True, skip_locked=True)
            locked = list(free.values_list("pk", flat=True))
            still = without.filter(pk__in=locked).values_list("pk", flat=True)
            _forget_addresses(list(still), now=now)


def _forget_hashes(*, now: datetime) -> None:
    """Forget from which network address comments and answered reports came."""
    before = now - HASHES_KEPT
    comments = Comment.objects.filter(submitted_at__lt=before).exclude(address_hash="")
    for comment_ids in _batches(comments):
        Comment.objects.filter(pk__in=comment_ids).update(address_hash="")
    reports = Report.objects.filter(answered_at__lt=before).exclude(address_hash=None)
    for report_ids in _batches(reports):
        Report.objects.filter(pk__in=report_ids).update(address_hash=None)


def _forget_who_is_free(*, now: datetime) -> None:
    """Forget what was kept of erased authors only for as long as they may not comment."""
    barred = Author.objects.barred(now)
    BarredAddress.objects.exclude(author__in=barred).delete()
    noted = AuthorRecord.objects.exclude(text="").filter(author__contact=None)
    for record_ids in _batches(noted.exclude(author__in=barred)):
        _forget_words(AuthorRecord.objects.filter(pk__in=record_ids))


def _forget_words(records: QuerySet[AuthorRecord]) -> None:
    """Forget what colleagues wrote about authors; what was done, and why, stays."""
    records.filter(act=AuthorRecord.Act.NOTED).delete()
    records.update(text="")


def _forget_addresses(author_ids: Sequence[int], *, now: datetime) -> None:
    """Forget addresses with all that hangs on them, and what colleagues noted.

    Of authors who may not comment, a hash and the notes stay until they may.
    """
    barred = Author.objects.barred(now).filter(pk__in=author_ids)
    for contact in Contact.objects.filter(author__in=barred):
        BarredAddress.objects.update_or_create(
            email_hash=contact.email_hash, defaults={"author_id": contact.author_id}
        )
    Mail.objects.filter(author__in=author_ids).delete()
    Account.objects.filter(author__in=author_ids).delete()
    Contact.objects.filter(author__in=author_ids).delete()
    records = AuthorRecord.objects.filter(author__in=author_ids)
    _forget_words(records.exclude(author__in=barred))


def _erase_comment(comment: Comment, *, now: datetime, automation: Decision.Automation) -> None:
    """Blank a comment's words, name, marks, hashes, links and mails, what the phases found in its
    words, and what reporters wrote about it; its place in the thread stays."""
    facts = "" if automation == Automation.NOT_AUTOMATED else "Kept as long as the settings say."
    states = frozenset(State) - {State.ERASED}
    act = Decision.Act.ERASED
    move(comment, states, State.ERASED, act, by=None, now=now, facts=facts, automation=automation)
    Comment.objects.filter(pk=comment.pk).update(
        text="",
        author_name="",
        address_hash="",
        text_hash="",
        wants_replies=False,
        badge=Comment.Badge.NONE,
        picked_at=None,
    )
    Report.objects.filter(comment=comment).update(words="", address_hash=None)
    found = Signal.objects.filter(comment=comment).exclude(outcome=Signal.Outcome.FAILED)
    found.update(evidence=[])
    PrivateLink.objects.filter(comment=comment).delete()
    Mail.objects.filter(comment=comment).delete()
    SpamCorrection.objects.filter(comment=comment).delete()
