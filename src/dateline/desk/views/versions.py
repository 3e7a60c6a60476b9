"""A newer version from the agency beside the text an editor has changed, and the choice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from dateline.core.story import item_from_plain
from dateline.desk.forms import RefuseForm
from dateline.desk.permissions import PUBLISH_STORY
from dateline.desk.views.screens import StoryScreen, who_asks
from dateline.pages import clock, difference, services
from dateline.pages.models import Story


class NewerVersionView(StoryScreen):
    """What the agency's newer version would change."""

    right = PUBLISH_STORY
    template_name = "desk/newer_version.html"
    page_title = _("A newer version waits")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add both texts as the pieces that stay, go and come."""
        context = super().get_context_data(**kwargs)
        row = self.story.pending_item
        if row is None:
            return context
        theirs = item_from_plain(row.item)
        ours: Story = self.story.get_latest_revision_as_object()
        return context | {
            "row": row,
            "headline": difference.compare_words(ours.headline, theirs.headline or ""),
            "subheadline": difference.compare_words(ours.subheadline, theirs.subheadline or ""),
            "rows": difference.compare(
                [paragraph.text for paragraph in ours.body],
                [paragraph.text for paragraph in theirs.paragraphs],
            ),
            "notes": theirs.ednotes,
            "keep_form": RefuseForm(),
        }


@permission_required(PUBLISH_STORY)
@require_POST
def take_theirs(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the edited text by the agency's."""
    story = get_object_or_404(Story, pk=pk)
    try:
        services.take_pending_version(
            story=story,
            by=who_asks(request),
            now=clock.now(),
        )
    except services.NothingPending as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, translate("The agency’s version is taken; the lines were drawn anew.")
        )
    return redirect("desk:story", pk)


@permission_required(PUBLISH_STORY)
@require_POST
def keep_ours(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the edited text as it is."""
    story = get_object_or_404(Story, pk=pk)
    form = RefuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        services.keep_own_version(
            story=story,
            by=who_asks(request),
            now=clock.now(),
            reason=reason,
        )
    except services.NothingPending as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, translate("Your version stays. The agency’s is kept unused."))
    return redirect("desk:story", pk)
