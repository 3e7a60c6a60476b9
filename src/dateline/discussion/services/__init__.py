"""Everything that changes a comment. Each decision is a row with actor, automation and reason."""

from dateline.discussion.services.deciding import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    refuse_comment,
    restore_comment,
    withdraw_comment,
)
from dateline.discussion.services.editing import edit_comment
from dateline.discussion.services.moderating import moderate_comment
from dateline.discussion.services.nudging import is_to_be_nudged
from dateline.discussion.services.picking import pick_comment, unpick_comment
from dateline.discussion.services.reporting import NotShown, dismiss_reports, report_comment
from dateline.discussion.services.submitting import (
    CommentsClosed,
    Submitted,
    import_comment,
    submit_comment,
)

__all__ = [
    "AlreadyDecided",
    "CommentsClosed",
    "NotShown",
    "ReasonNeeded",
    "Submitted",
    "approve_comment",
    "dismiss_reports",
    "edit_comment",
    "import_comment",
    "is_to_be_nudged",
    "moderate_comment",
    "pick_comment",
    "refuse_comment",
    "report_comment",
    "restore_comment",
    "submit_comment",
    "unpick_comment",
    "withdraw_comment",
]
