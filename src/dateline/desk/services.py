"""What the desk does itself: revisions, and its word on two stories that are alike.

All else it does is in `pages.services` and `intake.services`.
"""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.desk.story_wire import pairs_between
from dateline.intake.services import decide_pair
from dateline.pages.models import Story
from dateline.pages.services import (
    StoryIsKilled,
    keep_version,
    publish_story,
    replace_story,
)


@transaction.atomic
def keep_public_version(*, story: Story, now: datetime) -> None:
    """Keep what the wire published as a revision before a person edits it for the first time.

    Wire stories have none. Without it the history would not show what the agency had sent, and
    Wagtail would take the story offline as soon as someone schedules a change to it.
    """
    keep_version(story=story, now=now)
    if story.live and story.live_revision_id is None:
        revision = story.save_revision(changed=False, log_action=False)
        story.live_revision = revision
        story.save(update_fields=["live_revision"])


@transaction.atomic
def publish_at_once(*, story: Story, by: User, now: datetime) -> None:
    """Publish what the desk saved last; a story nobody has edited, as the wire brought it.

    Raises:
        StoryIsKilled: nothing is changed.
    """
    if story.is_killed:
        raise StoryIsKilled(story)
    if story.latest_revision_id is None:
        publish_story(story=story, by=by, now=now)
        return
    edited: Story = story.get_latest_revision_as_object()
    edited.go_live_at = None
    edited.save_revision(user=by, log_action=False).publish(user=by, skip_permission_checks=True)


@transaction.atomic
def decide_about_two(
    *, first: Story, second: Story, choice: str, by: User, now: datetime, reason: str
) -> None:
    """Keep what a person says about two stories; let one stand for the other if that is said.

    choice  one of `forms.Choice`: first, second, same, different

    Raises:
        CannotReplace: nothing is changed.
    """
    for pair in pairs_between(first, second):
        is_same = choice != "different"
        decide_pair(pair=pair, is_same=is_same, by=by, now=now, reason=reason)
    if choice in ("first", "second"):
        kept, gone = (first, second) if choice == "first" else (second, first)
        replace_story(story=gone, kept=kept, by=by, now=now, reason=reason)
