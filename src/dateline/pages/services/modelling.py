"""All that a language model is asked about a story, when the newsroom has set one."""

from django.conf import settings

from dateline.core import grounding
from dateline.gateways.endpoint import Endpoint
from dateline.pages import model_selectors
from dateline.pages.clock import Clock
from dateline.pages.services.asking import NotNow
from dateline.pages.services.offering import offer_lines
from dateline.pages.services.second_reading import read_lines

# Longer copy is not sent: it would cost more than lines are worth, and few models hold it.
MOST_COPY_CHARS = 40_000


def ask_about_story(*, story_id: int, endpoint: Endpoint, clock: Clock) -> bool:
    """Ask for lines and for readings of lines, as the settings say, where that is still to do.

    Return False if the endpoint must not be asked more for now. What the story has already stands
    whatever comes of this.
    """
    story = model_selectors.stories_for_the_model(clock()).filter(pk=story_id).first()
    if story is None or len(story.text) > MOST_COPY_CHARS:
        return True
    understanding = grounding.understand(story.as_item())
    try:
        if settings.MODEL_WRITES:
            offer_lines(story=story, understanding=understanding, endpoint=endpoint, clock=clock)
        if settings.MODEL_READS:
            read_lines(
                story=story,
                understanding=understanding,
                origins=settings.MODEL_READS,
                endpoint=endpoint,
                clock=clock,
            )
    except NotNow:
        return False
    return True
