"""What readers' surfaces may read. Stories come through `public_stories` and no other door."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.http import HttpRequest
from wagtail.models import Site

from dateline.core.story import Origin
from dateline.intake.models import Source
from dateline.media.models import NewsImage
from dateline.pages import pictures
from dateline.pages.json_rows import json_rows
from dateline.pages.models import (
    EndpointAnswer,
    LineDecision,
    NewsSettings,
    SectionPage,
    Story,
    StoryEvent,
    StoryLine,
    StoryPicture,
    Topic,
)
from dateline.pages.models.story import StoryQuerySet
from dateline.pages.pictures import ShownPicture

# A model is asked about what is news; switching one on does not send the archive to it.
ASKED_ABOUT_FOR = timedelta(days=1)
# What went wrong is tried once more, after the worst of a short trouble.
ASKED_AGAIN_AFTER = timedelta(minutes=5)
POLICIES = ("house_rules", "how_we_check", "corrections_policy", "privacy")


def public_stories(now: datetime) -> StoryQuerySet:
    """Return the stories anyone may read at `now`, newest first, with what a list shows of them."""
    return Story.objects.public(now).newest_first().select_related("section")


def listed_for_search_engines(stories: StoryQuerySet) -> StoryQuerySet:
    """Return those whose contract lets a sitemap name our page as the one to find."""
    return stories.exclude(
        chain__source__indexing__in=(Source.Indexing.NOINDEX, Source.Indexing.AGENCY_CANONICAL)
    )


def listed_for_news(stories: StoryQuerySet) -> StoryQuerySet:
    """Return those whose contract lets the news sitemap list them."""
    return listed_for_search_engines(stories).exclude(
        chain__source__indexing=Source.Indexing.NEWS_NOINDEX
    )


def story_by_public_id(public_id: str, now: datetime) -> Story | None:
    """Return a story in any state, for the view that must tell 200, 404, 410 and 503 apart.

    The rows of its pictures come along in the same query, for `shown_pictures`.
    """
    pictures = json_rows(
        StoryPicture.objects.shown(now).filter(story=OuterRef("pk")).order_by(),
        group_by="story",
        fields={
            "place": "position",
            "row": "pk",
            "caption": "caption",
            "alt_text": "alt_text",
            "picture": "picture",
            "sizes": "picture__sizes",
            "credit_line": "picture__credit_line",
            "copyright_notice": "picture__copyright_notice",
        },
    )
    stories = Story.objects.select_related("section", "views", "replaced_by", "chain__source")
    stories = stories.prefetch_related("topics").annotate(picture_rows=pictures)
    return stories.filter(public_id=public_id).first()


def public_story_id(public_id: str, now: datetime) -> int | None:
    """Return the row of a story anyone may read at `now`, or None."""
    return (
        Story.objects.public(now).filter(public_id=public_id).values_list("pk", flat=True).first()
    )


def menu_sections() -> QuerySet[SectionPage]:
    """Return the sections of the menu, in the order the newsroom gave them."""
    return SectionPage.objects.live().in_menu().order_by("path")


def shown_lines(story: Story) -> list[StoryLine]:
    """Return the lines that may stand on the story's page, in page order, in one query.

    Of a draft whose text is not the one in the database, as a preview shows it, there are none.
    """
    lines = story.lines.shown().filter(text_hash=story.text_hash)
    return list(lines.select_related("approved_by"))


def withdrawn_lines(story: Story) -> list[StoryLine]:
    """Return the lines that were public and wrong, for the list of corrections."""
    return list(story.lines.filter(state=StoryLine.State.WITHDRAWN))


def shown_pictures(story: Story, now: datetime) -> list[ShownPicture]:
    """Return the pictures that may stand on a story's page at `now`, the leading one first.

    A story of `story_by_public_id` has brought them along.
    """
    if hasattr(story, "picture_rows"):
        rows = sorted(story.picture_rows or [], key=lambda row: (row["place"], row["row"]))
        return [pictures.shown(_picture_from_json(row)) for row in rows]
    return [pictures.shown(row) for row in _picture_rows(story, now)]


def previewed_pictures(story: Story, now: datetime) -> list[ShownPicture]:
    """Return the pictures as the desk sees them before the story may be read."""
    address = pictures.desk_address
    return [pictures.shown(row, address=address) for row in _picture_rows(story, now)]


def _picture_rows(story: Story, now: datetime) -> QuerySet[StoryPicture]:
    return story.pictures.shown(now).select_related("picture")


def _picture_from_json(row: dict[str, Any]) -> StoryPicture:
    # SQLite gives a list inside its JSON as text, PostgreSQL as a list.
    sizes = json.loads(row["sizes"]) if isinstance(row["sizes"], str) else row["sizes"]
    picture = NewsImage(
        pk=row["picture"],
        collection_id=None,  # else Wagtail asks the database for a default
        sizes=sizes,
        credit_line=row["credit_line"],
        copyright_notice=row["copyright_notice"],
    )
    return StoryPicture(picture=picture, caption=row["caption"], alt_text=row["alt_text"])


def lead_pictures(stories: Iterable[Story], now: datetime) -> dict[int, ShownPicture]:
    """Return the leading picture of each story that has one, for lists and feeds, in one query."""
    rows = StoryPicture.objects.shown(now).filter(story__in=[story.pk for story in stories])
    found: dict[int, ShownPicture] = {}
    for row in rows.select_related("picture"):
        if row.story_id not in found:
            found[row.story_id] = pictures.shown(row)
    return found


def picture_for_readers(pk: int, now: datetime) -> tuple[NewsImage, bool] | None:
    """Return a picture in any state, and whether a story that may be read shows it."""
    uses = StoryPicture.objects.filter(
        picture=OuterRef("pk"), removed_at=None, story__in=Story.objects.public(now)
    )
    found = NewsImage.objects.annotate(is_shown_somewhere=Exists(uses)).filter(pk=pk).first()
    return (found, found.is_shown_somewhere) if found else None


def stories_without_lines() -> QuerySet[Story]:
    """Return the stories of the wire whose lines are still to draw, the oldest first."""
    return Story.objects.filter(
        lines_wait=True, killed_at=None, chain__isnull=False, edited_by_hand_at=None
    ).order_by("pk")


def topic_by_slug(slug: str) -> Topic | None:
    """Return a tag."""
    return Topic.objects.filter(slug=slug).first()


def summaries_of(stories: list[Story]) -> dict[int, str]:
    """Return the first proved summary sentence of each story, for lists, in one query."""
    lines = StoryLine.objects.shown().filter(
        story__in=[story.pk for story in stories], kind=StoryLine.Kind.SUMMARY
    )
    found: dict[int, str] = {}
    for line in lines.order_by("story_id", "position", "pk"):
        found.setdefault(line.story_id, line.text)
    return found


def current_settings(request: HttpRequest) -> NewsSettings:
    """Return the settings of the site a request asks for, with its policy pages.

    Asked once a request, in one query.
    """
    if not hasattr(request, "_newsroom"):
        request._newsroom = _settings_for(request)  # type: ignore[attr-defined]
    found: NewsSettings = request._newsroom  # type: ignore[attr-defined]
    return found


def _settings_for(request: HttpRequest) -> NewsSettings:
    host, _, port = request.get_host().partition(":")
    fits = Case(
        When(site__hostname=host, site__port=int(port or 80), then=Value(2)),
        When(site__hostname=host, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    chosen = (
        NewsSettings.objects.select_related("site", *POLICIES)
        .order_by(fits.desc(), "-site__is_default_site")
        .first()
    )
    if chosen is None:
        site = Site.find_for_request(request)
        return NewsSettings.for_site(site) if site else NewsSettings()
    # Where Wagtail keeps the site of a request: it need not ask for what came along.
    request._wagtail_site = chosen.site  # type: ignore[attr-defined]
    return chosen


def stories_for_the_model(now: datetime) -> QuerySet[Story]:
    """Return the stories whose copy may go to a language model at `now`: those of the last day.

    Nothing under an embargo, paused, replaced, expired or killed, and nothing whose own lines are
    still to draw.
    """
    since = now - ASKED_ABOUT_FOR
    happened = StoryEvent.objects.filter(story=OuterRef("pk"), at__gte=since)
    decided = LineDecision.objects.filter(line__story=OuterRef("pk"), at__gte=since)
    return Story.objects.filter(
        Q(embargoed_until=None) | Q(embargoed_until__lte=now),
        Q(expire_at=None) | Q(expire_at__gt=now),
        Exists(happened) | Exists(decided),
        killed_at=None,
        paused_at=None,
        replaced_by=None,
        is_embargoed_indefinitely=False,
        lines_wait=False,
    )


def stories_to_ask_about(now: datetime, *, writes: bool, reads: Collection[str]) -> QuerySet[Story]:
    """Return the stories about which the model is still to be asked, the newest first.

    writes  whether it is asked for lines
    reads   the origins of the lines it is asked to read
    """
    asked = EndpointAnswer.objects.filter(
        _is_done_with(now),
        story=OuterRef("pk"),
        purpose=EndpointAnswer.Purpose.WRITE,
        subject_hash=OuterRef("text_hash"),
    )
    unread = Exists(lines_to_read(reads, now=now).filter(story=OuterRef("pk")))
    wanted = unread | ~Exists(asked) if writes else unread
    return stories_for_the_model(now).filter(wanted).order_by("-pk")


def lines_to_read(origins: Collection[str], *, now: datetime) -> QuerySet[StoryLine]:
    """Return the lines by some origins that the second reader has not read as they stand now.

    What a person has overruled is not read: its reason stands already.
    """
    is_unread = Q(reading=None) | ~Q(reading__text_hash=F("text_hash"))
    is_tried_again = Q(
        reading__attempt=1, reading__verdict="", reading__asked_at__lte=now - ASKED_AGAIN_AFTER
    )
    return StoryLine.objects.filter(
        is_unread | is_tried_again,
        origin__in=origins,
        state__in=(*StoryLine.CARRIED, StoryLine.State.HELD),
        text_hash=F("story__text_hash"),
        override_reason="",
    ).select_related("story")


def next_attempt(
    story: Story, purpose: EndpointAnswer.Purpose, subject_hash: str, *, now: datetime
) -> int:
    """Return which attempt at something would be the next: 1, 2, or 3 when no more is due."""
    asked = EndpointAnswer.objects.filter(story=story, purpose=purpose, subject_hash=subject_hash)
    if asked.filter(_is_done_with(now)).exists():
        return 3
    return asked.count() + 1


def _is_done_with(now: datetime) -> Q:
    """Return which requests leave nothing to ask: answered, refused, tried twice, or just made."""
    settled = (EndpointAnswer.ANSWERED, EndpointAnswer.REFUSED)
    return Q(outcome__in=settled) | Q(attempt=2) | Q(asked_at__gt=now - ASKED_AGAIN_AFTER)


def reading_of(story: Story, subject_hash: str) -> EndpointAnswer | None:
    """Return what the second reader said of a line, if it has read it."""
    readings = EndpointAnswer.objects.filter(
        story=story, purpose=EndpointAnswer.Purpose.READ, subject_hash=subject_hash
    )
    return readings.exclude(verdict="").last()


def offered_lines(story: Story) -> QuerySet[StoryLine]:
    """Return the lines a model has written that nobody has decided about."""
    return story.lines.filter(
        origin=Origin.MODEL,
        state__in=(StoryLine.State.CANDIDATE, StoryLine.State.HELD),
        decisions=None,
    )
