"""What readers and moderators may read of comments."""

from dateline.discussion.selectors.modes import mode_of
from dateline.discussion.selectors.queues import queue, reported, reported_count, waiting_count
from dateline.discussion.selectors.reading import (
    Node,
    Order,
    Thread,
    answers_to,
    comment_by_private_token,
    editable_until,
    thread_of,
)

__all__ = [
    "Node",
    "Order",
    "Thread",
    "answers_to",
    "comment_by_private_token",
    "editable_until",
    "mode_of",
    "queue",
    "reported",
    "reported_count",
    "thread_of",
    "waiting_count",
]
