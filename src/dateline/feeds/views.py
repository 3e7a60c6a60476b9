"""Feeds, wire out, sitemaps, robots.txt and health: the public stories of this moment."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from dateline.core.wire import OUT_FORMATS, write_items
from dateline.discussion.selectors import commented_story, newest_rows
from dateline.feeds import documents
from dateline.feeds.wire_items import story_as_item
from dateline.intake.selectors import last_heartbeat
from dateline.pages import clock, selectors
from dateline.pages.keeping import may_be_kept
from dateline.pages.languages import speak
from dateline.pages.models import NewsSettings, SectionPage, Story, StoryLine
from dateline.pages.models.story import StoryQuerySet
from dateline.pages.views import ASK_AGAIN_AFTER_SECONDS, fresh

STORIES_IN_A_FEED = 30
COMMENTS_IN_A_FEED = 50
TOMBSTONES_FOR = timedelta(days=30)
ADDRESSES_IN_A_SITEMAP = 5_000
MOST_SITEMAPS = 50_000  # that an index may name. Source: sitemaps.org
NEWS_FOR = timedelta(days=2)
NEWS_AT_MOST = 1_000
WORKER_QUIET_AFTER = timedelta(minutes=5)


@require_safe
def rss(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Give the newest stories as RSS 2.0."""
    found = _section(section)
    head = _head(request, found, "rss")
    stories = _newest(found)
    pictures = selectors.lead_pictures(stories, clock.now())
    return _answer(documents.rss(head, stories, pictures), "application/rss+xml")


@require_safe
def atom(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Give the newest stories as Atom, with tombstones for those that were withdrawn."""
    found = _section(section)
    killed = Story.objects.filter(killed_at__gte=clock.now() - TOMBSTONES_FOR)
    if found:
        killed = killed.filter(section=found)
    killed = killed.filter(first_published_at__isnull=False).order_by("-killed_at")
    head = _head(request, found, "atom")
    stories = _newest(found)
    pictures = selectors.lead_pictures(stories, clock.now())
    return _answer(
        documents.atom(head, stories, list(killed[:STORIES_IN_A_FEED]), pictures),
        "application/atom+xml",
    )


@require_safe
def json_feed(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """Give the newest stories as JSON Feed."""
    found = _section(section)
    head = _head(request, found, "json")
    stories = _newest(found)
    pictures = selectors.lead_pictures(stories, clock.now())
    return _answer(documents.json_feed(head, stories, pictures), "application/feed+json")


@require_safe
def wire(request: HttpRequest, public_id: str, to: str) -> HttpResponse:
    """Give one story in a wire format, or its kill with 410, so that who took it takes it down."""
    now = clock.now()
    story = selectors.story_by_public_id(public_id, now)
    if story is None or not (story.is_killed or story.is_public(now)):
        return _not_now(story)
    guid = request.build_absolute_uri(f"/story/{story.public_id}/")
    item = story_as_item(
        story,
        guid=guid,
        provider=_name(selectors.current_settings(request)),
        shown=selectors.picture_rows(story, now),
        absolute=request.build_absolute_uri,
    )
    response = _answer(write_items([item], to=to, sent=now), OUT_FORMATS[to].media_type)
    response["X-Robots-Tag"] = "noindex"  # the page is what search engines should show
    response.status_code = 410 if story.is_killed else 200
    return response


def _not_now(story: Story | None) -> HttpResponse:
    if story is not None and story.paused_at and story.live:
        response = HttpResponse(status=503)
        response["Retry-After"] = str(ASK_AGAIN_AFTER_SECONDS)
        return fresh(response)
    raise Http404


@require_safe
def comments(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the newest comments of a story as Atom."""
    now = clock.now()
    story = commented_story(public_id, now)
    if story is None:
        found = selectors.story_by_public_id(public_id, now)
        return fresh(HttpResponse(status=410)) if found and found.is_killed else _not_now(found)
    speak(request)
    newsroom = selectors.current_settings(request)
    head = documents.FeedHead(
        title=f"{gettext('Reader comments')}: {story.headline}",
        description="",
        language=newsroom.language,
        path=request.path,
        home_path=reverse("discussion:comments", args=[story.public_id]),
        absolute=request.build_absolute_uri,
    )
    rows = newest_rows(story, limit=COMMENTS_IN_A_FEED)
    response = _answer(documents.comments_atom(head, story, rows), "application/atom+xml")
    response["X-Robots-Tag"] = "noindex"  # the page is what search engines should show
    return may_be_kept(response, story, now=now)


def _section(slug: str | None) -> SectionPage | None:
    if slug is None:
        return None
    section = SectionPage.objects.live().filter(slug=slug).first()
    if section is None:
        raise Http404
    return section


def _newest(section: SectionPage | None) -> list[Story]:
    stories: StoryQuerySet = selectors.public_stories(clock.now())
    if section:
        stories = stories.filter(section=section)
    summary = StoryLine.objects.shown().filter(kind=StoryLine.Kind.SUMMARY)
    return list(
        stories.prefetch_related(
            "topics", Prefetch("lines", queryset=summary, to_attr="shown_summary")
        )[:STORIES_IN_A_FEED]
    )


def _head(request: HttpRequest, section: SectionPage | None, kind: str) -> documents.FeedHead:
    speak(request)
    newsroom = selectors.current_settings(request)
    name = _name(newsroom)
    if section is None:
        path, home, title = reverse(f"feeds:{kind}"), "/", name
    else:
        path = reverse(f"feeds:section-{kind}", args=[section.slug])
        home, title = section.get_url() or "/", f"{name}: {section.title}"
    return documents.FeedHead(
        title=title,
        description=newsroom.tagline,
        language=newsroom.language,
        path=path,
        home_path=home,
        absolute=request.build_absolute_uri,
    )


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps: one for each few thousand stories, and the news sitemap."""
    stories = selectors.listed_for_search_engines(selectors.public_stories(clock.now()))
    count = stories.count()
    pages = max(1, -(-count // ADDRESSES_IN_A_SITEMAP))
    paths = [reverse("feeds:sitemap-page", args=[number]) for number in range(1, pages + 1)]
    return _answer(
        documents.sitemap_index([request.build_absolute_uri(path) for path in paths]),
        "application/xml",
    )


@require_safe
def sitemap(request: HttpRequest, number: int) -> HttpResponse:
    """List the addresses of stories, oldest first, so that a page of them stays as it is."""
    start = (number - 1) * ADDRESSES_IN_A_SITEMAP
    public = selectors.public_stories(clock.now()).order_by("published_at", "pk")
    stories = selectors.listed_for_search_engines(public)
    is_place = 0 < number < MOST_SITEMAPS
    chosen = list(stories[start : start + ADDRESSES_IN_A_SITEMAP]) if is_place else []
    if not chosen and number != 1:
        raise Http404
    absolute = request.build_absolute_uri
    addresses = [
        (absolute(story.get_absolute_url()), story.updated_at or story.published_at)
        for story in chosen
        if story.published_at
    ]
    return _answer(documents.sitemap(addresses), "application/xml")


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """List the stories of the last two days, by first publication."""
    now = clock.now()
    recent = selectors.public_stories(now).filter(published_at__gte=now - NEWS_FOR)
    stories = list(selectors.listed_for_news(recent)[:NEWS_AT_MOST])
    pictures = selectors.lead_pictures(stories, now)
    newsroom = selectors.current_settings(request)
    name = _name(newsroom)
    return _answer(
        documents.news_sitemap(name, request.build_absolute_uri, stories, pictures),
        "application/xml",
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what crawlers may fetch. Source: RFC 9309."""
    absolute: Callable[[str], str] = request.build_absolute_uri
    lines = [f"User-agent: {name}\nDisallow: /\n" for name in settings.BLOCKED_CRAWLERS]
    lines += [
        "User-agent: *\nDisallow: /admin/\nDisallow: /search/\nDisallow: /comments/\n",
        f"Sitemap: {absolute(reverse('feeds:sitemap'))}",
        f"Sitemap: {absolute(reverse('feeds:news-sitemap'))}\n",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say whether the newsroom works: 503 when pages cannot, "degraded" when only work waits."""
    checks = {"database": _database_answers(), "cache": _cache_answers(), "worker": False}
    if checks["database"]:
        beat = last_heartbeat()
        checks["worker"] = beat is not None and clock.now() - beat < WORKER_QUIET_AFTER
    works = checks["database"]
    status = "ok" if all(checks.values()) else "degraded" if works else "down"
    response = JsonResponse({"status": status, "checks": checks}, status=200 if works else 503)
    response["Cache-Control"] = "no-store"
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever is wrong, the answer is the same
        return False
    return True


def _cache_answers() -> bool:
    try:
        cache.set("health", time.time(), 5)
        return cache.get("health") is not None
    except Exception:
        return False


def _name(newsroom: NewsSettings) -> str:
    return newsroom.site.site_name if newsroom.site_id else "Dateline"


def _answer(body: bytes, content_type: str) -> HttpResponse:
    return fresh(HttpResponse(body, content_type=f"{content_type}; charset=utf-8"))
