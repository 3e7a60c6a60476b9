"""Stories with their lines, and the Wagtail pages around them. Written only by services."""

from dateline.pages.models.endpoint import EndpointAnswer, EndpointDay, EndpointState
from dateline.pages.models.line import LineDecision, StoryLine
from dateline.pages.models.newsroom import FrontPage, NewsSettings, PolicyPage, SectionPage
from dateline.pages.models.picture import StoryPicture
from dateline.pages.models.story import (
    Correction,
    SeenStory,
    Story,
    StoryEvent,
    StoryViews,
    Topic,
)

__all__ = [
    "Correction",
    "EndpointAnswer",
    "EndpointDay",
    "EndpointState",
    "FrontPage",
    "LineDecision",
    "NewsSettings",
    "PolicyPage",
    "SectionPage",
    "SeenStory",
    "Story",
    "StoryEvent",
    "StoryLine",
    "StoryPicture",
    "StoryViews",
    "Topic",
]
