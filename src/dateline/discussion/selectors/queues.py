"""What moderators see."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from dateline.discussion.models import Comment

OPEN_REPORT = Q(reports__answered_at=None, reports__at__isnull=False)


def queue(state: str) -> QuerySet[Comment]:
    """Return the comments in a state for moderators, the oldest first, never their addresses."""
    return _for_moderators(Comment.objects.filter(state=state)).order_by("submitted_at", "pk")


def reported() -> QuerySet[Any]:
    """Return the shown comments with open reports, the most reported first.

    Each has `open_reports`, how many; `reports` are what readers said, answered ones too.
    """
    return (
        _for_moderators(Comment.objects.filter(OPEN_REPORT, state=Comment.State.SHOWN))
        .prefetch_related("reports")
        .annotate(open_reports=Count("reports"))
        .order_by("-open_reports", "submitted_at", "pk")
    )


def reported_count() -> int:
    """Return how many shown comments have open reports."""
    shown = Comment.objects.filter(OPEN_REPORT, state=Comment.State.SHOWN)
    return shown.distinct().count()


def _for_moderators(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    return comments.select_related("story", "parent", "author").prefetch_related("decisions__by")


def waiting_count() -> int:
    """Return how many comments wait for a moderator."""
    return Comment.objects.waiting().count()
