"""Whether a story takes comments now, and whether they wait for a moderator."""

from datetime import datetime, timedelta

from dateline.discussion.models import Discussion, ThreadRecord
from dateline.pages.models import NewsSettings, Story

Mode = Discussion.Mode


def mode_of(
    story: Story, newsroom: NewsSettings, *, now: datetime, own: str | None = None
) -> Discussion.Mode:
    """Return how a story takes comments: open, pre-moderated or closed, never inherited.

    The site may close all; else a story that was opened or closed by its own word stays so (`own`
    where it is known already); else it closes by its age. One that takes comments has them wait if
    its own word says so, or else as its section has it.
    """
    if not newsroom.are_comments_open:
        return Mode.CLOSED
    if own is None:
        own = story.discussion.mode if hasattr(story, "discussion") else Mode.INHERITED
    if own in (Mode.OPEN, Mode.CLOSED):
        return Mode(own)
    days = newsroom.comments_close_after_days
    if days and story.published_at and now - story.published_at > timedelta(days=days):
        return Mode.CLOSED
    if own == Mode.PRE_MODERATED:
        return Mode.PRE_MODERATED
    return Mode(story.section.comments) if story.section else Mode.OPEN


def story_to_moderate(story_id: int | None) -> Story | None:
    """Return a story with what says how it takes comments; None where there is none."""
    stories = Story.objects.select_related("section", "discussion")
    return stories.filter(pk=story_id).first() if story_id else None


def last_thread_record(story: Story) -> ThreadRecord | None:
    """Return the newest change of how a story takes comments."""
    return ThreadRecord.objects.filter(story=story).select_related("by").first()
