"""What waits for a person, on the first page of the admin."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from dateline.desk import selectors
from dateline.desk.permissions import (
    CHANGE_SOURCE,
    CHANGE_STORY,
    SEE_FAILURES,
    SEE_PAIRS,
    SEE_WIRE,
)
from dateline.desk.selectors import DeskState, Waiting
from dateline.desk.slots import Waits, waits_elsewhere
from dateline.intake import selectors as intake
from dateline.intake.models import NearDuplicate, Notice
from dateline.pages import clock

# The worker shows a sign of life each minute.
WORKER_IS_SILENT_AFTER = timedelta(minutes=5)
NOTICES_AT_MOST = 20


class DeskPanel(Component):
    """Counts what waits for whoever looks, by what they may see."""

    template_name = "desk/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the counts, and since when the worker has been silent if it is."""
        user = parent_context["request"].user
        beat = intake.last_heartbeat()
        is_silent = beat is None or clock.now() - beat > WORKER_IS_SILENT_AFTER
        return {
            "waits": waiting_for(user),
            "notices": notices_for(user),
            "worker_is_silent": is_silent,
            "last_beat": beat,
        }


def notices_for(user: AbstractBaseUser | AnonymousUser) -> list[Notice]:
    """Return the newest notices that nobody has seen to, for those who change stories."""
    if not user.has_perm(CHANGE_STORY):  # type: ignore[union-attr]
        return []
    return list(intake.open_notices()[:NOTICES_AT_MOST])


def waiting_for(user: AbstractBaseUser | AnonymousUser) -> list[Waits]:
    """Return what waits of all that someone may see."""
    counts = selectors.waiting_counts()
    stories = reverse("wagtailsnippets_dateline_pages_story:list")
    found = []
    if user.has_perm(CHANGE_STORY):  # type: ignore[union-attr]
        found += [
            Waits(
                counts["held"], _("stories held for the desk"), f"{stories}?state={DeskState.HELD}"
            ),
            Waits(
                counts["newer_versions"],
                _("newer versions that wait for a choice"),
                f"{stories}?state={Waiting.NEWER_VERSION}",
            ),
            Waits(
                counts["lines"],
                _("stories with a line that is held or stale"),
                f"{stories}?state={Waiting.LINES}",
            ),
        ]
    if user.has_perm(SEE_WIRE):  # type: ignore[union-attr]
        quarantine = reverse("desk:quarantine")
        found.append(Waits(counts["refused"], _("deliveries that could not be read"), quarantine))
    if user.has_perm(SEE_PAIRS):  # type: ignore[union-attr]
        undecided = f"{reverse('desk:pairs')}?decision={NearDuplicate.Decision.OPEN}"
        found.append(Waits(counts["pairs"], _("near-duplicates to decide about"), undecided))
    if user.has_perm(CHANGE_SOURCE):  # type: ignore[union-attr]
        sources = reverse("sources:index")
        quiet, failing = intake.quiet_sources().count(), intake.failing_sources().count()
        found += [
            Waits(quiet, _("sources that have gone quiet"), sources),
            Waits(failing, _("sources that cannot be fetched"), sources),
        ]
    if user.has_perm(SEE_FAILURES):  # type: ignore[union-attr]
        failed = intake.unsettled_failures().count()
        found.append(Waits(failed, _("tasks that failed"), reverse("desk:failures")))
    return found + waits_elsewhere(user)
