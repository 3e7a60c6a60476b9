"""The moderators' room in Wagtail's menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from dateline.discussion import selectors
from dateline.discussion.outbox_panel import OutboxPanel
from dateline.discussion.views.room import (
    dashboard,
    guard,
    lists,
    outbox,
    outside,
    people,
    queue,
    threads,
)


@hooks.register("register_admin_urls")
def moderation_urls() -> list[URLPattern]:
    """Add the queue to the admin."""
    return [
        path("comments/", queue.queue, name="discussion_queue"),
        path("comments/decide/", queue.decide, name="discussion_decide"),
        path("comments/undo/", queue.undo, name="discussion_undo"),
        path("comments/<int:comment_id>/claim/", queue.claim, name="discussion_claim"),
        path("comments/stories/<int:story_id>/", threads.set_mode, name="discussion_set_mode"),
        path("comments/authors/<str:pseudonym>/", people.author, name="discussion_author"),
        path("comments/authors/<str:pseudonym>/judge/", people.judge, name="discussion_judge"),
        path("comments/lists/", lists.lists, name="discussion_lists"),
        path("comments/lists/<slug:kind>/", lists.one_list, name="discussion_list"),
        path("comments/mails/", outbox.given_up, name="discussion_given_up_mails"),
        path("comments/figures/", dashboard.dashboard, name="discussion_figures"),
    ]


@hooks.register("register_admin_urls")
def outside_urls() -> list[URLPattern]:
    """Add the set-up of outside checks, for whoever has the right to it."""
    slug = "comments/outside/<slug:slug>/"
    return [
        path("comments/outside/", outside.outside, name="discussion_outside"),
        path("comments/outside-new/", outside.new_phase, name="discussion_new_outside_phase"),
        path(slug, outside.one_phase, name="discussion_outside_phase"),
        path(f"{slug}secret/", outside.rotate, name="discussion_rotate_secret"),
        path(f"{slug}remove/", outside.remove, name="discussion_remove_outside_phase"),
    ]


class OutsideMenuItem(MenuItem):
    """The set-up of outside checks."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may set them up."""
        return bool(request.user.has_perm(outside.PERMISSION))


@hooks.register("register_settings_menu_item")
def outside_menu_item() -> MenuItem:
    """Put the set-up beside the other settings."""
    return OutsideMenuItem(_("Outside checks"), reverse("discussion_outside"), icon_name="link")


class CommentsMenuItem(MenuItem):
    """The queue, with how many wait, for those who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person moderates."""
        return bool(request.user.has_perm(guard.PERMISSION))

    def render_component(self, request: HttpRequest) -> Any:
        """Return the entry with its count."""
        if waiting := selectors.capped_count(selectors.Filters()):
            self.label = f"{_('Comments')} ({queue.told_count(waiting)})"
        return super().render_component(request)


@hooks.register("register_admin_menu_item")
def comments_menu_item() -> MenuItem:
    """Put the queue into the menu."""
    return CommentsMenuItem(
        _("Comments"), reverse("discussion_queue"), icon_name="comment", order=300
    )


@hooks.register("construct_homepage_panels")
def outbox_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Tell moderators of mails that do not leave."""
    if request.user.has_perm(guard.PERMISSION):
        panels.append(OutboxPanel())
