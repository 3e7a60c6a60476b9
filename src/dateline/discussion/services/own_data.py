"""What readers may ask for about themselves: a link, and to be erased; and what time erases."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from dateline.discussion import privacy
from dateline.discussion.models import (
    Account,
    Author,
    Comment,
    Contact,
    Decision,
    Mail,
    ModerationSettings,
    PrivateLink,
    Report,
    SpamCorrection,
)
from dateline.discussion.services.deciding import move
from dateline.discussion.services.outbox import A_DAY, lay_if_few

State = Comment.State
Automation = Decision.Automation

STAY = timedelta(hours=24)
OUT_OF_SIGHT = (State.REFUSED, State.REMOVED, State.WITHDRAWN)
ERASED_AT_ONCE = 500


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
    for author in Author.objects.filter(erase_at__lte=now):
        _erase_author(author, now=now)


@transaction.atomic
def _erase_author(author: Author, *, now: datetime) -> None:
    """Erase an author's own comments and address; what only claims to be theirs loses the claim.

    The row stays as a pseudonym, so that the log stays whole.
    """
    theirs = author.comments.select_for_update().exclude(verified_at=None)
    for comment in theirs.exclude(state=State.ERASED):
        _erase_comment(comment, now=now, automation=Automation.NOT_AUTOMATED)
    author.comments.filter(verified_at=None).update(author=None, wants_replies=False)
    _forget_address(author.pk)
    Author.objects.filter(pk=author.pk).update(erase_at=None)


def erase_what_is_old(*, rules: ModerationSettings, now: datetime) -> None:
    """Erase the words of comments out of sight for longer than the newsroom's setting.

    An address goes when none of its comments is left, unless its author is kept out by it, or
    signed in since, or came only today. So does an author of whom nothing is left to know.
    """
    before = now - timedelta(days=rules.retention_days)
    Mail.objects.filter(made_at__lt=before).delete()
    gone = Comment.objects.filter(state__in=OUT_OF_SIGHT)
    old = gone.annotate(decided_at=Max("decisions__at")).filter(decided_at__lt=before)
    for comment_id in list(old.values_list("pk", flat=True)[:ERASED_AT_ONCE]):
        with transaction.atomic():
            comment = Comment.objects.select_for_update().get(pk=comment_id)
            if comment.state in OUT_OF_SIGHT:
                _erase_comment(comment, now=now, automation=Automation.FULLY)
    left = Comment.objects.filter(author=OuterRef("author")).exclude(state=State.ERASED)
    without = Contact.objects.filter(
        ~Exists(left),
        Q(author__account=None) | Q(author__account__signed_in_at__lt=before),
        author__standing=Author.Standing.NORMAL,
        author__first_seen_at__lt=now - A_DAY,
    )
    for author_id in list(without.values_list("author_id", flat=True)[:ERASED_AT_ONCE]):
        _forget_address(author_id)
    # Who typed an address to sign in with and never did.
    unknown = Author.objects.filter(contact=None, comments=None, records=None)
    for author in unknown[:ERASED_AT_ONCE]:
        author.delete()


def _forget_address(author_id: int) -> None:
    Mail.objects.filter(author=author_id).delete()
    Account.objects.filter(author=author_id).delete()
    Contact.objects.filter(author=author_id).delete()


def _erase_comment(comment: Comment, *, now: datetime, automation: Decision.Automation) -> None:
    """Blank a comment's words, name, marks, hashes, links and mails, and what reporters
    wrote about it; its place in the thread stays."""
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
    Report.objects.filter(comment=comment).update(words="")
    PrivateLink.objects.filter(comment=comment).delete()
    Mail.objects.filter(comment=comment).delete()
    SpamCorrection.objects.filter(comment=comment).delete()
