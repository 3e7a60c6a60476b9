"""A reader's own data: asked for by address, opened by a mailed link, acted on by POST."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dateline.discussion import limits, privacy, selectors, services
from dateline.discussion.forms import AddressForm
from dateline.discussion.mail_links import Purpose
from dateline.discussion.models import Author, Comment
from dateline.discussion.signed_in import account_of
from dateline.discussion.views.guessing import behind_a_link
from dateline.discussion.views.mails import opened, take_as_theirs
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.responses import private, see_other, too_often
from dateline.pages import clock
from dateline.pages.visitors import client_address

COLUMNS = ("number", "story", "answers", "sent_at", "state", "name", "text")
# What a spreadsheet would take for a formula, the wide signs of East Asia with it.
# Source: OWASP, CSV injection.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@csrf_exempt  # no cookie; a form from elsewhere is refused by its origin
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for an address and mail the link to it; the answer is the same for every address.

    Who signed in has all of it in their account.
    """
    if account_of(request):
        return see_other(reverse("discussion:account"))
    if request.method != "POST":
        return _ask_page(request, {"form": AddressForm()})
    now = clock.now()
    form = AddressForm(request.POST)
    if not is_from_here(request) or not form.is_valid():
        return _ask_page(request, {"form": form}, status=422)
    who = privacy.address_hash(client_address(request))
    if not limits.is_allowed(limits.OWN_DATA, who, now_seconds=now.timestamp()):
        response = _ask_page(request, {"form": form, "is_too_often": True}, status=429)
        response["Retry-After"] = str(limits.OWN_DATA.seconds)
        return response
    services.ask_for_own_data(email=form.cleaned_data["email"], now=now)
    return _ask_page(request, {"is_asked": True})


def _ask_page(
    request: HttpRequest, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, "discussion/ask_for_own_data.html", context, status=status)
    # The form's own answer must be able to say where it came from.
    return private(response, referrer="same-origin")


@behind_a_link
@require_safe
def own_data(request: HttpRequest, token: str) -> HttpResponse:
    """Show an author their own comments, and what may be done with them."""
    author = _author(token)
    context = {
        "author": author,
        "barred": selectors.barred_until(author, now=clock.now()),
        "comments": [(comment, None) for comment in selectors.own_comments(author)],
        "unproved": unproved_from_here(request, author),
        "acts": reverse("discussion:own_data", args=[token]),
    }
    return private(render(request, "discussion/own_data.html", context))


@behind_a_link
@csrf_exempt  # whoever holds the mailed link owns the address
@require_POST
def act(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """Hand out the data, have it erased, keep it after all, or take comments as one's own."""
    back = reverse("discussion:own_data", args=[token])
    return act_on_own_data(request, _author(token), what, back=back)


def act_on_own_data(request: HttpRequest, author: Author, what: str, *, back: str) -> HttpResponse:
    """Do what an author asked for, and lead them back to the page they asked on."""
    if not is_from_here(request):
        raise Http404
    if what in ("json", "csv"):
        now_seconds = clock.now().timestamp()
        if not limits.is_allowed(limits.EXPORTS, author.pseudonym, now_seconds=now_seconds):
            return too_often(request, limits.EXPORTS)
        return _export(author, what)
    if what == "mine":
        take_as_theirs(request, unproved_from_here(request, author))
    elif what == "erase":
        services.ask_for_erasure(author=author, now=clock.now())
    else:
        services.keep_after_all(author=author)
    return see_other(back)


def unproved_from_here(request: HttpRequest, author: Author) -> list[Comment]:
    """Return what came with an author's address lately, from the connection they have now."""
    here = privacy.address_hash(client_address(request))
    return selectors.unproved_comments(author, address_hash=here, now=clock.now())


def _author(token: str) -> Author:
    """Return whose link it is; once the address is erased, it opens nothing."""
    with_address = Author.objects.filter(pk=opened(token, Purpose.OWN_DATA))
    author = with_address.select_related("contact").exclude(contact=None).first()
    if author is None:
        raise Http404
    return author


def _export(author: Author, what: str) -> HttpResponse:
    data = selectors.own_data(author)
    response: HttpResponse
    if what == "json":
        response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    else:
        lines = io.StringIO()
        table = csv.writer(lines)
        table.writerow(COLUMNS)
        table.writerows([_cell(row[name]) for name in COLUMNS] for row in data["comments"])
        response = HttpResponse(lines.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-comments.{what}"'
    return private(response)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
