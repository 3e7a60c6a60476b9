"""The page on which anyone reads what was decided about comments, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dateline.discussion import selectors, signal_words
from dateline.pages import clock
from dateline.pages.selectors import current_settings


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Show the decisions, the newest first: no person, no comment, no word that was written."""
    page = selectors.log_page(now=clock.now(), cursor=request.GET.get("after", ""))
    entries = [
        (decision, signal_words.public_reason(decision.reason_code)) for decision in page.decisions
    ]
    context = {
        "entries": entries,
        "cursor": page.cursor,
        "newsroom": current_settings(request),
    }
    return render(request, "discussion/decisions.html", context)
