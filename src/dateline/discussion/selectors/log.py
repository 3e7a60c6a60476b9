"""The public log of decisions: on which day, about a comment on which story, what, and why."""

from dataclasses import dataclass
from datetime import datetime

from dateline.discussion.models import Decision
from dateline.discussion.selectors.cursors import cursor_of, ordered_behind
from dateline.pages.models import Story

Act = Decision.Act

ENTRIES_ON_A_PAGE = 50
# What an author does with their own comment is theirs and no decision of the newsroom.
TOLD = (Act.HELD, Act.APPROVED, Act.REFUSED, Act.REMOVED, Act.RESTORED, Act.KEPT, Act.UNDONE)


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, the newest first, and the cursor to go on from (empty at the end)."""

    decisions: tuple[Decision, ...]
    cursor: str


def log_page(*, now: datetime, cursor: str = "") -> LogPage:
    """Return one page of decisions on stories that may be read at `now`, in one query.

    Neither the comment's words, nor its author, nor who decided, nor what was written freely is
    read from the database: they cannot slip onto a page. The cursor tells no time: to the minute,
    it would tell which of the comments of a quiet story a decision is about.
    """
    decisions = Decision.objects.filter(act__in=TOLD, comment__story__in=Story.objects.public(now))
    story = ("public_id", "slug", "headline", "language")
    found = list(
        ordered_behind(decisions, cursor, by="-id", then="-pk")
        .select_related("comment__story")
        .only(
            "act",
            "automation",
            "reason_code",
            "at",
            "comment__story",
            *(f"comment__story__{name}" for name in story),
        )[: ENTRIES_ON_A_PAGE + 1]
    )
    page = tuple(found[:ENTRIES_ON_A_PAGE])
    has_more = len(found) > ENTRIES_ON_A_PAGE
    return LogPage(page, cursor_of(page[-1], "-id") if has_more else "")
