"""Keeping the texts a story has had in public, so that readers can see what changed."""

from datetime import datetime

from dateline.pages.models import Story, StoryVersion


def keep_version(*, story: Story, now: datetime) -> None:
    """Keep a story's text as it is in memory, if readers can have it and it is not kept yet.

    Asked before a public text changes and after; a story that never changes keeps none. The
    caller holds the transaction.
    """
    if not _may_have_been_read(story, now):
        return
    last = story.versions.last()
    if last and (last.text_hash, last.headline) == (story.text_hash, story.headline):
        return
    StoryVersion.objects.create(
        story=story,
        number=last.number + 1 if last else 1,
        public_from=(story.updated_at or story.published_at or now) if last is None else now,
        headline=story.headline,
        language=story.language,
        paragraphs=story.paragraphs,
        text_hash=story.text_hash,
    )


def _may_have_been_read(story: Story, now: datetime) -> bool:
    """Return whether readers have had the text; a pause does not undo that they had."""
    return bool(
        story.live
        and not story.is_killed
        and story.published_at
        and story.published_at <= now
        and not story.is_embargoed_indefinitely
        and (story.embargoed_until is None or story.embargoed_until <= now)
    )
