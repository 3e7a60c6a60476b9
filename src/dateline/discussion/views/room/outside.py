"""Setting up a newsroom's own phases: for whoever has the right, apart from moderating."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import permission_required
from wagtail.admin.forms.models import WagtailAdminModelForm

from dateline.discussion import services
from dateline.discussion.models import ExternalPhase, SigningSecret
from dateline.discussion.views.room.guard import page_context
from dateline.pages import clock

PERMISSION = "dateline_discussion.change_externalphase"


class PhaseForm(WagtailAdminModelForm):
    """What a newsroom sets about a phase. Its short name stays: records are kept under it."""

    url = forms.URLField(label=_lazy("address"), max_length=500, assume_scheme="https")

    class Meta:
        model = ExternalPhase
        fields = (
            "slug",
            "url",
            "is_on",
            "on_fault",
            "timeout_ms",
            "body_format",
            "is_author_sent",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].disabled = self.instance.pk is not None


@require_safe
@permission_required(PERMISSION)
def outside(request: HttpRequest) -> HttpResponse:
    """Name the phases and whether they are asked."""
    context = {"phases": ExternalPhase.objects.all()}
    return render(request, "discussion/outside.html", context | page_context(_("Outside checks")))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
@never_cache
def new_phase(request: HttpRequest) -> HttpResponse:
    """Take a new phase and show its secret, this once."""
    form = PhaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = services.add_external_phase(phase=form.instance, now=clock.now())
        return _page(request, PhaseForm(instance=form.instance), secret=secret)
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def one_phase(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a phase, or keep it as it was changed."""
    phase = get_object_or_404(ExternalPhase, slug=slug)
    form = PhaseForm(request.POST or None, instance=phase)
    if request.method == "POST" and form.is_valid():
        services.change_external_phase(phase=form.instance)
        messages.success(request, _("Kept. It counts for what arrives from now on."))
        return redirect("discussion_outside_phase", slug=slug)
    return _page(request, form)


@require_POST
@permission_required(PERMISSION)
@never_cache
def rotate(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a new secret and show it, this once."""
    phase = get_object_or_404(ExternalPhase, slug=slug)
    asked = request.POST.get("hours", "")
    hours = next((n for n in services.ROTATION_HOURS if str(n) == asked), 0)
    secret = services.rotate_secret(phase=phase, hours=hours, now=clock.now())
    return _page(request, PhaseForm(instance=phase), secret=secret)


@require_POST
@permission_required(PERMISSION)
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget a phase."""
    services.remove_external_phase(phase=get_object_or_404(ExternalPhase, slug=slug))
    messages.success(request, _("It is asked no more, and its secrets are gone."))
    return redirect("discussion_outside")


def _page(request: HttpRequest, form: PhaseForm, *, secret: str = "") -> HttpResponse:
    phase = form.instance
    secrets = (
        SigningSecret.objects.filter(phase=phase) if phase.pk else SigningSecret.objects.none()
    )
    context = {
        "form": form,
        "phase": phase,
        "secret": secret,
        "secrets": secrets.counting(clock.now()),
        "hours": [(n, _in_words(n)) for n in services.ROTATION_HOURS],
        "action": reverse("discussion_outside_phase", args=[phase.slug])
        if phase.pk
        else reverse("discussion_new_outside_phase"),
    }
    title = phase.slug if phase.pk else _("New outside check")
    return render(request, "discussion/outside_phase.html", context | page_context(title))


def _in_words(hours: int) -> str:
    if not hours:
        return _("not at all")
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
