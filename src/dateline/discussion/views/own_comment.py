"""What the author of a comment does to it, by the private link only they have or signed in."""

from contextlib import suppress
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dateline.discussion import limits, privacy, selectors, services
from dateline.discussion.forms import TextForm
from dateline.discussion.mail_words import may_be_verified
from dateline.discussion.models import Comment, Decision, Mail, ModerationSettings, RefusalReason
from dateline.discussion.views.guessing import behind_a_link
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.responses import private, see_other, too_often
from dateline.pages import clock
from dateline.pages.selectors import current_settings
from dateline.pages.visitors import client_address


def own_comment(token: str) -> Comment:
    """Return the comment a private link opens.

    Raises:
        Http404: it opens none now.
    """
    comment = selectors.comment_by_private_token(token, now=clock.now())
    if comment is None:
        raise Http404
    return comment


@behind_a_link
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show the author of a comment how it stands."""
    comment = own_comment(token)
    rules = ModerationSettings.for_request(request)
    decision = comment.decisions.last()
    automation = decision.automation if decision else ""
    context: dict[str, Any] = {
        "comment": comment,
        "token": token,
        "newsroom": current_settings(request),
        "editable_until": selectors.editable_until(comment, rules, now=clock.now()),
        "rules": rules,
        "valid_days": services.PRIVATE_LINK_VALID_FOR.days,
        "is_to_be_verified": may_be_verified(comment),
        "is_asked_by_mail": comment.mails.filter(kind=Mail.Kind.VERIFY).exists(),
        "decision": decision,
        "reason": _reason(decision),
        "is_automated": automation == Decision.Automation.FULLY,
        "was_marked": automation == Decision.Automation.PARTIALLY,
    }
    return private(render(request, "discussion/mine.html", context))


def _reason(decision: Decision | None) -> str:
    code = decision.reason_code if decision else ""
    return str(RefusalReason(code).label) if code in RefusalReason.values else ""


@behind_a_link
@csrf_exempt  # whoever holds the private link is its author
@sensitive_post_parameters("text")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str) -> HttpResponse:
    """Change the text of the comment that a private link opens."""
    return change(request, own_comment(token), back=reverse("discussion:mine", args=[token]))


@behind_a_link
@csrf_exempt  # whoever holds the private link is its author
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Take the comment back that a private link opens."""
    return take_back(request, own_comment(token), back=reverse("discussion:mine", args=[token]))


@behind_a_link
@csrf_exempt  # whoever holds the private link is its author
@require_POST
def verify_again(request: HttpRequest, token: str) -> HttpResponse:
    """Mail the link once more by which a comment is its author's."""
    comment, back = own_comment(token), reverse("discussion:mine", args=[token])
    if not is_from_here(request):
        return see_other(back)
    is_mailed = services.ask_to_verify_again(comment=comment, now=clock.now())
    return see_other(f"{back}?mailed" if is_mailed else f"{back}?not-mailed")


def change(request: HttpRequest, comment: Comment, *, back: str) -> HttpResponse:
    """Show a comment's text to its author to be changed, or take the changed text.

    back  where its author came from, and goes when it is done
    """
    now = clock.now()
    until = selectors.editable_until(comment, ModerationSettings.for_request(request), now=now)
    if until is None:
        return see_other(back)
    if request.method != "POST":
        return _page(request, back, TextForm(initial={"text": comment.text}), until=until)
    form = TextForm(request.POST)
    if not is_from_here(request):
        why = _("This form did not come from our own page.")
        return _page(request, back, form, until=until, why=why, status=403)
    if not form.is_valid():
        return _page(request, back, form, until=until, status=422)
    who = privacy.address_hash(client_address(request))
    if not limits.is_allowed(limits.EDITS, who, now_seconds=now.timestamp()):
        return too_often(request, limits.EDITS)
    try:
        services.edit_comment(comment=comment, text=form.cleaned_data["text"], until=until, now=now)
    except services.AlreadyDecided:
        why = _("Somebody decided about your comment in the meantime. Your words are kept below.")
        return _page(request, back, form, until=until, why=why, status=409)
    return see_other(back)


def take_back(request: HttpRequest, comment: Comment, *, back: str) -> HttpResponse:
    """Withdraw a comment by its author's wish."""
    if is_from_here(request):
        # If it is decided already, the page this leads to says how it stands.
        with suppress(services.AlreadyDecided):
            services.withdraw_comment(comment=comment, now=clock.now())
    return see_other(back)


def _page(
    request: HttpRequest,
    back: str,
    form: TextForm,
    *,
    until: object,
    why: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"back": back, "form": form, "until": until, "why": why}
    response = render(request, "discussion/edit.html", context, status=status)
    # The form's own answer must be able to say where it came from.
    return private(response, referrer="same-origin")
