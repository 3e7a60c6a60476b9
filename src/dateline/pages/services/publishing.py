"""Publishing, pausing, correcting and killing a story, each with its entry in the decision log."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.core.story import item_from_plain
from dateline.intake.services import lift_embargo, lift_kill
from dateline.pages import search
from dateline.pages.models import Correction, Story, StoryEvent
from dateline.pages.services.filling import note_filed_by_hand
from dateline.pages.services.lines import draw_lines
from dateline.pages.services.versions import keep_version
from dateline.pages.services.withdrawing import withdraw_stale

Act = StoryEvent.Act


class StoryIsKilled(Exception):
    """A killed story was to be published, released or corrected; `revive_story` comes first."""

    def __init__(self, story: Story) -> None:
        super().__init__(f"“{story.headline}” was killed at {story.killed_at}; revive it first.")


@transaction.atomic
def publish_story(*, story: Story, by: User | None, now: datetime, reason: str = "") -> None:
    """Make a story public (or public from the end of its embargo), with fresh lines.

    Raises:
        StoryIsKilled: nothing is changed.
    """
    if story.is_killed:
        raise StoryIsKilled(story)
    go_live(story, now=now)
    story.save()
    draw_lines(story=story, now=now)
    search.index(story)
    log_event(story, Act.PUBLISHED, by=by, now=now, reason=reason)


def go_live(story: Story, *, now: datetime) -> None:
    """Make a story public in memory. The caller saves, indexes and logs."""
    story.live = True
    story.has_unpublished_changes = False
    story.first_published_at = story.first_published_at or now
    story.last_published_at = now
    story.published_at = story.published_at or now
    if story.filed_from is None:
        note_filed_by_hand(story, now=now)


@transaction.atomic
def note_published_by_hand(*, story: Story, by: User | None, now: datetime) -> None:
    """Take up that a revision was published in the admin, by hand or on schedule.

    The lines are proved anew against the text that is public now; the wire may no longer
    overwrite it without a person's choice.
    """
    is_first = story.published_at is None
    if not _is_known_text(story):
        note_filed_by_hand(story, now=now)
    Story.objects.filter(pk=story.pk).update(
        filed_from=story.filed_from,
        filed_until=story.filed_until,
        published_at=story.published_at or now,
        updated_at=None if is_first else now,
        edited_by_hand_at=now,
    )
    story.refresh_from_db()
    keep_version(story=story, now=now)
    draw_lines(story=story, now=now)
    search.index(story)
    log_event(story, Act.PUBLISHED if is_first else Act.UPDATED, by=by, now=now)


def _is_known_text(story: Story) -> bool:
    """Return whether a story's text is the agency's, or the one that readers had before."""
    last = story.versions.last()
    if last is not None and last.text_hash == story.text_hash:
        return True
    return story.wire_item is not None and item_from_plain(story.wire_item.item).text == story.text


@transaction.atomic
def note_unpublished_by_hand(*, story: Story, by: User | None, now: datetime) -> None:
    """Take up that a story was unpublished in the admin: it leaves search at once."""
    search.remove(story)
    log_event(story, Act.PAUSED, by=by, now=now, reason="unpublished")


@transaction.atomic
def pause_story(*, story: Story, by: User | None, now: datetime, reason: str) -> None:
    """Take a public story off the page while the agency or the desk checks it."""
    story.paused_at = now
    story.save(update_fields=["paused_at"])
    search.remove(story)
    log_event(story, Act.PAUSED, by=by, now=now, reason=reason)


@transaction.atomic
def release_story(*, story: Story, by: User, now: datetime, reason: str) -> None:
    """End a pause or an embargo by a person's decision.

    Raises:
        StoryIsKilled: nothing is changed.
    """
    if story.is_killed:
        raise StoryIsKilled(story)
    if story.chain and (story.embargoed_until or story.is_embargoed_indefinitely):
        lift_embargo(chain=story.chain, now=now)  # or the next version would bring it back
    story.paused_at = None
    story.embargoed_until = None
    story.is_embargoed_indefinitely = False
    # Released early, it is public from now, not from the hour the agency had named.
    if story.published_at and story.published_at > now:
        story.published_at = now
    story.save(
        update_fields=[
            "paused_at",
            "embargoed_until",
            "is_embargoed_indefinitely",
            "published_at",
        ]
    )
    if story.live and not story.replaced_by_id:
        search.index(story)
    log_event(story, Act.RELEASED, by=by, now=now, reason=reason)


@transaction.atomic
def kill_story(*, story: Story, by: User | None, now: datetime, note: str) -> None:
    """Take a story down for good: 410 on its page, gone from every list, feed and search.

    Killing a killed story changes nothing.
    """
    if story.is_killed:
        return
    story.killed_at = now
    story.kill_note = note[:300]
    story.live = False
    story.go_live_at = None  # a scheduled revision must not wake it
    story.save(update_fields=["killed_at", "kill_note", "live", "go_live_at"])
    story.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    search.remove(story)
    log_event(story, Act.KILLED, by=by, now=now, reason=note)


@transaction.atomic
def revive_story(*, story: Story, by: User, now: datetime, reason: str) -> None:
    """Undo a kill by a named person's decision. The story comes back as a draft of the desk.

    From here on, later versions from the agency are taken again as those of any story.
    """
    if story.chain:
        lift_kill(chain=story.chain)
    story.killed_at = None
    story.kill_note = ""
    story.save(update_fields=["killed_at", "kill_note"])
    log_event(story, Act.RELEASED, by=by, now=now, reason=reason)


@transaction.atomic
def correct_story(
    *,
    story: Story,
    by: User | None,
    now: datetime,
    notice: str,
    kind: str = Correction.Kind.CORRECTION,
    old_wording: str = "",
    new_wording: str = "",
    is_old_wording_withheld: bool = False,
) -> Correction:
    """Put a correction notice on the page and in the feeds.

    Lines that were public and that the text as it is now denies are listed with it as withdrawn,
    each with the line that stands in its place.

    Raises:
        StoryIsKilled: nothing is changed.
    """
    if story.is_killed:
        raise StoryIsKilled(story)
    correction = Correction.objects.create(
        story=story,
        kind=kind,
        notice=notice,
        old_wording=old_wording,
        new_wording=new_wording,
        is_old_wording_withheld=is_old_wording_withheld,
        made_at=now,
        made_by=by,
    )
    withdraw_stale(story=story, correction=correction, by=by, now=now)
    story.updated_at = now
    story.save(update_fields=["updated_at"])
    log_event(story, Act.CORRECTED, by=by, now=now, reason=notice)
    return correction


def log_event(
    story: Story, act: StoryEvent.Act, *, by: User | None, now: datetime, reason: str = ""
) -> None:
    """Write one entry of the story's decision log."""
    event_of(story, act, by=by, now=now, reason=reason).save()


def event_of(
    story: Story, act: StoryEvent.Act, *, by: User | None, now: datetime, reason: str = ""
) -> StoryEvent:
    """Return an entry of the story's decision log, for the caller to store."""
    return StoryEvent(story=story, act=act, at=now, by=by, is_automatic=by is None, reason=reason)
