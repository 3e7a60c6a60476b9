"""What a language model is asked about, what it has answered, and what it offers."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from dateline.core.story import Origin
from dateline.pages.models import EndpointAnswer, LineDecision, Story, StoryEvent, StoryLine

# A model is asked about what is news; switching one on does not send the archive to it.
ASKED_ABOUT_FOR = timedelta(days=1)
# What went wrong is tried once more, after the worst of a short trouble.
ASKED_AGAIN_AFTER = timedelta(minutes=5)


def stories_for_the_model(now: datetime) -> QuerySet[Story]:
    """Return the stories whose copy may go to a language model at `now`: those of the last day.

    Nothing under an embargo, paused, replaced, expired or killed, and nothing whose own lines are
    still to draw.
    """
    since = now - ASKED_ABOUT_FOR
    happened = StoryEvent.objects.filter(story=OuterRef("pk"), at__gte=since)
    decided = LineDecision.objects.filter(line__story=OuterRef("pk"), at__gte=since)
    return Story.objects.filter(
        Q(embargoed_until=None) | Q(embargoed_until__lte=now),
        Q(expire_at=None) | Q(expire_at__gt=now),
        Exists(happened) | Exists(decided),
        killed_at=None,
        paused_at=None,
        replaced_by=None,
        is_embargoed_indefinitely=False,
        lines_wait=False,
    )


def stories_to_ask_about(now: datetime, *, writes: bool, reads: Collection[str]) -> QuerySet[Story]:
    """Return the stories about which the model is still to be asked, the newest first.

    writes  whether it is asked for lines
    reads   the origins of the lines it is asked to read
    """
    asked = EndpointAnswer.objects.filter(
        _is_done_with(now),
        story=OuterRef("pk"),
        purpose=EndpointAnswer.Purpose.WRITE,
        subject_hash=OuterRef("text_hash"),
    )
    unread = Exists(lines_to_read(reads, now=now).filter(story=OuterRef("pk")))
    wanted = unread | ~Exists(asked) if writes else unread
    return stories_for_the_model(now).filter(wanted).order_by("-pk")


def lines_to_read(origins: Collection[str], *, now: datetime) -> QuerySet[StoryLine]:
    """Return the lines by some origins that the second reader has not read as they stand now.

    What a person has overruled is not read: its reason stands already. Nor is what was cut from the
    copy and refused: no answer could change that.
    """
    is_unread = Q(reading=None) | ~Q(reading__text_hash=F("text_hash"))
    is_tried_again = Q(
        reading__attempt=1, reading__verdict="", reading__asked_at__lte=now - ASKED_AGAIN_AFTER
    )
    is_written = ~Q(origin=Origin.EXTRACTED)
    return StoryLine.objects.filter(
        is_unread | is_tried_again,
        Q(state__in=StoryLine.CARRIED) | Q(is_written, state=StoryLine.State.HELD),
        origin__in=origins,
        text_hash=F("story__text_hash"),
        override_reason="",
    ).select_related("story")


def next_attempt(
    story: Story, purpose: EndpointAnswer.Purpose, subject_hash: str, *, now: datetime
) -> int:
    """Return which attempt at something would be the next: 1, 2, or 3 when no more is due."""
    asked = EndpointAnswer.objects.filter(story=story, purpose=purpose, subject_hash=subject_hash)
    # Counted in one look: what is asked between two would be taken for a try that failed.
    made = asked.aggregate(all=Count("pk"), last=Count("pk", filter=_is_done_with(now)))
    return 3 if made["last"] else made["all"] + 1


def _is_done_with(now: datetime) -> Q:
    """Return which requests leave nothing to ask: answered, refused, tried twice, or just made."""
    settled = (EndpointAnswer.ANSWERED, EndpointAnswer.REFUSED)
    return Q(outcome__in=settled) | Q(attempt=2) | Q(asked_at__gt=now - ASKED_AGAIN_AFTER)


def reading_of(story: Story, subject_hash: str) -> EndpointAnswer | None:
    """Return what the second reader said of a line, if it has read it."""
    readings = EndpointAnswer.objects.filter(
        story=story, purpose=EndpointAnswer.Purpose.READ, subject_hash=subject_hash
    )
    return readings.exclude(verdict="").last()


def offered_lines(story: Story) -> QuerySet[StoryLine]:
    """Return the lines a model has written that nobody has decided about."""
    return story.lines.filter(
        origin=Origin.MODEL,
        state__in=(StoryLine.State.CANDIDATE, StoryLine.State.HELD),
        decisions=None,
    )
