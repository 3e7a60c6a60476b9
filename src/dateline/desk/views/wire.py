"""What came in: each delivery with what was read from it, its bytes, and work that gave up."""

import codecs
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from dateline.desk import permissions, selectors
from dateline.desk.forms import ReasonForm
from dateline.desk.views.screens import DeskScreen, who_asks
from dateline.intake import selectors as intake
from dateline.intake import services
from dateline.intake.models import Notice, TaskFailure, WireItem, WireRecord
from dateline.pages import clock

# Character sets a browser may be told: the rest could read one text as another.
SHOWN_CHARSETS = {"utf-8", "ascii", "iso8859-1", "iso8859-15", "cp1252", "utf-16", "koi8-r"}
SANDBOX = "default-src 'none'; sandbox"


def _items_of(record: WireRecord) -> list[WireItem]:
    return list(record.items.all())


class DeliveryColumn(TitleColumn):
    """Where a delivery came from, with its source, format and size."""

    cell_template_name = "desk/delivery_cell.html"


class ItemsColumn(Column):
    """The items read from a delivery, each with its outcome."""

    cell_template_name = "desk/items_cell.html"


class ActColumn(Column):
    """A button in each row, for those who have a right. Cells know neither rights nor tokens."""

    def __init__(self, *args: Any, right: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add whether whoever looks may do this, and the token that the form sends."""
        request = parent_context["request"]
        return super().get_cell_context_data(instance, parent_context) | {
            "may": request.user.has_perm(self.right),
            "csrf_token": get_token(request),
        }


class SettleColumn(ActColumn):
    """The button that takes a failure off the desk."""

    cell_template_name = "desk/settle_cell.html"


class DeliveryFilters(WagtailFilterSet):
    """Narrows the deliveries by what became of them and where they came from."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=WireRecord.State.choices)
    outcome = django_filters.ChoiceFilter(
        label=_("An item became"),
        field_name="items__outcome",
        choices=WireItem.Outcome.choices,
        distinct=True,
    )

    class Meta:
        model = WireRecord
        fields = ["state", "outcome", "source"]


class DeliveriesView(IndexView):
    """The deliveries, the newest first."""

    model = WireRecord
    page_title = _("What came in")
    header_icon = "download"
    any_permission_required = ["view"]
    index_url_name = "desk:deliveries"
    index_results_url_name = "desk:deliveries-results"
    filterset_class = DeliveryFilters
    default_ordering = "-pk"
    paginate_by = 50
    table_classname = "listing desk-deliveries"
    columns = [
        DeliveryColumn("origin", label=_("From"), url_name="desk:delivery", width="26%"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("received_at", label=_("Received"), sort_key="received_at"),
        ItemsColumn("items", label=_("Items and what became of them"), accessor=_items_of),
        Column("error_where", label=_("Where")),
        Column("error_found", label=_("Found")),
        Column("error_expected", label=_("Expected")),
    ]

    def get_base_queryset(self) -> QuerySet[WireRecord]:
        """Return the deliveries with their items."""
        return selectors.deliveries()


class DeliveryView(DeskScreen):
    """One delivery: what was read from it, why, and the way to its bytes."""

    right = permissions.SEE_WIRE
    template_name = "desk/delivery.html"
    header_icon = "download"
    page_title = _("Delivery")

    @cached_property
    def record(self) -> WireRecord:
        """The delivery that the address names."""
        return get_object_or_404(WireRecord.objects.select_related("source"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return where it came from."""
        return self.record.origin

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("desk:deliveries"), "label": _("What came in")},
            {"url": "", "label": self.record.origin},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The ways to the bytes."""
        url = reverse("desk:delivery-bytes", args=[self.record.pk])
        return [
            HeaderButton(_("See the bytes"), url=url, icon_name="code", priority=1),
            HeaderButton(_("Download"), url=f"{url}?download=1", icon_name="download", priority=2),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the items with their stories."""
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "record": self.record,
            "items": self.record.items.select_related("chain__story", "chain__head__story"),
            "may_read_again": user.has_perm(permissions.READ_AGAIN),
            "reason_form": ReasonForm(),
        }


@permission_required(permissions.SEE_WIRE)
@require_safe
def raw_bytes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a delivery byte for byte as text that no browser takes for anything else."""
    record = get_object_or_404(WireRecord, pk=pk)
    try:
        file = intake.raw_bytes(record)
    except FileNotFoundError:
        raise Http404("The bytes of this delivery are not kept any more.") from None
    is_download = "download" in request.GET
    response = FileResponse(
        file,
        as_attachment=is_download,
        filename=f"delivery-{record.pk}{'' if is_download else '.txt'}",
        content_type="application/octet-stream"
        if is_download
        else f"text/plain; charset={_charset_of(record)}",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _charset_of(record: WireRecord) -> str:
    """Return the character set the delivery was read with, if a browser may be told it."""
    item = record.items.exclude(item={}).first()
    name = str(item.item.get("source_encoding") or "").partition(" ")[0] if item else ""
    try:
        known = codecs.lookup(name or "utf-8").name
    except LookupError:
        return "utf-8"
    return known if known in SHOWN_CHARSETS else "utf-8"


class ReasonColumn(Column):
    """Why a delivery, or items in it, could not be read: where, what was found, what expected."""

    cell_template_name = "desk/reason_cell.html"


class ReadAgainColumn(ActColumn):
    """The ways to a delivery's bytes, and the button that has it read again."""

    cell_template_name = "desk/read_again_cell.html"


class QuarantineView(IndexView):
    """Everything that could not be read, on one screen, to be read again after a fix."""

    model = WireRecord
    page_title = _("Quarantine")
    header_icon = "warning"
    any_permission_required = ["view"]
    index_url_name = "desk:quarantine"
    index_results_url_name = "desk:quarantine-results"
    template_name = "desk/quarantine.html"
    default_ordering = "-pk"
    paginate_by = 50
    table_classname = "listing desk-deliveries"
    columns = [
        DeliveryColumn("origin", label=_("From"), url_name="desk:delivery", width="24%"),
        Column("state", label=_("State"), accessor="get_state_display"),
        DateColumn("received_at", label=_("Received")),
        ReasonColumn("reasons", label=_("Why"), accessor=selectors.reasons_of, width="36%"),
        ReadAgainColumn("again", label=_("Bytes"), right=permissions.READ_AGAIN),
    ]

    def get_base_queryset(self) -> QuerySet[WireRecord]:
        """Return the deliveries in quarantine with their refused items."""
        return selectors.quarantined()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add how far the last reading again is, and whether whoever looks may ask for one."""
        return super().get_context_data(*args, **kwargs) | {
            "reading": intake.last_reading_again(),
            "may_read_again": self.request.user.has_perm(permissions.READ_AGAIN),
        }


@permission_required(permissions.READ_AGAIN)
@require_POST
def read_all_again(request: HttpRequest) -> HttpResponse:
    """Have everything in quarantine read anew after a fix."""
    count = services.read_all_again(by=who_asks(request), now=clock.now())
    messages.success(
        request,
        ngettext("%d delivery is being read again.", "%d deliveries are being read again.", count)
        % count,
    )
    return redirect("desk:quarantine")


@permission_required(permissions.READ_AGAIN)
@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a delivery read anew after a fix."""
    record = get_object_or_404(WireRecord, pk=pk)
    services.read_again(record=record, by=who_asks(request), now=clock.now())
    messages.success(request, translate("The delivery is being read again."))
    return redirect("desk:delivery", pk)


class FailuresView(IndexView):
    """Background work that gave up, until somebody has dealt with it."""

    model = TaskFailure
    page_title = _("Failed tasks")
    header_icon = "warning"
    any_permission_required = ["view"]
    index_url_name = "desk:failures"
    index_results_url_name = "desk:failures-results"
    default_ordering = "-failed_at"
    paginate_by = 50
    columns = [
        Column("task", label=_("Task")),
        Column("about", label=_("About")),
        Column("error", label=_("Error")),
        DateColumn("failed_at", label=_("Failed"), sort_key="failed_at"),
        SettleColumn("settle", label=_("Dealt with?"), right=permissions.SETTLE_FAILURES),
    ]

    def get_base_queryset(self) -> QuerySet[TaskFailure]:
        """Return what nobody has dealt with yet."""
        return intake.unsettled_failures()


@permission_required(permissions.SETTLE_FAILURES)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a failure off the desk."""
    failure = get_object_or_404(TaskFailure, pk=pk)
    services.settle_failures(about=[failure.about], now=clock.now())
    messages.success(request, translate("Dealt with: %s") % failure.about)
    return redirect("desk:failures")


@permission_required(permissions.CHANGE_STORY)
@require_POST
def settle_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice off the desk."""
    notice = get_object_or_404(Notice, pk=pk)
    services.settle_notice(notice=notice, by=who_asks(request), now=clock.now())
    return redirect("wagtailadmin_home")


@permission_required(permissions.READ_AGAIN)
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item that a rule has dropped to the desk after all."""
    item = get_object_or_404(WireItem, pk=pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, translate("Nothing was done: an act needs a reason."))
        return redirect("desk:delivery", item.record_id)
    try:
        services.bring_back(
            wire_item=item,
            by=who_asks(request),
            now=clock.now(),
            reason=form.cleaned_data["reason"],
        )
    except services.NothingToBringBack as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, translate("The item is back: it waits at the desk, unless a newer one stands.")
        )
    return redirect("desk:delivery", item.record_id)
