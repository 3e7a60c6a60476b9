"""What the discussion shows inside a story page."""

from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from dateline.pages.models import Story


def comments_section(request: HttpRequest, story: Story) -> SafeString:
    """Return the comments under a story."""
    return SafeString("")


def comment_properties(story: Story) -> dict[str, Any]:
    """Return the comments for the story's structured data."""
    return {}
