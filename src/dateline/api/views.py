"""The public API reads what the pages read, through the same door."""

import re
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Status

from dateline.api.schemas import (
    CorrectionOut,
    EvidenceOut,
    LineOut,
    PictureOut,
    Problem,
    StoriesOut,
    StoryDetailOut,
    StoryOut,
)
from dateline.core.story import Span
from dateline.core.wire.html import paragraphs_to_html
from dateline.pages import clock, selectors
from dateline.pages.models import Story, StoryLine
from dateline.pages.pictures import ShownPicture

STORIES_AT_MOST = 100
_KEY = re.compile(r"\d{1,18}")


def register(api: NinjaAPI) -> None:
    """Add the addresses to an API."""
    api.get("/stories", response={200: StoriesOut, 400: Problem}, summary="The newest stories")(
        list_stories
    )
    api.get(
        "/stories/{public_id}",
        response={200: StoryDetailOut, 404: Problem, 410: Problem, 503: Problem},
        summary="One story with its lines and their evidence",
    )(show_story)


def list_stories(
    request: HttpRequest,
    response: HttpResponse,
    cursor: str = "",
    section: str = "",
    topic: str = "",
    limit: int = 30,
) -> Status[Any]:
    """Give the public stories, newest first."""
    open_to_all(response)
    now = clock.now()
    stories = selectors.public_stories(now)
    if section:
        stories = stories.filter(section__slug=section)
    if topic:
        stories = stories.filter(topics__slug=topic)
    if cursor:
        place = _place(cursor)
        if place is None:
            return Status(
                400, Problem(title="The cursor is not one that this API gave.", status=400)
            )
        before, pk = place
        stories = stories.filter(Q(published_at__lt=before) | Q(published_at=before, pk__lt=pk))
    size = min(max(limit, 1), STORIES_AT_MOST)
    found = list(stories[: size + 1])
    last = found[size - 1] if len(found) > size else None
    pictures = selectors.lead_pictures(found[:size], now)
    return Status(
        200,
        StoriesOut(
            stories=[
                StoryOut(**_fields(request, story, pictures.get(story.pk)))
                for story in found[:size]
            ],
            next=f"{last.published_at.isoformat()}~{last.pk}"
            if last and last.published_at
            else None,
        ),
    )


def show_story(request: HttpRequest, response: HttpResponse, public_id: str) -> Status[Any]:
    """Give one story; what is withdrawn, paused or not public yet says only that."""
    open_to_all(response)
    now = clock.now()
    story = story_or_problem(public_id, now)
    if isinstance(story, Status):
        return story
    pictures = selectors.shown_pictures(story, now)
    return Status(
        200,
        StoryDetailOut(
            **_fields(request, story, pictures[0] if pictures else None),
            pictures=[_picture(request, one) for one in pictures],
            copyright=story.copyright_notice,
            dateline=story.dateline_text,
            text=story.text,
            body_html=paragraphs_to_html(story.body),
            topics=[topic.label for topic in story.topics.all()],
            lines=[_line(story, line) for line in selectors.shown_lines(story)],
            corrections=[
                CorrectionOut(kind=one.kind, notice=one.notice, made_at=one.made_at)
                for one in story.shown_corrections
            ],
        ),
    )


def story_or_problem(public_id: str, now: datetime) -> Story | Status[Any]:
    """Return a story anyone may read, or the answer that says why not."""
    story = selectors.story_by_public_id(public_id, now)
    if story is not None and story.replaced_by and not story.is_killed:
        # It tells the same, under its own id and address.
        story = selectors.story_by_public_id(story.replaced_by.public_id, now)
    if story is not None and story.is_killed:
        return Status(410, Problem(title="This story was withdrawn.", status=410))
    if story is None or not story.is_public(now):
        if story is not None and story.paused_at and story.live:
            return Status(
                503, Problem(title="This story is paused while it is checked.", status=503)
            )
        return Status(404, Problem(title="There is no such story.", status=404))
    return story


def open_to_all(response: HttpResponse) -> None:
    """Let other sites read an answer, and nobody show it without asking: a kill is seen at once."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-cache"


def _place(cursor: str) -> tuple[datetime, int] | None:
    time, _, pk = cursor.replace(" ", "+").partition("~")
    try:
        moment = datetime.fromisoformat(time)
        # The first and the last hours of the calendar are none in UTC.
        return (moment.astimezone(UTC), int(pk)) if moment.tzinfo and _KEY.fullmatch(pk) else None
    except (ValueError, OverflowError):
        return None


def _fields(request: HttpRequest, story: Story, picture: ShownPicture | None) -> dict[str, Any]:
    return {
        "id": story.public_id,
        "url": request.build_absolute_uri(story.get_absolute_url()),
        "headline": story.headline,
        "section": story.section.slug if story.section else None,
        "credit": story.credit_line,
        "byline": story.byline,
        "language": story.language,
        "published_at": story.published_at,
        "updated_at": story.updated_at,
        "picture": _picture(request, picture) if picture else None,
    }


def _picture(request: HttpRequest, picture: ShownPicture) -> PictureOut:
    return PictureOut(
        url=request.build_absolute_uri(picture.largest.url),
        width=picture.largest.width,
        height=picture.largest.height,
        caption=picture.caption,
        alt=picture.alt,
        credit=picture.credit,
        copyright=picture.copyright_notice,
    )


def _line(story: Story, line: StoryLine) -> LineOut:
    return LineOut(
        kind=line.kind,
        text=line.text,
        speaker=line.speaker or None,
        origin=line.origin,
        approved=line.state == StoryLine.State.APPROVED,
        evidence=[
            EvidenceOut(start=start, end=end, words=Span(start, end).of(story.text), source=source)
            for start, end, source in line.cited
        ],
    )
