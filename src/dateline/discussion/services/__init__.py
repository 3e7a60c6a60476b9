"""Everything that changes a comment. Each decision is a row with actor, automation and reason."""

from dateline.discussion.services.accounts import (
    LinkUsed,
    ask_to_sign_in,
    rename_account,
    sign_in,
)
from dateline.discussion.services.acting import (
    DECIDED_AT_ONCE,
    Button,
    Pressed,
    Undone,
    act_on,
    undo_batch,
)
from dateline.discussion.services.claiming import ClaimedByColleague, claim_comment
from dateline.discussion.services.correcting import learn_again, learn_correction
from dateline.discussion.services.deciding import (
    AlreadyDecided,
    ReasonNeeded,
    approve_comment,
    refuse_comment,
    restore_comment,
    withdraw_comment,
)
from dateline.discussion.services.editing import edit_comment, take_newer_words
from dateline.discussion.services.external_phases import (
    ROTATION_HOURS,
    add_external_phase,
    change_external_phase,
    remove_external_phase,
    rotate_secret,
)
from dateline.discussion.services.mailing import (
    forget_given_up,
    is_mail_server_set,
    send_due_mails,
    try_given_up_again,
)
from dateline.discussion.services.moderating import moderate_comment, moderate_received
from dateline.discussion.services.nudging import is_to_be_nudged
from dateline.discussion.services.outbox import ask_to_verify_again
from dateline.discussion.services.outside import ASKED_AT_ONCE, next_to_ask
from dateline.discussion.services.own_data import (
    ask_for_erasure,
    ask_for_own_data,
    erase_what_is_old,
    erase_who_asked,
    keep_after_all,
)
from dateline.discussion.services.people import DAYS_AT_MOST, NothingNoted, judge_author
from dateline.discussion.services.picking import pick_comment, unpick_comment
from dateline.discussion.services.reporting import NotShown, dismiss_reports, report_comment
from dateline.discussion.services.rules import ListChanged, change_list
from dateline.discussion.services.spam_corrections import send_due_corrections
from dateline.discussion.services.submitting import (
    PRIVATE_LINK_VALID_FOR,
    AnsweredIsGone,
    CommentsClosed,
    Submitted,
    import_comment,
    submit_comment,
)
from dateline.discussion.services.threads import set_thread_mode
from dateline.discussion.services.verifying import stop_reply_mails, verify_comment

__all__ = [
    "ASKED_AT_ONCE",
    "DAYS_AT_MOST",
    "DECIDED_AT_ONCE",
    "PRIVATE_LINK_VALID_FOR",
    "ROTATION_HOURS",
    "AlreadyDecided",
    "AnsweredIsGone",
    "Button",
    "ClaimedByColleague",
    "CommentsClosed",
    "LinkUsed",
    "ListChanged",
    "NotShown",
    "NothingNoted",
    "Pressed",
    "ReasonNeeded",
    "Submitted",
    "Undone",
    "act_on",
    "add_external_phase",
    "approve_comment",
    "ask_for_erasure",
    "ask_for_own_data",
    "ask_to_sign_in",
    "ask_to_verify_again",
    "change_external_phase",
    "change_list",
    "claim_comment",
    "dismiss_reports",
    "edit_comment",
    "erase_what_is_old",
    "erase_who_asked",
    "forget_given_up",
    "import_comment",
    "is_mail_server_set",
    "is_to_be_nudged",
    "judge_author",
    "keep_after_all",
    "learn_again",
    "learn_correction",
    "moderate_comment",
    "moderate_received",
    "next_to_ask",
    "pick_comment",
    "refuse_comment",
    "remove_external_phase",
    "rename_account",
    "report_comment",
    "restore_comment",
    "rotate_secret",
    "send_due_corrections",
    "send_due_mails",
    "set_thread_mode",
    "sign_in",
    "stop_reply_mails",
    "submit_comment",
    "take_newer_words",
    "try_given_up_again",
    "undo_batch",
    "unpick_comment",
    "verify_comment",
    "withdraw_comment",
]
