"""Whether one story takes comments: opened, closed, or every comment of it waiting."""

from datetime import datetime

from django.db import transaction

from dateline.accounts.models import User
from dateline.discussion.models import Discussion, ThreadRecord
from dateline.pages.models import Story


@transaction.atomic
def set_thread_mode(*, story: Story, mode: Discussion.Mode, by: User, now: datetime) -> None:
    """Set how a story takes comments from now on; the same again changes and records nothing.

    What was sent before keeps its place: what is shown stays, what waits waits.
    """
    Discussion.objects.get_or_create(story=story)
    if Discussion.objects.filter(story=story).exclude(mode=mode).update(mode=mode):
        ThreadRecord.objects.create(story=story, mode=mode, by=by, at=now)
