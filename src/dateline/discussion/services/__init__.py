"""Everything that changes a comment. Each decision is a row with actor, automation and reason."""

from dateline.discussion.services.acting import (
    DECIDED_AT_ONCE,
    Button,
    Pressed,
    act_on,
    undo_batch,
)
from dateline.discussion.services.claiming import ClaimedByColleague, claim_comment
from dateline.discussion.services.deciding import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    refuse_comment,
    restore_comment,
    withdraw_comment,
)
from dateline.discussion.services.moderating import moderate_comment
from dateline.discussion.services.people import DAYS_AT_MOST, NothingNoted, judge_author
from dateline.discussion.services.rules import ListChanged, change_list
from dateline.discussion.services.submitting import (
    CommentsClosed,
    Submitted,
    import_comment,
    submit_comment,
)

__all__ = [
    "DAYS_AT_MOST",
    "DECIDED_AT_ONCE",
    "AlreadyDecided",
    "Button",
    "ClaimedByColleague",
    "CommentsClosed",
    "ListChanged",
    "NothingNoted",
    "Pressed",
    "ReasonNeeded",
    "Submitted",
    "act_on",
    "approve_comment",
    "change_list",
    "claim_comment",
    "import_comment",
    "judge_author",
    "moderate_comment",
    "refuse_comment",
    "restore_comment",
    "submit_comment",
    "undo_batch",
    "withdraw_comment",
]
