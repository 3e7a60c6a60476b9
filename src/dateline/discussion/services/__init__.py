"""Everything that changes a comment. Each decision is a row with actor, automation and reason."""

from dateline.discussion.services.deciding import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    refuse_comment,
    restore_comment,
    withdraw_comment,
)
from dateline.discussion.services.mailing import is_mail_server_set, send_due_mails, send_mail
from dateline.discussion.services.moderating import moderate_comment
from dateline.discussion.services.own_data import (
    ask_for_erasure,
    ask_for_own_data,
    erase_what_is_old,
    erase_who_asked,
    keep_after_all,
)
from dateline.discussion.services.submitting import (
    CommentsClosed,
    Submitted,
    import_comment,
    submit_comment,
)
from dateline.discussion.services.verifying import stop_reply_mails, verify_comment

__all__ = [
    "AlreadyDecided",
    "CommentsClosed",
    "ReasonNeeded",
    "Submitted",
    "approve_comment",
    "ask_for_erasure",
    "ask_for_own_data",
    "erase_what_is_old",
    "erase_who_asked",
    "import_comment",
    "is_mail_server_set",
    "keep_after_all",
    "moderate_comment",
    "refuse_comment",
    "restore_comment",
    "send_due_mails",
    "send_mail",
    "stop_reply_mails",
    "submit_comment",
    "verify_comment",
    "withdraw_comment",
]
