"""The desk's place in Wagtail's admin: its menu, its addresses, its panel on the first page."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from dateline.desk import permissions
from dateline.desk.panels import DeskPanel
from dateline.desk.viewsets import SourceViewSet, StoryViewSet, TopicViewSet

register_snippet(StoryViewSet)


@hooks.register("register_admin_viewset")
def register_lists() -> list[ViewSet]:
    """Add sources and tags."""
    return [SourceViewSet("sources"), TopicViewSet("tags")]


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    """Add the desk's own screens."""
    return [path("desk/", include("dateline.desk.urls"))]


@hooks.register("register_permissions")
def register_rights() -> QuerySet[Permission]:
    """Let groups be given the desk's own rights."""
    return permissions.own_rights()


class RightMenuItem(MenuItem):
    """A menu entry for those who have one right."""

    def __init__(self, *args: object, right: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether whoever looks has the right."""
        return request.user.has_perm(self.right)


@hooks.register("register_admin_menu_item")
def register_deliveries() -> MenuItem:
    """Add what came in to the menu."""
    return RightMenuItem(
        _("What came in"),
        reverse("desk:deliveries"),
        icon_name="download",
        order=120,
        right=permissions.SEE_WIRE,
    )


@hooks.register("register_admin_menu_item")
def register_quarantine() -> MenuItem:
    """Add what could not be read to the menu."""
    return RightMenuItem(
        _("Quarantine"),
        reverse("desk:quarantine"),
        icon_name="circle-xmark",
        order=125,
        right=permissions.SEE_WIRE,
    )


@hooks.register("register_admin_menu_item")
def register_pairs() -> MenuItem:
    """Add near-duplicates to the menu."""
    return RightMenuItem(
        _("Near-duplicates"),
        reverse("desk:pairs"),
        icon_name="copy",
        order=127,
        right=permissions.SEE_PAIRS,
    )


@hooks.register("register_admin_menu_item")
def register_rules() -> MenuItem:
    """Add the routing rules to the menu."""
    return RightMenuItem(
        _("Routing rules"),
        reverse("desk:rules"),
        icon_name="order",
        order=135,
        right=permissions.CHANGE_RULES,
    )


@hooks.register("register_admin_menu_item")
def register_record() -> MenuItem:
    """Add what the check did to the menu."""
    return RightMenuItem(
        _("What the check did"),
        reverse("desk:record"),
        icon_name="clipboard-list",
        order=130,
        right=permissions.CHANGE_STORY,
    )


@hooks.register("register_admin_menu_item")
def register_failures() -> MenuItem:
    """Add failed tasks to the menu."""
    return RightMenuItem(
        _("Failed tasks"),
        reverse("desk:failures"),
        icon_name="warning",
        order=140,
        right=permissions.SEE_FAILURES,
    )


@hooks.register("construct_homepage_panels")
def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Put what waits first on the first page."""
    panels.insert(0, DeskPanel())


@hooks.register("insert_global_admin_css")
def add_style() -> SafeString:
    """Add the desk's style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))
