"""Stories that may tell the same, side by side, and takes that belong together or do not."""

from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from dateline.desk import story_wire
from dateline.desk.forms import BesideForm, ReasonForm
from dateline.desk.permissions import PUBLISH_STORY
from dateline.desk.services import decide_about_two
from dateline.desk.views.screens import StoryScreen, who_asks
from dateline.intake import selectors as intake
from dateline.intake.models import NearDuplicate, WireChain
from dateline.intake.services import TakeStandsAlone
from dateline.pages import clock, difference, services
from dateline.pages.models import Story


class BesideView(StoryScreen):
    """Two stories side by side with their differences marked, and what they are to each other."""

    right = PUBLISH_STORY
    template_name = "desk/beside.html"
    page_title = _("Beside another story")

    @cached_property
    def other(self) -> Story:
        """The other story that the address names."""
        return get_object_or_404(Story, pk=self.kwargs["other_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both texts, each with what only it has."""
        ours = [paragraph.text for paragraph in self.story.body]
        theirs = [paragraph.text for paragraph in self.other.body]
        headlines = difference.compare_words(self.story.headline, self.other.headline)
        return super().get_context_data(**kwargs) | {
            "other": self.other,
            "headlines": difference.sides([headlines])[0],
            "rows": difference.sides(difference.compare(ours, theirs)),
            "pairs": story_wire.pairs_between(self.story, self.other),
            "form": kwargs.get("form") or BesideForm(),
        }

    def post(self, request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
        """Keep what a person decides."""
        form = BesideForm(request.POST)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return render(request, self.template_name, context, status=422)
        try:
            decide_about_two(
                first=self.story,
                second=self.other,
                by=who_asks(request),
                now=clock.now(),
                **form.cleaned_data,
            )
        except services.CannotReplace as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, translate("Your decision is kept."))
        return redirect("desk:story", pk)


@permission_required(PUBLISH_STORY)
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a replaced story stand for itself again."""
    story = get_object_or_404(Story, pk=pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        services.restore_story(
            story=story, by=who_asks(request), now=clock.now(), reason=form.cleaned_data["reason"]
        )
        messages.success(request, translate("The story stands for itself again."))
    else:
        messages.error(request, translate("Nothing was done: an act needs a reason."))
    return redirect("desk:story", pk)


@permission_required(PUBLISH_STORY)
@require_POST
def separate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a take a story of its own."""
    chain = get_object_or_404(WireChain.objects.select_related("head"), pk=pk)
    told = get_object_or_404(Story, chain=chain.root)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, translate("Nothing was done: an act needs a reason."))
        return redirect("desk:story", told.pk)
    try:
        own = services.separate_take(
            chain=chain, by=who_asks(request), now=clock.now(), reason=form.cleaned_data["reason"]
        )
    except TakeStandsAlone as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:story", told.pk)
    messages.success(request, translate("The take is a story of its own, held for the desk."))
    return redirect("desk:story", own.pk)


class PairColumn(Column):
    """Both headlines, and the way to see the texts side by side."""

    cell_template_name = "desk/pair_cell.html"


class PairFilters(WagtailFilterSet):
    """Narrows the pairs by what was decided."""

    decision = django_filters.ChoiceFilter(
        label=_("Decision"), choices=NearDuplicate.Decision.choices
    )

    class Meta:
        model = NearDuplicate
        fields = ["decision"]


class PairsView(IndexView):
    """Near-duplicates, the newest first. Nothing is merged by itself."""

    model = NearDuplicate
    page_title = _("Near-duplicates")
    header_icon = "copy"
    any_permission_required = ["view"]
    index_url_name = "desk:pairs"
    index_results_url_name = "desk:pairs-results"
    filterset_class = PairFilters
    default_ordering = "-pk"
    paginate_by = 50
    columns = [
        PairColumn("pair", label=_("Stories"), accessor=lambda pair: pair, width="55%"),
        Column("score", label=_("Alike"), accessor=lambda pair: f"{pair.score:.0%}"),
        Column(
            "contained",
            label=_("Shorter in longer"),
            accessor=lambda pair: f"{pair.contained_score:.0%}",
        ),
        DateColumn("found_at", label=_("Found"), sort_key="found_at"),
        Column("decision", label=_("Decision"), accessor="get_decision_display"),
    ]

    def get_base_queryset(self) -> QuerySet[NearDuplicate]:
        """Return the pairs with their stories."""
        sides = ("first__story", "second__story", "first__head__story", "second__head__story")
        return intake.near_duplicates().select_related(*sides)
