"""How one source comes in: when it was fetched and will be, what went wrong, its push tokens."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.widgets.button import HeaderButton

from dateline.desk import permissions, source_words
from dateline.desk.views.screens import DeskScreen, who_asks
from dateline.intake import services
from dateline.intake.models import PushToken, Source
from dateline.intake.tasks import fetch_due_sources_task
from dateline.pages import clock


class SourceView(DeskScreen):
    """One source's ways in."""

    right = permissions.CHANGE_SOURCE
    template_name = "desk/source.html"
    header_icon = "site"
    page_title = _("How it comes in")

    @cached_property
    def source(self) -> Source:
        """The source that the address names."""
        return get_object_or_404(Source, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Return the source's name."""
        return self.source.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sources:index"), "label": _("Sources")},
            {"url": reverse("sources:edit", args=[self.source.pk]), "label": self.source.name},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to the form."""
        edit = reverse("sources:edit", args=[self.source.pk])
        return [HeaderButton(_("Edit"), url=edit, icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how the source stands and its tokens."""
        return super().get_context_data(**kwargs) | about(self.source)


def about(source: Source) -> dict[str, Any]:
    """Return what the screen says about a source."""
    return {
        "source": source,
        "way": source_words.way_in(source),
        "states": source_words.states_of(source, clock.now()),
        "tokens": source.push_tokens.select_related("made_by"),
        "push_address": f"{settings.BASE_URL}{reverse('push', args=[source.slug])}",
        "has_secret_outside": source.slug in settings.SOURCE_SECRETS,
    }


@permission_required(permissions.CHANGE_SOURCE)
@require_POST
def fetch_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a source fetched without waiting for its clock."""
    services.fetch_soon(source=get_object_or_404(Source, pk=pk))
    fetch_due_sources_task()
    messages.success(request, translate("It is being fetched. Reload to see what came of it."))
    return redirect("desk:source", pk)


@permission_required(permissions.CHANGE_SOURCE)
@require_POST
def accept_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust the new key of a source's server."""
    source = get_object_or_404(Source, pk=pk)
    services.accept_host_key(source=source, offered=request.POST.get("offered", ""))
    messages.success(request, translate("The new key is trusted from now on."))
    return redirect("desk:source", pk)


@permission_required(permissions.CHANGE_SOURCE)
@require_POST
@never_cache
def make_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a push token and show it, this once."""
    source = get_object_or_404(Source, pk=pk)
    token = services.make_push_token(source=source, by=who_asks(request), now=clock.now())
    return render(request, "desk/push_token.html", about(source) | {"token": token})


@permission_required(permissions.CHANGE_SOURCE)
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a push token from now on."""
    token = get_object_or_404(PushToken, pk=pk)
    services.revoke_push_token(token=token, now=clock.now())
    messages.success(request, translate("The token is refused from now on."))
    return redirect("desk:source", token.source_id)
