"""What readers and moderators may read of comments."""

from dateline.discussion.selectors.modes import mode_of
from dateline.discussion.selectors.outbox import given_up_count, unsent_count
from dateline.discussion.selectors.own_data import own_comments, own_data
from dateline.discussion.selectors.queues import queue, waiting_count
from dateline.discussion.selectors.reading import (
    Node,
    Order,
    Thread,
    answers_to,
    comment_by_private_token,
    thread_of,
)

__all__ = [
    "Node",
    "Order",
    "Thread",
    "answers_to",
    "comment_by_private_token",
    "given_up_count",
    "mode_of",
    "own_comments",
    "own_data",
    "queue",
    "thread_of",
    "unsent_count",
    "waiting_count",
]
