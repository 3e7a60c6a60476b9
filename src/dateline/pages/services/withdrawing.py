"""Lines that were public and wrong: listed with what stands in their place, or without words."""

from datetime import datetime

from dateline.accounts.models import User
from dateline.pages.difference import likeness
from dateline.pages.models import Correction, LineDecision, Story, StoryLine
from dateline.pages.services.proving import log_decision

State = StoryLine.State
# From this share of their words on, a line is taken to stand in another's place.
SAME_LINE_FROM = 0.5


def withdraw_line(
    *,
    line: StoryLine,
    by: User | None,
    now: datetime,
    correction: Correction | None = None,
    new_text: str = "",
    reason: str = "",
) -> None:
    """List a line that was public as withdrawn. The caller holds the transaction."""
    line.state, line.was_public = State.WITHDRAWN, True
    line.withdrawn_at, line.correction, line.new_text = now, correction, new_text
    line.is_text_withheld = bool(correction and correction.is_old_wording_withheld)
    line.approved_by = line.approved_at = None
    line.save()
    log_decision(line, LineDecision.Act.WITHDRAWN, by=by, now=now, reason=reason)


def withdraw_stale(*, story: Story, correction: Correction, by: User | None, now: datetime) -> None:
    """Withdraw the public lines that the corrected text no longer carries.

    Those that went stale with an earlier version were overtaken by the news, not wrong.
    """
    wrong = story.lines.filter(state=State.STALE, was_public=True, text_hash=story.text_hash)
    for line in wrong:
        line.story = story
        withdraw_line(line=line, by=by, now=now, correction=correction)
    note_replacements(story=story)


def note_replacements(*, story: Story) -> None:
    """Name, for each withdrawn line, the line that stands in its place, once there is one."""
    standing = list(story.lines.shown())
    for line in story.lines.filter(state=State.WITHDRAWN, new_text=""):
        alike = [
            (likeness(line.text, other.text), other.text)
            for other in standing
            if other.kind == line.kind
        ]
        share, text = max(alike, default=(0.0, ""))
        if share >= SAME_LINE_FROM:
            line.new_text = text
            line.save(update_fields=["new_text"])
