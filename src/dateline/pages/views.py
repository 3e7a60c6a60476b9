"""What a reader opens. Views ask selectors, and set no cookie."""

from datetime import datetime
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dateline.pages import clock, indexing, selectors, slots
from dateline.pages import search as story_search
from dateline.pages.keeping import may_be_kept
from dateline.pages.languages import own_words, speak
from dateline.pages.line_marks import mark_of
from dateline.pages.models import FrontPage, SectionPage, Story
from dateline.pages.rendering import render_story
from dateline.pages.structured_data import article_json_ld

STORIES_ON_A_PAGE = 20
STORIES_OF_A_SECTION_ON_THE_FRONT = 4
SEARCH_RESULTS_AT_MOST = 400
ASK_AGAIN_AFTER_SECONDS = 1800


@require_safe
def story(request: HttpRequest, public_id: str, slug: str) -> HttpResponseBase:
    """Show a story, or say in one line why it cannot be read."""
    now = clock.now()
    found = story_or_answer(request, public_id, slug, now=now)
    if isinstance(found, HttpResponseBase):
        return found
    context = story_context(request, found)
    response = fresh(render(request, "pages/story.html", context))
    return may_be_kept(response, found, context["newsroom"], now=now, beside=context["pictures"])


def story_or_answer(
    request: HttpRequest, public_id: str, slug: str, *, now: datetime
) -> Story | HttpResponseBase:
    """Return a story that may be read under this address, or the answer that says why not."""
    found = selectors.story_by_public_id(public_id, now)
    if found is None:
        raise Http404
    if found.is_killed:
        return fresh(render(request, "pages/gone.html", status=410))
    if found.replaced_by:
        return _instead(request, found.replaced_by, now)
    if not found.is_public(now):
        return _not_now(request, found)
    return found if slug == found.slug else redirect(found, permanent=True)


def _instead(request: HttpRequest, kept: Story, now: datetime) -> HttpResponse:
    """Answer for a story that another one stands for: lead there if it may be read."""
    if kept.is_killed:
        return fresh(render(request, "pages/gone.html", status=410))
    return fresh(redirect(kept)) if kept.is_public(now) else _not_now(request, kept)


def _not_now(request: HttpRequest, found: Story) -> HttpResponse:
    """Answer for a story that is not public: paused after it was, or not public yet."""
    if found.paused_at and found.live:
        response = render(request, "pages/paused.html", status=503)
        response["Retry-After"] = str(ASK_AGAIN_AFTER_SECONDS)
        return fresh(response)
    raise Http404


def story_context(request: HttpRequest, found: Story) -> dict[str, Any]:
    """Return what the story's template shows; the desk's preview uses it too."""
    newsroom = selectors.current_settings(request)
    lines = selectors.shown_lines(found)
    corrections = found.shown_corrections if found.updated_at else []
    rendered = render_story(found, lines)
    is_preview = getattr(request, "is_preview", False)
    pictures = (selectors.previewed_pictures if is_preview else selectors.shown_pictures)(
        found, clock.now()
    )
    topics = selectors.shown_topics(found)
    own_url = request.build_absolute_uri(found.get_absolute_url())
    return {
        "story": found,
        "rendered": rendered,
        "summary_mark": mark_of(rendered.summary),
        "key_points_mark": mark_of(rendered.key_points),
        "corrections": corrections,
        "withdrawn": (
            selectors.withdrawn_lines(found) if getattr(found, "has_withdrawn_lines", False) else []
        ),
        "has_changed": getattr(found, "has_changed", False),
        "topics": topics,
        "views": found.views.count if hasattr(found, "views") else 0,
        "newsroom": newsroom,
        "own_words": own_words(found, newsroom),
        "description": rendered.summary[0].line.text if rendered.summary else found.subheadline,
        "pictures": pictures,
        "picture_rights": list(
            dict.fromkeys(one.copyright_notice for one in pictures if one.copyright_notice)
        ),
        "own_url": own_url,
        "indexing": indexing.rule_of(found, own_url=own_url),
        "credit_url": indexing.credit_url_of(found),
        "json_ld": article_json_ld(
            request, found, newsroom, rendered, corrections, pictures, topics
        ),
        "sections_below": slots.sections_below(request, found),
    }


@require_safe
def front(request: HttpRequest, page: FrontPage) -> HttpResponse:
    """Show the newest story with its summary, then the newest of each section."""
    now = clock.now()
    newest = list(selectors.public_stories(now)[:STORIES_ON_A_PAGE])
    lead = newest[0] if newest else None
    sections = []
    for section_page in selectors.menu_sections(request):
        stories = selectors.public_stories(now).filter(section=section_page)
        if lead is not None:
            stories = stories.exclude(pk=lead.pk)
        if listed := list(stories[:STORIES_OF_A_SECTION_ON_THE_FRONT]):
            sections.append((section_page, listed))
    context = {
        "page": page,
        "lead": lead,
        "latest": newest[1:7],
        "sections": sections,
        "summaries": selectors.summaries_of(newest),
        "pictures": selectors.lead_pictures(
            [*newest[:1], *(listed[0] for _, listed in sections)], now
        ),
    }
    return fresh(render(request, "pages/front.html", context))


@require_safe
def section(request: HttpRequest, page: SectionPage) -> HttpResponse:
    """Show the stories of a section, newest first."""
    stories = selectors.public_stories(clock.now()).filter(section=page)
    return _list(request, "pages/section.html", stories, title=page.title, section=page)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories under a tag, newest first."""
    found = selectors.topic_by_slug(slug)
    if found is None:
        raise Http404
    stories = selectors.public_stories(clock.now()).filter(topics=found)
    if not stories.exists():
        raise Http404  # a tag may itself be a word of a story that is not public
    return _list(request, "pages/topic.html", stories, title=found.label)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the stories that match a reader's words, best first."""
    query = request.GET.get("q", "").strip()[:200]
    ids = story_search.find(query, limit=SEARCH_RESULTS_AT_MOST) if query else []
    found = {s.pk: s for s in selectors.public_stories(clock.now()).filter(pk__in=ids)}
    ranked = [found[pk] for pk in ids if pk in found]
    return _list(request, "pages/search.html", ranked, title=query, query=query)


def page_asked_for(request: HttpRequest, rows: Any) -> Page[Any]:
    """Return the page of a list that an address names.

    Raises:
        Http404: the list has no such page.
    """
    number = request.GET.get("page", "1")
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    try:
        return Paginator(rows, STORIES_ON_A_PAGE).page(int(number))
    except EmptyPage:
        raise Http404 from None


def _list(
    request: HttpRequest, template: str, stories: Any, *, title: str, **more: Any
) -> HttpResponse:
    page = page_asked_for(request, stories)
    listed = list(page.object_list)
    context = {
        "title": title,
        "stories": page,
        "summaries": selectors.summaries_of(listed),
        "pictures": selectors.lead_pictures(listed, clock.now()),
        **more,
    }
    return fresh(render(request, template, context))


def fresh(response: HttpResponse) -> HttpResponse:
    """Let everybody keep a page, and nobody show it without asking: a kill is seen at once."""
    response["Cache-Control"] = "no-cache"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is nothing at an address."""
    speak(request)  # where no view was found, nothing has chosen the language
    return render(request, "pages/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong, without asking the database for anything."""
    return render(request, "pages/server_error.html", status=500)
