"""What follows when a link that was mailed comes back."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import F

from dateline.discussion.models import Author, Comment, Decision
from dateline.discussion.services.deciding import UNDECIDED
from dateline.discussion.signals import comment_received

State = Comment.State
Act = Decision.Act

DECIDED_BY_PROGRAMS = UNDECIDED | {State.REFUSED}


@transaction.atomic
def verify_comment(*, comment: Comment, now: datetime) -> None:
    """Note that a comment's author proved the address, and have the phases look again.

    So they do where a program alone refused it: what it held against whoever typed the address may
    not be its owner's. A comment that a person has decided about keeps that decision. A second
    time changes nothing, nor does it if its author was erased meanwhile.
    """
    # The row is locked: who is being erased at this moment has no comment to prove any more.
    authors = Author.objects.select_for_update(of=("self",), no_key=True)
    authors.filter(comments=comment).first()
    row = Comment.objects.filter(pk=comment.pk, author=comment.author_id, verified_at=None)
    if not row.update(verified_at=now):
        comment.refresh_from_db()
        return
    Author.objects.filter(comments=comment, verified_at=None).update(verified_at=now)
    if not _has_person_decided(comment):
        # A new version: phases that are looking at this moment knew it as not verified.
        again = Comment.objects.filter(pk=comment.pk, state__in=DECIDED_BY_PROGRAMS)
        if again.update(state=State.RECEIVED, version=F("version") + 1):
            transaction.on_commit(partial(comment_received.send, sender=Comment, comment=comment))
    comment.refresh_from_db()


def _has_person_decided(comment: Comment) -> bool:
    """Return whether anyone but programs decided, whether or not they still work here."""
    others = comment.decisions.exclude(automation=Decision.Automation.FULLY)
    return others.exclude(act=Act.EDITED).exists()


def stop_reply_mails(*, author_id: int) -> None:
    """Send an author no more mails about answers, under whichever of their comments."""
    Comment.objects.filter(author=author_id).update(wants_replies=False)
