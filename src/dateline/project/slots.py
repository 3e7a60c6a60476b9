"""Which room shows what inside another's pages. Only the project knows both."""

from dateline.discussion.rendering import comment_properties, comments_section
from dateline.pages import slots


def fill() -> None:
    """Fill the slots that the story page offers."""
    slots.add_section(comments_section)
    slots.add_properties(comment_properties)
