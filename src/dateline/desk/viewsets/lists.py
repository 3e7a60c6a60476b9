"""Short lists an editor keeps: the wires the newsroom takes, and its tags."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from dateline.intake.models import Source
from dateline.pages.models import Topic


class SourceViewSet(ModelViewSet):
    """The wires: where they come from, and what is done with them by default."""

    model = Source
    icon = "site"
    menu_label = _("Sources")
    add_to_admin_menu = True
    menu_order = 130
    copy_view_enabled = False
    search_fields = ["name", "slug"]
    list_display = [
        "name",
        Column("policy", label=_("Policy"), accessor="get_policy_display"),
        Column("default_section", label=_("Default section")),
        BooleanColumn("is_active", label=_("Active")),
        DateColumn("fetched_at", label=_("Fetched")),
        Column("fetch_error", label=_("Last error")),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [FieldPanel("policy"), FieldPanel("default_section"), FieldPanel("credit_line")],
            heading=_("What is done with its stories"),
        ),
        MultiFieldPanel(
            [FieldPanel("indexing"), FieldPanel("home_url")],
            heading=_("What the contract asks for"),
        ),
        MultiFieldPanel(
            [
                HelpPanel(_("Only http and https. Private addresses are refused unless listed.")),
                FieldPanel("url"),
                FieldRowPanel([FieldPanel("charset"), FieldPanel("is_active")]),
            ],
            heading=_("Where it comes from"),
        ),
    ]


class TopicViewSet(ModelViewSet):
    """The tags that stories are found under. The wire makes most of them."""

    model = Topic
    icon = "tag"
    menu_label = _("Tags")
    add_to_settings_menu = True
    copy_view_enabled = False
    search_fields = ["label"]
    list_display = ["label", "slug", "qcode"]
    panels = [FieldPanel("label"), FieldPanel("slug"), FieldPanel("qcode")]
