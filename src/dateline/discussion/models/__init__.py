"""Comments, who writes them, what the phases found, and what was decided."""

from dateline.discussion.models.accounts import Account
from dateline.discussion.models.authors import Author, BarredAddress, Contact
from dateline.discussion.models.comments import (
    COMMENT_MAX_CHARS,
    NAME_MAX_CHARS,
    Comment,
    PrivateLink,
)
from dateline.discussion.models.corrections import ScorerCorrection
from dateline.discussion.models.decisions import (
    SPAM_REASONS,
    TOXIC_REASONS,
    Decision,
    RefusalReason,
    Signal,
)
from dateline.discussion.models.mails import Mail
from dateline.discussion.models.outside import (
    EXTERNAL,
    PHASE_MAX_CHARS,
    Enquiry,
    ExternalPhase,
    OutsideState,
    SigningSecret,
    SpamCorrection,
)
from dateline.discussion.models.people import AuthorRecord
from dateline.discussion.models.reports import REPORT_MAX_CHARS, Report, ReportReason
from dateline.discussion.models.rules import ModerationSettings, OnFault, RuleList
from dateline.discussion.models.sparing import Sparable
from dateline.discussion.models.threads import Discussion, ThreadRecord

__all__ = [
    "COMMENT_MAX_CHARS",
    "EXTERNAL",
    "NAME_MAX_CHARS",
    "PHASE_MAX_CHARS",
    "REPORT_MAX_CHARS",
    "SPAM_REASONS",
    "TOXIC_REASONS",
    "Account",
    "Author",
    "AuthorRecord",
    "BarredAddress",
    "Comment",
    "Contact",
    "Decision",
    "Discussion",
    "Enquiry",
    "ExternalPhase",
    "Mail",
    "ModerationSettings",
    "OnFault",
    "OutsideState",
    "PrivateLink",
    "RefusalReason",
    "Report",
    "ReportReason",
    "RuleList",
    "ScorerCorrection",
    "Signal",
    "SigningSecret",
    "SpamCorrection",
    "Sparable",
    "ThreadRecord",
]
