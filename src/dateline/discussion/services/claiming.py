"""Whose turn a comment is: a claim keeps colleagues off it for a few minutes."""

from datetime import datetime, timedelta

from django.db.models import Q

from dateline.accounts.models import User
from dateline.discussion.models import Comment

CLAIMED_FOR = timedelta(minutes=5)


class ClaimedByColleague(Exception):
    """A colleague has a comment before them now; nothing is changed."""

    def __init__(self, holder: str) -> None:
        self.holder = holder
        super().__init__(f"{holder} has this comment now.")


def claim_comment(*, comment: Comment, by: User, now: datetime) -> None:
    """Keep a comment for one moderator for five minutes, from now on.

    Raises:
        ClaimedByColleague: somebody else has it.
    """
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    # The version stays: whoever sees the card sees the same comment.
    claimed = Comment.objects.filter(free, pk=comment.pk).update(
        claimed_by=by, claimed_until=now + CLAIMED_FOR
    )
    if not claimed:
        holder = Comment.objects.values_list("claimed_by__username", flat=True).get(pk=comment.pk)
        raise ClaimedByColleague(holder or "")
