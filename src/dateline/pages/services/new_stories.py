"""Making stories of what the wire brings for the first time."""

from collections.abc import Sequence
from datetime import datetime

from dateline.core.story import item_from_plain
from dateline.intake.models import Source, WireItem
from dateline.intake.selectors import with_pictures
from dateline.intake.services import give_notice
from dateline.pages import search
from dateline.pages.models import Story, StoryEvent
from dateline.pages.services.filling import Surroundings, fill_story
from dateline.pages.services.pictures import illustrate_from_wire
from dateline.pages.services.publishing import event_of, go_live

Act = StoryEvent.Act
Outcome = WireItem.Outcome

MAKES_A_STORY = {Outcome.PUBLISH, Outcome.HOLD, Outcome.UPDATE, Outcome.WITHHOLD}


def make_stories(rows: Sequence[WireItem], *, now: datetime) -> list[Story]:
    """Return a new story for each item, public if the item asks for that; no two of one family.

    Their lines are still to draw. To be called in a transaction.
    """
    surroundings = Surroundings.of(rows)
    stories = [_filled(row, surroundings, now=now) for row in rows]
    Story.objects.bulk_create(stories)
    events = []
    for row, story in zip(rows, stories, strict=True):
        events.append(event_of(story, Act.RECEIVED, by=None, now=now, reason=row.reason))
        if story.live:
            events.append(event_of(story, Act.PUBLISHED, by=None, now=now, reason=row.reason))
    StoryEvent.objects.bulk_create(events)
    illustrated = with_pictures(rows)
    for row, story in zip(rows, stories, strict=True):
        if row.pk in illustrated:
            illustrate_from_wire(story=story)
        if story.is_killed:
            words = "came after the agency had killed it. It stays down until a person revives it."
            give_notice(text=f"“{story.headline}” {words}", wire_item=row, now=now)
    search.index(*(story for story in stories if story.live))
    return stories


def _filled(row: WireItem, surroundings: Surroundings, *, now: datetime) -> Story:
    assert row.chain is not None  # noqa: S101 -- what makes a story was placed in a chain
    story = Story(chain=row.chain.root, live=False)
    fill_story(story, row, item_from_plain(row.item), now=now, surroundings=surroundings)
    if row.chain.is_killed:
        story.killed_at, story.kill_note = now, "The agency killed an earlier version."
    elif _publishes(row):
        go_live(story, now=now)
    return story


def _publishes(row: WireItem) -> bool:
    """Return whether a new story is public at once.

    A newer version whose first was held back or refused stands for that one.
    """
    if row.outcome == Outcome.UPDATE:
        return row.record.source.policy == Source.Policy.PUBLISH
    return row.outcome == Outcome.PUBLISH
