"""A story's page before it is public, for the desk."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.views import story_context


def preview(request: HttpRequest, story: Story) -> HttpResponse:
    """Show a draft as its page would be if it were published now."""
    story.published_at = story.published_at or clock.now()
    return render(request, "pages/story.html", story_context(request, story))
