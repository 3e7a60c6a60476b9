"""The phases: each asks one question about a comment and answers with a finding."""

from dateline.core.moderation.phases.author import (
    AuthorHistory,
    MailDomain,
    NewCommenter,
    PreModeration,
    Standing,
)
from dateline.core.moderation.phases.form import Length, Links, Open
from dateline.core.moderation.phases.pace import Pace, RepeatedText, SameShape
from dateline.core.moderation.phases.scores import OffTopic, Scores, ScoresMissing
from dateline.core.moderation.phases.words import ListedWords

__all__ = [
    "AuthorHistory",
    "Length",
    "Links",
    "ListedWords",
    "MailDomain",
    "NewCommenter",
    "OffTopic",
    "Open",
    "Pace",
    "PreModeration",
    "RepeatedText",
    "SameShape",
    "Scores",
    "ScoresMissing",
    "Standing",
]
