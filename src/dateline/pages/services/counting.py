"""Writing down how many readers stories had."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from dateline.pages.models import SeenStory, Story, StoryViews

SEEN_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Hit:
    """One page shown: which story, and the reader's salted hash."""

    story_id: int
    reader_hash: str


@transaction.atomic
def record_readers(*, hits: Sequence[Hit], now: datetime) -> int:
    """Add the readers among some hits to their stories and return how many were new.

    A reader who was seen within half an hour is not counted again, whichever process saw them.
    """
    SeenStory.objects.filter(seen_at__lt=now - SEEN_FOR).delete()
    known_stories = set(
        Story.objects.filter(pk__in={hit.story_id for hit in hits}).values_list("pk", flat=True)
    )
    # In one order, so that two processes never wait for each other in a circle.
    fresh = sorted(
        {(hit.story_id, hit.reader_hash) for hit in hits if hit.story_id in known_stories}
    )
    new: Counter[int] = Counter()
    for story_id, reader_hash in fresh:
        _, is_new = SeenStory.objects.get_or_create(
            story_id=story_id, reader_hash=reader_hash, defaults={"seen_at": now}
        )
        new[story_id] += is_new
    for story_id, count in sorted(new.items()):
        if count:
            StoryViews.objects.get_or_create(story_id=story_id)
            StoryViews.objects.filter(story_id=story_id).update(count=F("count") + count)
    return sum(new.values())
