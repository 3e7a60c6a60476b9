"""Short lists an editor keeps: the newsroom's tags."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from dateline.pages.models import Topic


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
