"""Where a reader reports a comment. No cookie is set; the form proves itself by its ticket."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dateline.discussion import limits, privacy, services, tickets
from dateline.discussion.forms import ReportForm
from dateline.discussion.models import Comment, ReportReason
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.responses import GONE, gone, private, too_often
from dateline.pages import clock
from dateline.pages.selectors import public_stories
from dateline.pages.visitors import client_address


@csrf_exempt  # readers have no cookie; the ticket and the origin are checked instead
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Show the form that reports a shown comment, or take a report."""
    now = clock.now()
    public = Comment.objects.filter(story__in=public_stories(now)).select_related("story")
    comment = get_object_or_404(public, pk=comment_id)
    if comment.state in GONE:
        return gone(request, comment)
    if comment.state != Comment.State.SHOWN:
        raise Http404
    if request.method != "POST":
        return _page(request, comment, ReportForm(), now=now)
    form = ReportForm(request.POST)
    if why := _why_not(request, comment, now):
        return _page(request, comment, form, now=now, why=why, status=403)
    if not form.is_valid():
        return _page(request, comment, form, now=now, status=422)
    who = privacy.address_hash(client_address(request))
    if not limits.is_allowed(limits.REPORTS, who, now_seconds=now.timestamp()):
        return too_often(request, limits.REPORTS)
    try:
        services.report_comment(
            comment=comment,
            reason=ReportReason(form.cleaned_data["reason"]),
            words=form.cleaned_data["words"],
            client_address=client_address(request),
            now=now,
        )
    except services.NotShown:  # it went out of sight since it was looked up above
        return gone(request, comment)
    # A second report of the same reader, for the same reason, is thanked for alike.
    return private(render(request, "discussion/reported.html", {"comment": comment}))


def _why_not(request: HttpRequest, comment: Comment, now: datetime) -> str:
    """Return why a form cannot be taken, or an empty string."""
    if not is_from_here(request):
        return _("This form did not come from our own page.")
    try:
        ticket = tickets.read(request.POST.get("ticket", ""), story_id=comment.story_id, now=now)
    except tickets.TooFast:
        return _("That was very quick. Please send it once more.")
    except tickets.BadTicket:
        return _("The form was too old or incomplete. Please send it again.")
    if ticket.parent_id != comment.pk:
        return _("The form was made for another comment. Please send it again.")
    return ""


def _page(
    request: HttpRequest,
    comment: Comment,
    form: ReportForm,
    *,
    now: datetime,
    why: str = "",
    status: int = 200,
) -> HttpResponse:
    ticket = tickets.issue(story_id=comment.story_id, parent_id=comment.pk, now=now)
    context = {"comment": comment, "form": form, "ticket": ticket, "why": why}
    response = render(request, "discussion/report.html", context, status=status)
    # The form's own answer must be able to say where it came from.
    return private(response, referrer="same-origin")
