"""The wires the newsroom takes: the listing and the form."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from dateline.desk import source_words
from dateline.desk.source_form import SOURCE_PANELS, SourceForm
from dateline.intake.models import Source
from dateline.pages import clock


class StandsColumn(Column):
    """How a source stands: what is wrong with it, in words."""

    cell_template_name = "desk/source_cell.html"

    def get_value(self, instance: Source) -> list[tuple[str, bool]]:
        """Return the sentences."""
        return source_words.states_of(instance, clock.now())


class SourceIndexView(IndexView):
    """The listing of sources."""

    def get_list_more_buttons(self, instance: Source) -> list[Any]:
        """Offer how a source comes in beside what Wagtail offers."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            url = reverse("desk:source", args=[instance.pk])
            buttons.append(Button(_("How it comes in"), url, icon_name="download", priority=5))
        return buttons


class SourceEditView(EditView):
    """The form of a source."""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to fetching now, tokens and what went wrong."""
        url = reverse("desk:source", args=[self.object.pk])
        return [HeaderButton(_("How it comes in"), url=url, icon_name="download")]


class SourceViewSet(ModelViewSet):
    """The wires: where they come from, and what is done with them by default."""

    model = Source
    icon = "site"
    menu_label = _("Sources")
    add_to_admin_menu = True
    menu_order = 130
    copy_view_enabled = False
    search_fields = ["name", "slug"]
    index_view_class = SourceIndexView
    edit_view_class = SourceEditView
    list_display = [
        "name",
        Column("way", label=_("Way in"), accessor=source_words.way_in),
        StandsColumn("stands", label=_("How it stands")),
        Column("policy", label=_("Policy"), accessor="get_policy_display"),
        DateColumn("fetched_at", label=_("Last fetched")),
        DateColumn("next_fetch_at", label=_("Next fetch")),
    ]
    edit_handler = ObjectList(SOURCE_PANELS, base_form_class=SourceForm)
