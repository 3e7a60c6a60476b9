"""Choosing, describing, ordering, removing and killing the pictures of a story."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from dateline.desk import selectors
from dateline.desk.forms import AddPictureForm, ChangePictureForm, KillForm, ReasonForm
from dateline.desk.permissions import CHANGE_STORY, KILL_STORY
from dateline.desk.views.screens import StoryScreen, who_asks
from dateline.media.errors import PictureRefused
from dateline.pages import clock, services
from dateline.pages.models import Story, StoryPicture


@permission_required(CHANGE_STORY)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a picture beside a story."""
    story = get_object_or_404(Story, pk=pk)
    form = AddPictureForm(request.POST, prefix="picture")
    if not form.is_valid():
        messages.error(request, translate("Nothing was added: choose a picture first."))
    else:
        services.add_picture(
            story=story, by=who_asks(request), now=clock.now(), **form.cleaned_data
        )
        messages.success(request, translate("The picture stands beside the story."))
    return _back(story.pk)


def act_on_picture(
    right: str, act: Callable[[HttpRequest, StoryPicture], None]
) -> Callable[..., HttpResponse]:
    """Make a view of an act on one picture of a story: a POST by someone who has the right."""

    @permission_required(right)
    @require_POST
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        rows = StoryPicture.objects.select_related("story", "picture")
        row = get_object_or_404(rows, pk=pk)
        act(request, row)
        return _back(row.story_id)

    return view


def _change(request: HttpRequest, row: StoryPicture) -> None:
    form = ChangePictureForm(request.POST, row=row)
    if not form.is_valid():
        messages.error(request, translate("Nothing was changed: the words are too long."))
        return
    services.change_picture(row=row, by=who_asks(request), now=clock.now(), **form.cleaned_data)
    messages.success(request, translate("The picture’s words are changed."))


def _lead(request: HttpRequest, row: StoryPicture) -> None:
    services.lead_with_picture(row=row, by=who_asks(request), now=clock.now())
    messages.success(request, translate("The picture is the first of the story."))


def _remove(request: HttpRequest, row: StoryPicture) -> None:
    services.remove_picture(row=row, by=who_asks(request), now=clock.now())
    messages.success(request, translate("The picture is off this story."))


def _release(request: HttpRequest, row: StoryPicture) -> None:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, translate("Nothing was done: an act needs a reason."))
        return
    try:
        services.release_picture(
            picture=row.picture,
            by=who_asks(request),
            now=clock.now(),
            reason=form.cleaned_data["reason"],
            max_pixels=settings.PICTURE_MAX_PIXELS,
        )
    except PictureRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, translate("The picture may be shown again."))


change = act_on_picture(CHANGE_STORY, _change)
lead = act_on_picture(CHANGE_STORY, _lead)
remove = act_on_picture(CHANGE_STORY, _remove)
release = act_on_picture(KILL_STORY, _release)


class KillPictureView(StoryScreen):
    """Says what the kill of a picture will do, and does it when a reason is given."""

    right = KILL_STORY
    template_name = "desk/kill_picture.html"
    page_title = _("Kill a picture")

    @cached_property
    def row(self) -> StoryPicture:
        """The picture that the address names."""
        rows = StoryPicture.objects.select_related("picture")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def story(self) -> Story:
        """The story it stands beside."""
        return get_object_or_404(selectors.stories(), pk=self.row.story_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form, and where else the picture stands."""
        picture = self.row.picture
        others = Story.objects.filter(pictures__picture=picture).exclude(pk=self.story.pk)
        return super().get_context_data(**kwargs) | {
            "picture": picture,
            "others": others.distinct(),
            "form": kwargs.get("form") or KillForm(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Kill the picture."""
        form = KillForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return render(request, self.template_name, context, status=422)
        services.kill_picture(
            picture=self.row.picture,
            by=who_asks(request),
            now=clock.now(),
            note=form.cleaned_data["reason"],
        )
        messages.success(request, translate("The picture is killed. Its addresses answer 410."))
        return _back(self.story.pk)


def _back(story_pk: int) -> HttpResponse:
    return redirect(reverse("desk:story", args=[story_pk]) + "#pictures")
