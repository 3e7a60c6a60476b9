"""What readers and moderators may read of comments."""

from dateline.discussion.selectors.lists import rule_lists
from dateline.discussion.selectors.log import LogPage, log_page
from dateline.discussion.selectors.modes import last_thread_record, mode_of, story_to_moderate
from dateline.discussion.selectors.outbox import given_up_by_fault, unsent_count
from dateline.discussion.selectors.own_data import (
    account_numbered,
    barred_until,
    own_comments,
    own_data,
    unproved_comments,
)
from dateline.discussion.selectors.queues import (
    COUNTED_AT_MOST,
    QUEUES,
    RECENT_OF_AN_AUTHOR,
    Filters,
    QueuePage,
    capped_count,
    external_phases,
    first_matching,
    history_of,
    queue_page,
    recent_of,
    waiting_count,
)
from dateline.discussion.selectors.reading import (
    REPLIES_ON_A_PAGE,
    CommentRow,
    Node,
    Order,
    Thread,
    answers_to,
    comment_by_private_token,
    commented_story,
    editable_until,
    thread_of,
)
from dateline.discussion.selectors.rows import (
    ROWS_AT_MOST,
    answer_rows,
    comment_rows,
    newest_rows,
    shown_count,
)

__all__ = [
    "COUNTED_AT_MOST",
    "QUEUES",
    "RECENT_OF_AN_AUTHOR",
    "REPLIES_ON_A_PAGE",
    "ROWS_AT_MOST",
    "CommentRow",
    "Filters",
    "LogPage",
    "Node",
    "Order",
    "QueuePage",
    "Thread",
    "account_numbered",
    "answer_rows",
    "answers_to",
    "barred_until",
    "capped_count",
    "comment_by_private_token",
    "comment_rows",
    "commented_story",
    "editable_until",
    "external_phases",
    "first_matching",
    "given_up_by_fault",
    "history_of",
    "last_thread_record",
    "log_page",
    "mode_of",
    "newest_rows",
    "own_comments",
    "own_data",
    "queue_page",
    "recent_of",
    "rule_lists",
    "shown_count",
    "story_to_moderate",
    "thread_of",
    "unproved_comments",
    "unsent_count",
    "waiting_count",
]
