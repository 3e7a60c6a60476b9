"""What the check did over the last month, on one page."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dateline.desk import permissions
from dateline.desk.bar_chart import bar_chart
from dateline.desk.record import DAYS, record_of
from dateline.desk.views.screens import DeskScreen
from dateline.pages import clock


class RecordView(DeskScreen):
    """Counts of verdicts and decisions, as tables and a chart that says nothing more."""

    right = permissions.CHANGE_STORY
    template_name = "desk/record.html"
    page_title = _("What the check did")
    header_icon = "clipboard-list"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts and the chart."""
        record = record_of(clock.now())
        chart = bar_chart(
            {
                "drawn": [row.drawn for row in record.days],
                "approved": [row.approved for row in record.days],
                "stale": [row.stale for row in record.days],
            },
            [date_format(row.day, "j M") for row in record.days],
        )
        more = {"record": record, "chart": chart, "days": DAYS}
        return super().get_context_data(**kwargs) | more
