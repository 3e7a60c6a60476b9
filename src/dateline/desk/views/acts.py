"""Publishing, pausing, correcting, killing: each act on a story is a POST with its own right."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from dateline.accounts.models import User
from dateline.desk.forms import CorrectionForm, KillForm, ReasonForm
from dateline.desk.permissions import KILL_STORY, PUBLISH_STORY
from dateline.desk.services import publish_at_once
from dateline.desk.views.screens import StoryScreen, who_asks
from dateline.pages import clock, services
from dateline.pages.models import Correction, Story


@permission_required(PUBLISH_STORY)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish what the desk saved last."""
    story = get_object_or_404(Story, pk=pk)
    try:
        publish_at_once(story=story, by=who_asks(request), now=clock.now())
    except services.StoryIsKilled as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, translate("The story is published."))
    return redirect("desk:story", pk)


def act_with_reason(
    *, right: str, done: Promise
) -> Callable[[Callable[[Story, User, str], None]], Callable[..., HttpResponse]]:
    """Make a view of an act on a story that needs a reason and goes into the decision log."""

    def make(act: Callable[[Story, User, str], None]) -> Callable[..., HttpResponse]:
        @permission_required(right)
        @require_POST
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            story = get_object_or_404(Story, pk=pk)
            form = ReasonForm(request.POST)
            if not form.is_valid():
                messages.error(request, translate("Nothing was done: an act needs a reason."))
                return redirect("desk:story", pk)
            try:
                act(story, who_asks(request), form.cleaned_data["reason"])
            except services.StoryIsKilled as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, str(done))
            return redirect("desk:story", pk)

        return view

    return make


@act_with_reason(right=PUBLISH_STORY, done=_("The story is paused: its page says so."))
def pause(story: Story, by: User, reason: str) -> None:
    """Take a story off the page while it is checked."""
    services.pause_story(story=story, by=by, now=clock.now(), reason=reason)


@act_with_reason(right=PUBLISH_STORY, done=_("The story is released."))
def release(story: Story, by: User, reason: str) -> None:
    """End a pause or an embargo."""
    services.release_story(story=story, by=by, now=clock.now(), reason=reason)


@act_with_reason(right=KILL_STORY, done=_("The story is a draft of the desk again."))
def revive(story: Story, by: User, reason: str) -> None:
    """Undo a kill."""
    services.revive_story(story=story, by=by, now=clock.now(), reason=reason)


class KillView(StoryScreen):
    """Says what a kill will do, and does it when a reason is given."""

    right = KILL_STORY
    template_name = "desk/kill.html"
    page_title = _("Kill")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or KillForm()}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Kill the story."""
        form = KillForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return render(request, self.template_name, context, status=422)
        services.kill_story(
            story=self.story,
            by=who_asks(request),
            now=clock.now(),
            note=form.cleaned_data["reason"],
        )
        messages.success(request, translate("The story is killed. Its page answers 410."))
        return redirect("desk:story", pk)


class CorrectView(StoryScreen):
    """Writes a correction notice."""

    right = PUBLISH_STORY
    template_name = "desk/correct.html"
    page_title = _("Correct")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        return super().get_context_data(**kwargs) | {"form": kwargs.get("form") or CorrectionForm()}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put the notice on the page and into the feeds."""
        form = CorrectionForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return render(request, self.template_name, context, status=422)
        try:
            services.correct_story(
                story=self.story,
                by=who_asks(request),
                now=clock.now(),
                **form.cleaned_data,
            )
        except services.StoryIsKilled as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, translate("The notice is on the page and in the feeds."))
        return redirect("desk:story", pk)


@permission_required(PUBLISH_STORY)
@require_POST
def withhold_wording(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide from readers what a correction put right, or show it again."""
    correction = get_object_or_404(Correction.objects.select_related("story"), pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, translate("Nothing was done: an act needs a reason."))
        return redirect("desk:story", correction.story_id)
    shows = bool(request.POST.get("shows"))
    act = services.show_old_wording if shows else services.withhold_old_wording
    act(
        correction=correction,
        by=who_asks(request),
        now=clock.now(),
        reason=form.cleaned_data["reason"],
    )
    told = _("The old wording is shown.") if shows else _("The old wording is withheld everywhere.")
    messages.success(request, str(told))
    return redirect("desk:story", correction.story_id)
