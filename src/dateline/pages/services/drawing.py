"""Drawing lines and tags for a story of the wire: at once, or after it has been published."""

from datetime import datetime

from django.db import transaction

from dateline.core import grounding
from dateline.core.story import item_from_plain
from dateline.pages import search
from dateline.pages.models import Story
from dateline.pages.services.filling import set_topics
from dateline.pages.services.lines import draw_lines


@transaction.atomic
def draw_from_wire(*, story: Story, now: datetime) -> None:
    """Draw a story's lines, and take its tags, from the version of the wire it is told by."""
    row = story.wire_item
    if row is None:
        return draw_lines(story=story, now=now)
    item = item_from_plain(row.item)
    understanding = grounding.understand(item)
    set_topics(story, grounding.draw_tags(understanding), extra=row.tags)
    is_its_copy = item.text == story.text and understanding.filed == story.filed
    draw_lines(story=story, now=now, understanding=understanding if is_its_copy else None)
    if story.live and not story.replaced_by_id:
        search.index(story)
    return None


def draw_waiting(*, story_id: int, now: datetime) -> None:
    """Draw the lines of a story that was taken up without them; a second time changes nothing."""
    with transaction.atomic():
        story = Story.objects.select_for_update().get(pk=story_id)
        if story.lines_wait:
            draw_from_wire(story=story, now=now)
