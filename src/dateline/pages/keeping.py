"""Which answers the web server may keep, and until when.

Kept is what everybody is shown alike. That something was changed, whoever keeps it sees by itself;
what time alone changes must be said here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.http import HttpResponse

from dateline.pages.models import NewsSettings, Story


@dataclass(frozen=True, slots=True)
class Kept:
    """That an answer may be kept: whose story it shows, and until when it is right (None: ever)."""

    story_id: int
    until: datetime | None


class ForATime(Protocol):
    """What is shown for a time only."""

    @property
    def expires_at(self) -> datetime | None:
        """When that is over."""


def may_be_kept(
    response: HttpResponse,
    story: Story,
    newsroom: NewsSettings | None = None,
    *,
    now: datetime,
    beside: Iterable[ForATime] = (),
) -> HttpResponse:
    """Say that an answer about a story that is public at `now` may be kept.

    newsroom  whose settings say when comments close, where that is shown
    beside    what is shown with the story for a time only
    """
    ends = [story.expire_at, *(one.expires_at for one in beside)]
    if newsroom and newsroom.comments_close_after_days and story.published_at:
        ends.append(story.published_at + timedelta(days=newsroom.comments_close_after_days))
    until = min((end for end in ends if end and end > now), default=None)
    response.kept = Kept(story.pk, until)  # type: ignore[attr-defined]
    return response
