"""A reader's account: signing in by a mailed link, and what is theirs from any place.

Nothing here is ever in a cached page, and a form is believed by where it comes from: the session's
cookie is not sent from other sites (SameSite), and `Origin` says the same.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dateline.discussion import limits, privacy, selectors, services
from dateline.discussion.forms import AddressForm, NameForm
from dateline.discussion.mail_links import BadLink, Purpose, opened_by
from dateline.discussion.models import (
    Account,
    Author,
    Comment,
    Discussion,
    ModerationSettings,
)
from dateline.discussion.signed_in import account_of, forget, remember
from dateline.discussion.views.guessing import behind_a_link
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.own_comment import change, take_back
from dateline.discussion.views.own_data import act_on_own_data, unproved_from_here
from dateline.discussion.views.responses import private, see_other, too_often
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.selectors import current_settings
from dateline.pages.visitors import client_address

METHODS = ["GET", "HEAD", "POST"]
P = ParamSpec("P")


def with_accounts(view: Callable[..., HttpResponse]) -> Any:
    """Answer that there is nothing while the newsroom has no accounts."""

    @csrf_exempt  # the origin is asked instead: guests have no cookie for a token
    @wraps(view)
    def seen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not ModerationSettings.for_request(request).has_accounts:
            raise Http404
        return view(request, *args, **kwargs)

    return seen


def signed_in_only(view: Callable[Concatenate[HttpRequest, Account, P], HttpResponse]) -> Any:
    """Give a view the account of who signed in; lead everybody else to where they can."""

    @with_accounts
    @wraps(view)
    def seen(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = account_of(request)
        if account is None:
            return see_other(reverse("discussion:account"))
        return view(request, account, *args, **kwargs)

    return seen


@with_accounts
@sensitive_post_parameters("email")
@require_http_methods(METHODS)
def account(request: HttpRequest) -> HttpResponse:
    """Show a reader their account, or mail a link that signs in to the address they give."""
    mine = account_of(request)
    if mine is not None:
        return _page_of(request, mine, NameForm(initial={"name": mine.name}))
    now = clock.now()
    if request.method != "POST":
        story = _story(request.GET.get("story", ""), now)
        return _ask(request, {"form": AddressForm(), "story": story})
    form, story = AddressForm(request.POST), _story(request.POST.get("story", ""), now)
    if not is_from_here(request) or not form.is_valid():
        return _ask(request, {"form": form, "story": story}, status=422)
    who = privacy.address_hash(client_address(request))
    if not limits.is_allowed(limits.SIGN_IN, who, now_seconds=now.timestamp()):
        return too_often(request, limits.SIGN_IN)
    services.ask_to_sign_in(email=form.cleaned_data["email"], story=story, now=now)
    return _ask(request, {"is_asked": True})


def _story(public_id: str, now: datetime) -> Story | None:
    """Return the story whose form a reader came from, if it is one that anybody may read."""
    is_one = public_id.isascii() and public_id.isalnum()
    return selectors.commented_story(public_id, now) if is_one else None


def _ask(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, "discussion/ask_to_sign_in.html", context, status=status)
    # The form's own answer must be able to say where it came from.
    return private(response, referrer="same-origin")


def _page_of(
    request: HttpRequest, mine: Account, form: NameForm, *, status: int = 200
) -> HttpResponse:
    now, rules = clock.now(), ModerationSettings.for_request(request)
    comments = [
        (comment, selectors.editable_until(comment, rules, now=now))
        for comment in selectors.own_comments(mine.author)
    ]
    context = {
        "account": mine,
        "author": mine.author,
        "barred": selectors.barred_until(mine.author, now=now),
        "comments": comments,
        "unproved": unproved_from_here(request, mine.author),
        "form": form,
        "editable": Comment.EDITABLE,
        "acts": reverse("discussion:account"),
    }
    response = render(request, "discussion/account.html", context, status=status)
    return private(response, referrer="same-origin")


@with_accounts
@behind_a_link
@require_http_methods(METHODS)
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that signs in; by the button, a session begins."""
    now = clock.now()
    try:
        opened = opened_by(token, Purpose.SIGN_IN, now=now)
        if request.method != "POST" or not is_from_here(request):
            return private(render(request, "discussion/sign_in.html"))
        authors = Author.objects.exclude(contact=None)
        mine = services.sign_in(
            author=get_object_or_404(authors, pk=opened.subject_id),
            made_at=opened.made_at,
            now=now,
        )
    except (BadLink, services.LinkUsed):
        return _ask(request, {"form": AddressForm(), "is_link_over": True}, status=404)
    remember(request, mine)
    return see_other(_way_back(request, opened.story, now))


def _way_back(request: HttpRequest, public_id: str, now: datetime) -> str:
    """Return where a reader goes on: in the form they came from, or in their account.

    The link carries the story and no address, so it can lead nowhere else.
    """
    story = _story(public_id, now)
    if story is None:
        return reverse("discussion:account")
    mode = selectors.mode_of(story, current_settings(request), now=now)
    if mode == Discussion.Mode.CLOSED:
        return story.get_absolute_url()
    return reverse("discussion:new", args=[story.public_id])


@signed_in_only
@require_POST
def sign_out(request: HttpRequest, mine: Account) -> HttpResponse:
    """End the session; the cookie goes with it."""
    if is_from_here(request):
        forget(request)
    return see_other(reverse("discussion:account"))


@signed_in_only
@sensitive_post_parameters("name")
@require_POST
def rename(request: HttpRequest, mine: Account) -> HttpResponse:
    """Set the name that comments from now on are shown with."""
    form = NameForm(request.POST)
    if not is_from_here(request) or not form.is_valid():
        return _page_of(request, mine, form, status=422)
    services.rename_account(account=mine, name=form.cleaned_data["name"])
    return see_other(reverse("discussion:account"))


@signed_in_only
@require_POST
def act(request: HttpRequest, mine: Account, what: str) -> HttpResponse:
    """Do what the page of the own data offers, without a mail."""
    return act_on_own_data(request, mine.author, what, back=reverse("discussion:account"))


@signed_in_only
@sensitive_post_parameters("text")
@require_http_methods(METHODS)
def edit(request: HttpRequest, mine: Account, comment_id: int) -> HttpResponse:
    """Change the text of one's own comment."""
    return change(request, _own(mine, comment_id), back=reverse("discussion:account"))


@signed_in_only
@require_POST
def withdraw(request: HttpRequest, mine: Account, comment_id: int) -> HttpResponse:
    """Take one's own comment back."""
    return take_back(request, _own(mine, comment_id), back=reverse("discussion:account"))


def _own(mine: Account, comment_id: int) -> Comment:
    return get_object_or_404(selectors.own_comments(mine.author), pk=comment_id)
