"""Finding a story's picture in what a list was given."""

from collections.abc import Mapping

from django import template

from dateline.pages.models import Story
from dateline.pages.pictures import ShownPicture

register = template.Library()


@register.filter
def picture_of(pictures: Mapping[int, ShownPicture], story: Story) -> ShownPicture | None:
    """Return the leading picture of a story, or None."""
    return pictures.get(story.pk)
