"""What the desk's screens share: Wagtail's page furniture and the story they are about."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from dateline.accounts.models import User
from dateline.desk import permissions, selectors
from dateline.pages import clock
from dateline.pages.models import Story


def who_asks(request: HttpRequest) -> User:
    """Return who is signed in; the admin lets nobody else come this far."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


class DeskScreen(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk in Wagtail's own look, for those who have `right`."""

    right: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever lacks the right."""
        if not request.user.has_perm(self.right):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)


class StoryScreen(DeskScreen):
    """A page of the desk about one story."""

    right = permissions.CHANGE_STORY
    header_icon = "doc-full"

    @cached_property
    def story(self) -> Story:
        """The story that the address names."""
        return get_object_or_404(selectors.stories(), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return the story's headline."""
        return self.story.headline

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, stories, the story."""
        names = StoryUrls(self.story.pk)
        return [
            *self.breadcrumbs_items,
            {"url": names.listing, "label": _("Stories")},
            {"url": names.screen, "label": self.story.headline},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to the editor and to the page."""
        buttons = []
        if not self.story.is_killed:
            edit = StoryUrls(self.story.pk).edit
            buttons.append(HeaderButton(_("Edit"), url=edit, icon_name="edit", priority=1))
        if self.story.is_public(clock.now()):
            page = self.story.get_absolute_url()
            buttons.append(HeaderButton(_("See the page"), url=page, icon_name="view", priority=2))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the story and its state."""
        return super().get_context_data(**kwargs) | {
            "story": self.story,
            "state": selectors.state_in_words(self.story, clock.now()),
        }


class StoryUrls:
    """Where a story's screens are."""

    def __init__(self, pk: int) -> None:
        self.screen = reverse("desk:story", args=[pk])
        self.edit = reverse("wagtailsnippets_dateline_pages_story:edit", args=[pk])
        self.listing = reverse("wagtailsnippets_dateline_pages_story:list")
