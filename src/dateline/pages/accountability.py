"""The pages on which a newsroom answers for itself: corrections, what changed, how it checks."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dateline.pages import clock, selectors
from dateline.pages.changes import changes_between
from dateline.pages.measured import MEASURED
from dateline.pages.models import StoryLine
from dateline.pages.views import fresh, page_asked_for, story_or_answer

RECORD_IS_COUNTED_EACH_SECONDS = 300


@require_safe
def changes(request: HttpRequest, public_id: str, slug: str) -> HttpResponseBase:
    """Show what each version of a public story changed, sentence by sentence."""
    found = story_or_answer(request, public_id, slug, now=clock.now())
    if isinstance(found, HttpResponseBase):
        return found
    told = changes_between(selectors.versions_of(found))
    if not told:
        raise Http404
    return fresh(render(request, "pages/changes.html", {"story": found, "changes": told}))


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """List what was put right: notices, and withdrawn lines with what stands in their place."""
    page = page_asked_for(request, selectors.corrections_and_withdrawals(clock.now()))
    entries = [
        {"line": one}
        if isinstance(one, StoryLine)
        else {"correction": one, "withdrawn": selectors.told_once(one.withdrawn_lines.all())}
        for one in selectors.put_right(page.object_list)
    ]
    return fresh(render(request, "pages/corrections.html", {"stories": page, "entries": entries}))


@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    """Say how lines are checked, how often that goes wrong, and what it does not mean."""
    now = clock.now()
    record = cache.get_or_set(
        "record-of-lines", lambda: selectors.record_of_lines(now), RECORD_IS_COUNTED_EACH_SECONDS
    )
    context = {
        "page": selectors.current_settings(request).how_we_check,
        "measured": MEASURED,
        "record": record,
        "record_days": selectors.RECORD_COVERS.days,
    }
    return fresh(render(request, "pages/how_we_check.html", context))
