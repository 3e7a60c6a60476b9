"""What readers' surfaces may read. Stories come through `public_stories` and no other door."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.query import PageQuerySet

from dateline.intake.models import Source
from dateline.media.models import NewsImage
from dateline.pages import pictures, slots
from dateline.pages.json_rows import json_rows
from dateline.pages.models import (
    Correction,
    LineDecision,
    NewsSettings,
    SectionPage,
    Story,
    StoryLine,
    StoryPicture,
    StoryVersion,
    Topic,
)
from dateline.pages.models.story import StoryQuerySet
from dateline.pages.pictures import ShownPicture
from dateline.pages.prepared import KeptQuery, PreparedQuery, Slot, moment_in_utc

# What a link to a page takes of it.
SHOWN_OF_A_PAGE = ("title", "slug", "url_path")
POLICIES = ("house_rules", "how_we_check", "corrections_policy", "privacy")
# One line of a summary or of key points is none.
FEWEST_IN_BOX = 2
RECORD_COVERS = timedelta(days=30)


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
    return next(iter(_story_with_its_rows(public_id=public_id, now=now)), None)


def _story_query() -> QuerySet[Story]:
    now: Any = Slot("now", DateTimeField())
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
            "expires_at": "picture__expires_at",
        },
    )
    topics = json_rows(
        Story.topics.through.objects.filter(story=OuterRef("pk")).order_by(),
        group_by="story",
        fields={"label": "topic__label", "slug": "topic__slug"},
    )
    beside = slots.columns_beside()
    rows_beside = {column.rpartition("__")[0] for column in beside}
    stories = Story.objects.select_related("section", "views", "chain__source", *rows_beside).only(
        *_columns_of(Story),
        *beside,
        "section__title",
        "section__url_path",
        "section__comments",
        "views__count",
        "chain__source__indexing",
        "chain__source__home_url",
    )
    withdrawn = StoryLine.objects.filter(story=OuterRef("pk"), state=StoryLine.State.WITHDRAWN)
    return stories.annotate(
        picture_rows=pictures,
        topic_rows=topics,
        has_withdrawn_lines=Exists(withdrawn),
        has_changed=Exists(StoryVersion.objects.filter(story=OuterRef("pk"), number__gt=1)),
    ).filter(public_id=Slot("public_id", CharField()))


_story_with_its_rows = PreparedQuery(_story_query)


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
    return standing_on_page(lines.select_related("approved_by"))


def standing_on_page(lines: Iterable[StoryLine]) -> list[StoryLine]:
    """Return those of a story's shown lines that stand, in the order they came.

    A summary or list of key points of which fewer than two lines are left is hidden whole.
    """
    shown = list(lines)
    counts = Counter(line.kind for line in shown)
    boxes = (StoryLine.Kind.SUMMARY, StoryLine.Kind.KEY_POINT)
    return [line for line in shown if line.kind not in boxes or counts[line.kind] >= FEWEST_IN_BOX]


def withdrawn_lines(story: Story) -> list[StoryLine]:
    """Return the lines that were public and wrong, the newest first."""
    withdrawn = story.lines.filter(state=StoryLine.State.WITHDRAWN)
    return told_once(withdrawn.order_by("-withdrawn_at", "pk"))


def told_once(lines: Iterable[StoryLine]) -> list[StoryLine]:
    """Return withdrawn lines, each wording once: summary and key points may have shared it."""
    return list({(line.text, line.new_text): line for line in lines}.values())


def corrections_and_withdrawals(now: datetime) -> QuerySet[Correction, Any]:
    """Return what was put right in stories that may be read, the newest first.

    Rows of `pk`, `at` and `is_line`: a correction, or a line withdrawn without one.
    """
    public = Story.objects.public(now)
    notices = (
        Correction.objects.filter(story__in=public)
        .order_by()
        .values("pk", at=F("made_at"), is_line=Value(False))
    )
    lines = (
        StoryLine.objects.filter(story__in=public, state=StoryLine.State.WITHDRAWN, correction=None)
        .order_by()
        .values("pk", at=F("withdrawn_at"), is_line=Value(True))
    )
    return notices.union(lines, all=True).order_by("-at", "-pk")


def put_right(rows: Iterable[Any]) -> list[Correction | StoryLine]:
    """Return the corrections and lines that rows of `corrections_and_withdrawals` name."""
    rows = list(rows)
    withdrawn = StoryLine.objects.filter(state=StoryLine.State.WITHDRAWN)
    notices = (
        Correction.objects.filter(pk__in=[row["pk"] for row in rows if not row["is_line"]])
        .select_related("story__section")
        .prefetch_related(Prefetch("withdrawn_lines", queryset=withdrawn))
        .in_bulk()
    )
    lines = (
        StoryLine.objects.filter(pk__in=[row["pk"] for row in rows if row["is_line"]])
        .select_related("story__section")
        .in_bulk()
    )
    return [(lines if row["is_line"] else notices)[row["pk"]] for row in rows]


def versions_of(story: Story) -> list[tuple[StoryVersion, bool]]:
    """Return the texts readers have had, the oldest first, each with whether it may be repeated.

    Where the old wording of a correction is withheld, so is every text before the one that
    stands: what was wrong may be in any of them.
    """
    versions = list(story.versions.all())
    withheld = story.corrections.filter(is_old_wording_withheld=True).order_by("-made_at").first()
    if withheld is None:
        return [(version, True) for version in versions]
    return [
        (version, version is versions[-1] or version.public_from > withheld.made_at)
        for version in versions
    ]


def record_of_lines(now: datetime) -> dict[str, int]:
    """Return what became of the lines of the last days, in numbers, for readers."""
    since = now - RECORD_COVERS
    recent = StoryLine.objects.filter(drawn_at__gte=since)
    decided = LineDecision.objects.filter(at__gte=since)
    state = StoryLine.State
    found = recent.aggregate(
        shown=Count("pk", filter=Q(state__in=(state.PROVED, state.APPROVED))),
        approved=Count("pk", filter=Q(state=state.APPROVED)),
        overruled=Count("pk", filter=Q(state=state.APPROVED) & ~Q(override_reason="")),
    )
    return found | decided.aggregate(
        stale=Count("pk", filter=Q(act=LineDecision.Act.STALE)),
        withdrawn=Count("pk", filter=Q(act=LineDecision.Act.WITHDRAWN)),
    )


def shown_pictures(story: Story, now: datetime) -> list[ShownPicture]:
    """Return the pictures that may stand on a story's page at `now`, the leading one first.

    A story of `story_by_public_id` has brought them along.
    """
    if hasattr(story, "picture_rows"):
        rows = sorted(story.picture_rows or [], key=lambda row: (row["place"], row["row"]))
        return [pictures.shown(_picture_from_json(row)) for row in rows]
    return [pictures.shown(row) for row in _picture_rows(story, now)]


def picture_rows(story: Story, now: datetime) -> list[StoryPicture]:
    """Return the same pictures with their rights, for who receives the story and shows it again."""
    return list(_picture_rows(story, now))


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
        expires_at=moment_in_utc(row["expires_at"]),
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
    found: dict[int, list[StoryLine]] = {}
    for line in lines.order_by("story_id", "position", "pk"):
        found.setdefault(line.story_id, []).append(line)
    standing = {pk: standing_on_page(of_story) for pk, of_story in found.items()}
    return {pk: of_story[0].text for pk, of_story in standing.items() if of_story}


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

    chosen = max(_every_settings(), key=fit, default=None)
    if chosen is None:
        site = Site.find_for_request(request)
        return NewsSettings.for_site(site) if site else NewsSettings()
    # Where Wagtail keeps the site of a request: it need not ask for what came along.
    request._wagtail_site = chosen.site  # type: ignore[attr-defined]
    return chosen


def _settings_query() -> QuerySet[NewsSettings]:
    every = NewsSettings.objects.select_related("site", *POLICIES).only(
        *_columns_of(NewsSettings),
        *(f"site__{name}" for name in _columns_of(Site)),
        *(f"{policy}__{name}" for policy in POLICIES for name in SHOWN_OF_A_PAGE),
    )
    return every.annotate(menu_rows=_menu())


_every_settings = KeptQuery(_settings_query)
