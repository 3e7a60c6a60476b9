"""What readers and moderators may read of comments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from dateline.discussion import privacy
from dateline.discussion.models import Comment, PrivateLink
from dateline.pages.models import Story

THREADS_ON_A_PAGE = 50


@dataclass(slots=True)
class Node:
    """A comment with what answers it; `answers` is set where depth hides whom it answers."""

    comment: Comment
    replies: list["Node"] = field(default_factory=list)
    answers: Comment | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """The shown comments of a story: `roots` of this page, how many in all, where to go on."""

    roots: tuple[Node, ...]
    count: int
    next_after: int | None


def thread_of(story: Story, *, after: int = 0) -> Thread:
    """Return one page of a story's comments, two deep, in one query.

    An answer to an answer stands beside it and names whom it answers. An answer to a comment that
    is no longer shown moves up to where that one stood.
    """
    comments = list(Comment.objects.visible().filter(story=story).defer("email_encrypted"))
    nodes = {comment.pk: Node(comment) for comment in comments}
    roots: list[Node] = []
    root_of: dict[int, Node] = {}
    for comment in comments:
        node, parent = nodes[comment.pk], nodes.get(comment.parent_id or 0)
        if parent is None:
            roots.append(node)
            root_of[comment.pk] = node
            continue
        root = root_of.get(parent.comment.pk, parent)
        root_of[comment.pk] = root
        root.replies.append(node)
        if parent is not root:
            node.answers = parent.comment
    page = [root for root in roots if root.comment.pk > after][: THREADS_ON_A_PAGE + 1]
    has_more = len(page) > THREADS_ON_A_PAGE
    shown = tuple(page[:THREADS_ON_A_PAGE])
    return Thread(shown, len(comments), shown[-1].comment.pk if has_more else None)


def flat(nodes: Iterable[Node]) -> list[Comment]:
    """Return the comments of a thread, each before what answers it."""
    return [
        comment
        for node in nodes
        for comment in (node.comment, *(reply.comment for reply in node.replies))
    ]


def comment_by_private_token(token: str, *, now: datetime) -> Comment | None:
    """Return the comment a private link opens, or None when it opens nothing now."""
    link = (
        PrivateLink.objects.valid(now)
        .select_related("comment__story")
        .filter(token_hash=privacy.token_hash(token))
        .first()
    )
    return link.comment if link else None


def queue(state: str) -> QuerySet[Comment]:
    """Return the comments in a state for moderators, the oldest first, never their addresses."""
    return (
        Comment.objects.filter(state=state)
        .select_related("story", "parent")
        .prefetch_related("decisions__by")
        .defer("email_encrypted")
        .order_by("submitted_at", "pk")
    )


def waiting_count() -> int:
    """Return how many comments wait for a moderator."""
    return Comment.objects.waiting().count()
