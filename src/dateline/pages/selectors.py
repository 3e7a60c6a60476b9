"""What readers' surfaces may read. Stories come through `public_stories` and no other door."""

import json
from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.query import PageQuerySet

from dateline.intake.models import Source
from dateline.media.models import NewsImage
from dateline.pages import pictures
from dateline.pages.json_rows import json_rows
from dateline.pages.models import (
    NewsSettings,
    SectionPage,
    Story,
    StoryLine,
    StoryPicture,
    Topic,
)
from dateline.pages.models.story import StoryQuerySet
from dateline.pages.pictures import ShownPicture

# What a link to a page takes of it.
SHOWN_OF_A_PAGE = ("title", "slug", "url_path")
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

    The rows of its pictures and tags come along in the same query, for `shown_pictures` and
    `shown_topics`.
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
    topics = json_rows(
        Story.topics.through.objects.filter(story=OuterRef("pk")).order_by(),
        group_by="story",
        fields={"label": "topic__label", "slug": "topic__slug"},
    )
    stories = Story.objects.select_related("section", "views", "chain__source").only(
        *_columns_of(Story),
        "section__title",
        "section__url_path",
        "views__count",
        "chain__source__indexing",
        "chain__source__home_url",
    )
    found = stories.annotate(picture_rows=pictures, topic_rows=topics).filter(public_id=public_id)
    return next(iter(found), None)


def _columns_of(model: type[Model]) -> list[str]:
    """Return all a row has of its own, for a query that takes little of what it is joined with."""
    return [field.attname for field in model._meta.concrete_fields]


def shown_topics(story: Story) -> list[Topic]:
    """Return the tags of a story by name; one of `story_by_public_id` has brought them along.

    A draft's are its own, not those in the database.
    """
    if not hasattr(story, "topic_rows"):
        return list(story.topics.all())
    rows = sorted(story.topic_rows or [], key=itemgetter("label"))
    return [Topic(label=row["label"], slug=row["slug"]) for row in rows]


def public_story_id(public_id: str, now: datetime) -> int | None:
    """Return the row of a story anyone may read at `now`, or None."""
    return (
        Story.objects.public(now).filter(public_id=public_id).values_list("pk", flat=True).first()
    )


def menu_sections(request: HttpRequest) -> list[SectionPage]:
    """Return the sections of the menu, in the order the newsroom gave them.

    They come with the settings, in one query.
    """
    settings = current_settings(request)
    if not hasattr(settings, "menu_rows"):
        return list(_in_menu().order_by("path"))
    rows = sorted(settings.menu_rows or [], key=itemgetter("path"))
    return [SectionPage(**row) for row in rows]


def _in_menu() -> PageQuerySet[SectionPage]:
    return SectionPage.objects.live().in_menu()


def _menu() -> Subquery:
    columns = ("pk", "path", *SHOWN_OF_A_PAGE)
    fields = {name: name for name in columns}
    return json_rows(_in_menu().order_by(), group_by="show_in_menus", fields=fields)


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
    address = (host, int(port or 80))

    def fit(settings: NewsSettings) -> tuple[bool, bool, bool]:
        site = settings.site
        return (
            (site.hostname, site.port) == address,
            site.hostname == host,
            site.is_default_site,
        )

    every = NewsSettings.objects.select_related("site", *POLICIES).only(
        *_columns_of(NewsSettings),
        *(f"site__{name}" for name in _columns_of(Site)),
        *(f"{policy}__{name}" for policy in POLICIES for name in SHOWN_OF_A_PAGE),
    )
    chosen = max(every.annotate(menu_rows=_menu()), key=fit, default=None)
    if chosen is None:
        site = Site.find_for_request(request)
        return NewsSettings.for_site(site) if site else NewsSettings()
    # Where Wagtail keeps the site of a request: it need not ask for what came along.
    request._wagtail_site = chosen.site  # type: ignore[attr-defined]
    return chosen
