"""What follows when a revision of a story is published or unpublished in Wagtail's own screens."""

from typing import Any

from wagtail.log_actions import get_active_log_context
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from dateline.accounts.models import User
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.services import note_published_by_hand, note_unpublished_by_hand


def connect() -> None:
    """Listen to Wagtail."""
    published.connect(note_published, sender=Story, dispatch_uid="desk.note_published")
    unpublished.connect(note_unpublished, sender=Story, dispatch_uid="desk.note_unpublished")


def note_published(*, instance: Story, revision: Revision, **_: Any) -> None:
    """Have the lines proved anew, unless the story was only put on the schedule."""
    if instance.live:
        by = _whoever_acts() or revision.user
        note_published_by_hand(story=instance, by=by, now=clock.now())


def note_unpublished(*, instance: Story, **_: Any) -> None:
    """Take the story out of search and write it into the decision log."""
    note_unpublished_by_hand(story=instance, by=_whoever_acts(), now=clock.now())


def _whoever_acts() -> User | None:
    """Return who is signed in to the admin; None for what happens on schedule."""
    return get_active_log_context().user
