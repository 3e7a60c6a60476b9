"""What a story and a thread know of their comments without counting them."""

from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, Value, When

from dateline.discussion.models import Comment, Discussion

State = Comment.State


def next_reply_number(root: Comment) -> int:
    """Return which answer of its thread the next one is, from 1; its row is locked until commit."""
    Comment.objects.filter(pk=root.pk).update(replies_made=F("replies_made") + 1)
    return Comment.objects.values_list("replies_made", flat=True).get(pk=root.pk)


def count_shown(comment: Comment, change: int) -> None:
    """Count a comment that came into sight (1) or went out of it (-1)."""
    story_id = comment.story_id
    changed = {"shown_count": F("shown_count") + change}
    if not Discussion.objects.filter(pk=story_id).update(**changed):
        try:
            with transaction.atomic():
                Discussion.objects.create(story_id=story_id, shown_count=max(change, 0))
        except IntegrityError:
            # Two first comments were shown at once.
            Discussion.objects.filter(pk=story_id).update(**changed)
    root = Comment.objects.filter(pk=comment.root_id or comment.pk, story=story_id)
    if comment.root_id:
        root.update(shown_replies=F("shown_replies") + change)
    # A comment that is gone keeps its place while something below it is still shown.
    root.update(
        is_listed=Case(
            When(Q(state=State.SHOWN) | Q(shown_replies__gt=0), then=Value(value=True)),
            default=Value(value=False),
        )
    )
