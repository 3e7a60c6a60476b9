"""The figures of the discussion for moderators: a chart, and the same as tables."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from dateline.discussion import signal_words
from dateline.discussion.models import ExternalPhase, ModerationSettings, OnFault
from dateline.discussion.selectors import figures
from dateline.discussion.views.room.guard import moderators_only, page_context
from dateline.pages import clock

# Of the drawing, in its own units.
BAR_WIDTH = 20
CHART_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class Bar:
    """One day as it is drawn: what is refused stands on top of the rest, if it is told."""

    x: int
    top: int
    height: int
    refused_height: int = 0


@require_safe
@moderators_only
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show volumes, waits, what was overturned, how phases fare and whether the scorer agrees."""
    now = clock.now()
    days = figures.days(now=now)
    waits = figures.waits(now=now)
    overturned, decided = figures.overturned(now=now)
    agreement = figures.scorer_agreement()
    context = {
        "days": [(day, _words_or_none(waits.by_day.get(day.day))) for day in days],
        "bars": _bars(days),
        "most": max((day.received for day in days), default=0),
        "wait_bars": _wait_bars(days, waits),
        "longest": _words_or_none(max(waits.by_day.values(), default=None)),
        "width": BAR_WIDTH * len(days),
        "height": CHART_HEIGHT,
        "bar_width": BAR_WIDTH - 4,
        "total": sum(day.received for day in days),
        "wait": _words_or_none(waits.median),
        "long_wait": _words_or_none(waits.nine_of_ten),
        "overturned": overturned,
        "decided": decided,
        "phases": _phases(ModerationSettings.for_request(request), now=now),
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
        bars.append(Bar(place * BAR_WIDTH, CHART_HEIGHT - height, height, refused))
    return bars


def _wait_bars(days: list[figures.Day], waits: figures.Waits) -> list[Bar]:
    longest = max(waits.by_day.values(), default=timedelta()) or timedelta(seconds=1)
    bars = []
    for place, day in enumerate(days):
        height = round(CHART_HEIGHT * (waits.by_day.get(day.day, timedelta()) / longest))
        bars.append(Bar(place * BAR_WIDTH, CHART_HEIGHT - height, height))
    return bars


def _phases(
    rules: ModerationSettings, *, now: datetime
) -> list[tuple[str, figures.PhaseHealth, str]]:
    """Return each phase by its name, how it fares, and what becomes of a comment it fails at.

    What the newsroom asks outside is there before it was asked for the first time.
    """
    outside = {"scores": rules.on_scorer_fault}
    if settings.AKISMET_KEY:
        outside["akismet"] = rules.on_akismet_fault
    for phase in ExternalPhase.objects.filter(is_on=True):
        outside[phase.phase] = phase.on_fault
    fares = figures.phase_health(now=now)
    known = {one.phase for one in fares}
    fares += [figures.PhaseHealth(name, 0, 0, 0) for name in outside if name not in known]
    return [
        (
            signal_words.phase_name(one.phase),
            one,
            str(OnFault(outside.get(one.phase, OnFault.HOLD)).label),
        )
        for one in fares
    ]


def _words_or_none(wait: timedelta | None) -> str:
    return "" if wait is None else _in_words(wait)


def _in_words(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
