"""The moderators' room in the admin: a queue, and decisions about one or several comments."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dateline.accounts.models import User
from dateline.discussion import selectors, services
from dateline.discussion.models import Comment, RefusalReason
from dateline.pages import clock

PERMISSION = "dateline_discussion.moderate_comment"
COMMENTS_ON_A_PAGE = 30
REPORTED = "reported"

View = Callable[..., HttpResponse]


def moderators_only(view: View) -> View:
    """Let in who may decide about comments, and nobody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """Show the comments in one state, those that wait by default, the oldest first."""
    state = request.GET.get("state", Comment.State.WAITING)
    if state not in (*Comment.State.values, REPORTED):
        state = Comment.State.WAITING
    found = selectors.reported() if state == REPORTED else selectors.queue(state)
    page = Paginator(found, COMMENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "comments": page,
        "state": state,
        "states": [*Comment.State.choices, (REPORTED, _("reported"))],
        "reasons": RefusalReason.choices,
        "header_title": _("Comments"),
        "page_title": _("Comments"),
        "header_icon": "comment",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": _("Comments")},
        ],
    }
    return render(request, "discussion/queue.html", context)


@require_POST
@moderators_only
def decide(request: HttpRequest) -> HttpResponse:
    """Approve, refuse, restore, keep or pick one comment, or all that were ticked."""
    done, late = 0, 0
    act, ids, reason_field = _asked(request)
    for comment in Comment.objects.filter(pk__in=ids):
        try:
            _act(request, comment, act, reason_field)
            done += 1
        except services.AlreadyDecided:
            late += 1
        except services.ReasonNeeded as error:
            messages.error(request, str(error))
            break
    if done:
        said = ngettext("%(n)d comment decided.", "%(n)d comments decided.", done) % {"n": done}
        messages.success(request, said)
    if late:
        messages.warning(request, _("A colleague had decided about some of them already."))
    state = request.POST.get("state", "")
    return redirect(f"{reverse('discussion_queue')}?state={state}")


def _asked(request: HttpRequest) -> tuple[str, list[str], str]:
    """Return the act, the comments it is about, and the field that gives the reason."""
    for act in ("approve", "refuse", "restore", "keep", "pick", "unpick"):
        if (one := request.POST.get(act, "")).isdecimal():
            return act, [one], f"reason-{one}"
        if f"{act}_selected" in request.POST:
            ticked = [pk for pk in request.POST.getlist("comment") if pk.isdecimal()]
            return act, ticked, "reason-selected"
    return "", [], ""


def _act(request: HttpRequest, comment: Comment, act: str, reason_field: str) -> None:
    now = clock.now()
    by = request.user
    if not isinstance(by, User):
        raise PermissionDenied
    if act == "approve":
        services.approve_comment(comment=comment, by=by, now=now)
    elif act == "refuse":
        services.refuse_comment(
            comment=comment,
            by=by,
            now=now,
            reason_code=request.POST.get(reason_field, ""),
            facts=request.POST.get(f"facts-{comment.pk}", "")[:2000],
        )
    elif act == "restore":
        services.restore_comment(comment=comment, by=by, now=now)
    elif act == "keep":
        services.dismiss_reports(comment=comment, by=by, now=now)
    elif act == "pick":
        services.pick_comment(comment=comment, by=by, now=now)
    elif act == "unpick":
        services.unpick_comment(comment=comment, by=by, now=now)
