"""The figures of the discussion for moderators: a chart, and the same as tables."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dateline.discussion import signal_words
from dateline.discussion.selectors import figures
from dateline.discussion.views.room.guard import moderators_only, page_context
from dateline.pages import clock

# Of the drawing, in its own units.
BAR_WIDTH = 20
CHART_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One day as it is drawn: what is refused stands on top of the rest."""

    x: int
    top: int
    height: int
    refused_height: int
    day: figures.Day


@require_safe
@moderators_only
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show volumes, waits, what was overturned, how phases fare and whether the scorer agrees."""
    now = clock.now()
    days = figures.days(now=now)
    wait = figures.median_wait(now=now)
    overturned, decided = figures.overturned(now=now)
    agreement = figures.scorer_agreement()
    context = {
        "days": days,
        "bars": _bars(days),
        "width": BAR_WIDTH * len(days),
        "height": CHART_HEIGHT,
        "bar_width": BAR_WIDTH - 4,
        "total": sum(day.received for day in days),
        "wait": _in_words(wait) if wait is not None else "",
        "overturned": overturned,
        "decided": decided,
        "phases": [
            (signal_words.phase_name(one.phase), one) for one in figures.phase_health(now=now)
        ],
        "agreement": agreement,
        "agreement_percent": None if agreement.share is None else round(100 * agreement.share),
    }
    return render(request, "discussion/dashboard.html", context | page_context(_("Figures")))


def _bars(days: list[figures.Day]) -> list[Bar]:
    most = max((day.received for day in days), default=0) or 1
    bars = []
    for place, day in enumerate(days):
        height = round(CHART_HEIGHT * day.received / most)
        refused = round(CHART_HEIGHT * day.refused / most)
        bars.append(Bar(place * BAR_WIDTH, CHART_HEIGHT - height, height, refused, day))
    return bars


def _in_words(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
