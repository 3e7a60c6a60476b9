"""The screens that Wagtail makes from a description: stories, sources, tags."""

from dateline.desk.viewsets.lists import TopicViewSet
from dateline.desk.viewsets.sources import SourceViewSet
from dateline.desk.viewsets.stories import StoryViewSet

__all__ = ["SourceViewSet", "StoryViewSet", "TopicViewSet"]
