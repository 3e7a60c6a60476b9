"""What readers' surfaces may read. Stories come through `public_stories` and no other door."""

from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from wagtail.models import Site

from dateline.pages.models import NewsSettings, SectionPage, Story, StoryLine, Topic
from dateline.pages.models.story import StoryQuerySet

POLICIES = ("house_rules", "how_we_check", "corrections_policy", "privacy")


def public_stories(now: datetime) -> StoryQuerySet:
    """Return the stories anyone may read at `now`, newest first, with what a list shows of them."""
    return Story.objects.public(now).newest_first().select_related("section")


def story_by_public_id(public_id: str) -> Story | None:
    """Return a story in any state, for the view that must tell 200, 404, 410 and 503 apart."""
    stories = Story.objects.select_related("section", "views", "replaced_by").prefetch_related(
        "topics"
    )
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
