"""What moderators see."""

from django.db.models import QuerySet

from dateline.discussion.models import Comment


def queue(state: str) -> QuerySet[Comment]:
    """Return the comments in a state for moderators, the oldest first, never their addresses."""
    return (
        Comment.objects.filter(state=state)
        .select_related("story", "parent", "author")
        .prefetch_related("decisions__by")
        .order_by("submitted_at", "pk")
    )


def waiting_count() -> int:
    """Return how many comments wait for a moderator."""
    return Comment.objects.waiting().count()
