"""What a reader does in the discussion. No cookie is set; a form proves itself by its ticket."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dateline.discussion import limits, privacy, selectors, services, tickets
from dateline.discussion.colleagues import badge_of, badges_for, name_of
from dateline.discussion.forms import CommentForm
from dateline.discussion.models import (
    Account,
    Comment,
    Discussion,
    ModerationSettings,
    Sparable,
)
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.pipeline import STAFF
from dateline.discussion.rendering import thread_context
from dateline.discussion.signed_in import account_of
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.responses import (
    GONE,
    closed,
    gone,
    private,
    see_other,
    too_often,
)
from dateline.pages import clock
from dateline.pages.keeping import may_be_kept
from dateline.pages.models import Story
from dateline.pages.selectors import current_settings
from dateline.pages.views import fresh
from dateline.pages.views import story as story_view
from dateline.pages.visitors import client_address

BODY_MAX_BYTES = 64 * 1024
KEPT_FIELDS = ("name", "email", "text", "wants_replies")


@csrf_exempt  # guests have no cookie; the ticket and the origin are checked instead
@sensitive_post_parameters("email", "text", "name")
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Show a story's comments, or take a new one."""
    now = clock.now()
    story = selectors.commented_story(public_id, now)
    if story is None:
        return story_view(request, public_id, "-") if request.method == "GET" else closed(request)
    if request.method == "POST":
        return _submit(request, story, now)
    order = _order(request)
    thread = selectors.thread_of(story, order=order, cursor=request.GET.get("cursor", ""))
    newsroom = current_settings(request)
    context = thread_context(story, thread, newsroom, now=now) | {"order": order}
    response = fresh(render(request, "discussion/comments.html", context))
    return may_be_kept(response, story, newsroom, now=now)


@require_safe
def one_thread(request: HttpRequest, public_id: str, comment_id: int) -> HttpResponseBase:
    """Show one comment with all that answers it; an answer leads to the thread it hangs in."""
    now = clock.now()
    story = selectors.commented_story(public_id, now)
    if story is None:
        return story_view(request, public_id, "-")
    comments = Comment.objects.filter(story=story)
    comment = get_object_or_404(comments.select_related("root"), pk=comment_id)
    if comment.state in GONE and not comment.is_listed:
        return gone(request, comment)
    if comment.root:
        if comment.state != Comment.State.SHOWN:
            raise Http404
        return fresh(redirect(_address_of_answer(story, comment)))
    if not comment.is_listed:
        raise Http404
    asked = request.GET.get("after", "0")
    after = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    node, go_on = selectors.answers_to(comment, after=after)
    thread = selectors.Thread(roots=(node,), count=comment.shown_replies, cursor="")
    newsroom = current_settings(request)
    context = thread_context(story, thread, newsroom, now=now) | {
        "go_on": go_on,
        "is_later": after > 0,
        "earlier": max(after - selectors.REPLIES_ON_A_PAGE, 0),
    }
    response = fresh(render(request, "discussion/one_thread.html", context))
    return may_be_kept(response, story, newsroom, now=now)


def _address_of_answer(story: Story, answer: Comment) -> str:
    page = reverse("discussion:thread", args=[story.public_id, answer.root_id])
    # Numbers are never given twice, so a page of them holds the answer among those before it.
    most = selectors.REPLIES_ON_A_PAGE
    after = (answer.reply_number - 1) // most * most if answer.reply_number else 0
    return f"{page}{f'?after={after}' if after else ''}#comment-{answer.pk}"


def _order(request: HttpRequest) -> selectors.Order:
    try:
        return selectors.Order(request.GET.get("sort", ""))
    except ValueError:
        return selectors.Order.OLDEST


@require_safe
def comment_form(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Give out a form with a fresh ticket: a page of its own, or `?fragment` for the story page."""
    now = clock.now()
    story = selectors.commented_story(public_id, now)
    if story is None:
        return story_view(request, public_id, "-")
    if not _is_open(request, story, now):
        return closed(request, story)
    if not limits.is_allowed(limits.FORMS, _who(request), now_seconds=now.timestamp()):
        return too_often(request, limits.FORMS)
    parent, why = None, ""
    answered = request.GET.get("parent", "")
    if answered.isdecimal() and len(answered) < 19:
        found = get_object_or_404(Comment.objects.filter(story=story), pk=answered)
        parent = found if found.state == Comment.State.SHOWN else None
        why = "" if parent else _why_no_answer()
    parent_id = parent.pk if parent else None
    ticket = tickets.issue(story_id=story.pk, parent_id=parent_id, now=now)
    form = _form(request, initial={"ticket": ticket})
    template = "form" if "fragment" in request.GET else "form_page"
    return _form_page(request, story, form, parent=parent, why=why, template=template)


def _why_no_answer() -> str:
    return _(
        "The comment you want to answer is no longer shown. You can send your words by themselves."
    )


def _submit(request: HttpRequest, story: Story, now: datetime) -> HttpResponse:
    if not _is_open(request, story, now):
        return closed(request, story)
    if int(request.headers.get("Content-Length") or 0) > BODY_MAX_BYTES:
        return _refused(request, story, None, now, _("The comment is too long."), status=413)
    if not is_from_here(request):
        why = _("This form did not come from our own page.")
        return _refused(request, story, None, now, why, status=403)
    form = _form(request, request.POST)
    try:
        ticket = tickets.read(request.POST.get("ticket", ""), story_id=story.pk, now=now)
    except tickets.BadTicket as bad:
        why = _("The form was too old or incomplete. Your words are kept below: please send again.")
        return _refused(request, story, form, now, why, status=403, after=bad.ticket)
    except tickets.TooFast as fast:
        why = _("That was very quick. Your words are kept below: please send them once more.")
        return _refused(request, story, form, now, why, status=422, after=fast.ticket)
    if request.POST.get("nickname"):
        why = _("A field that people do not see was filled in. Please send once more.")
        return _refused(request, story, form, now, why, status=422, after=ticket)
    if not form.is_valid():
        return _form_page(request, story, form, status=422)
    spared = ModerationSettings.for_request(request).spared
    if Sparable.PACE in spared and badges_for(request, story):
        return _take(request, story, form, ticket, now)
    return _take_within_limit(request, story, form, ticket, now)


def _take_within_limit(
    request: HttpRequest, story: Story, form: CommentForm, ticket: tickets.Ticket, now: datetime
) -> HttpResponse:
    """Store a comment unless too many came from its connection; what is not stored counts not."""
    who, now_seconds = _who(request), now.timestamp()
    if not limits.is_allowed(limits.COMMENTS, who, now_seconds=now_seconds):
        return too_often(request, limits.COMMENTS)
    is_stored = False
    try:
        answer = _take(request, story, form, ticket, now)
        is_stored = answer.status_code == 303  # it leads to the comment
        return answer
    finally:
        if not is_stored and limits.is_allowed(limits.UNSTORED, who, now_seconds=now_seconds):
            limits.give_back(limits.COMMENTS, who, now_seconds=now_seconds)


def _take(
    request: HttpRequest, story: Story, form: CommentForm, ticket: tickets.Ticket, now: datetime
) -> HttpResponse:
    """Store a comment, or give a heated one back once; sent again, changed or not, it is stored."""
    badge = badge_of(request, story)
    is_heated = services.is_to_be_nudged(
        text=form.cleaned_data["text"],
        ticket=ticket,
        rules=ModerationSettings.for_request(request),
        roles=frozenset({STAFF}) if badge else frozenset(),
        scorer=own_scores,
        now=now,
    )
    if is_heated:
        why = _(
            "Before you send this: some of the words may hurt the person who reads them. Would you "
            "like to look at it once more? You can change it, or send it as it is."
        )
        nudged = replace(ticket, was_nudged=True)
        return _refused(request, story, form, now, why, status=422, after=nudged)
    return _store(request, story, form, ticket, now, badge)


def _store(
    request: HttpRequest,
    story: Story,
    form: CommentForm,
    ticket: tickets.Ticket,
    now: datetime,
    badge: Comment.Badge,
) -> HttpResponse:
    """Store a comment; what the same form had stored before is changed, if there is time."""
    text, account = form.cleaned_data["text"], _writes_as(request)
    try:
        submitted = services.submit_comment(
            story=story,
            ticket=ticket,
            author_name=form.cleaned_data.get("name", _known_name(request)),
            email=form.cleaned_data.get("email", ""),
            text=text,
            client_address=client_address(request),
            now=now,
            badge=badge,
            wants_replies=form.cleaned_data["wants_replies"],
            account=account,
        )
    except services.AnsweredIsGone:
        return _refused(request, story, form, now, _why_no_answer(), status=409, after=ticket)
    except services.CommentsClosed:
        return closed(request)
    mine = reverse("discussion:mine", args=[submitted.token])
    comment = submitted.comment
    if comment.text == text:
        return see_other(mine)
    # The form was stored before, with other words.
    until = selectors.editable_until(comment, ModerationSettings.for_request(request), now=now)
    if services.take_newer_words(comment=comment, text=text, until=until, now=now):
        return see_other(f"{mine}?newer")
    why = _(
        "You had sent this form before, and the words you sent first stand. Those below are not "
        "stored. Send them once more if they are to be a comment of their own."
    )
    another = tickets.for_another(ticket)
    return _refused(request, story, form, now, why, status=409, after=another, mine=mine)


def _refused(
    request: HttpRequest,
    story: Story,
    form: CommentForm | None,
    now: datetime,
    why: str,
    *,
    status: int,
    after: tickets.Ticket | None = None,
    mine: str = "",
) -> HttpResponse:
    """Give the form back with the words in it and a fresh ticket; nothing was stored.

    after  the ticket of ours it came with: what that one was for, the fresh one is for
    mine   where the comment is that was stored by the same form before
    """
    parent = None
    if after and after.parent_id:
        parent = Comment.objects.visible().filter(story=story, pk=after.parent_id).first()
    parent_id = parent.pk if parent else None
    ticket = (
        tickets.issue_again(after, parent_id=parent_id, now=now)
        if after
        else tickets.issue(story_id=story.pk, parent_id=None, now=now)
    )
    initial: dict[str, Any] = {"ticket": ticket}
    if form is not None:
        initial |= {name: form.data.get(name, "") for name in KEPT_FIELDS}
    fresh = _form(request, initial=initial)
    return _form_page(request, story, fresh, status=status, why=why, parent=parent, mine=mine)


def _form(request: HttpRequest, *args: Any, **kwargs: Any) -> CommentForm:
    is_required = current_settings(request).is_email_required
    return CommentForm(
        *args,
        is_email_required=is_required,
        account=_writes_as(request),
        name=_known_name(request),
        **kwargs,
    )


def _writes_as(request: HttpRequest) -> Account | None:
    """Return the account a form is for; one that was given out to a guest stays a guest's."""
    return None if "email" in request.POST else account_of(request)


def _known_name(request: HttpRequest) -> str:
    """Return the name under which a comment will stand; empty where it is still to be typed.

    Beside a colleague's badge that is their own, and nobody else's.
    """
    account = _writes_as(request)
    return name_of(request) or (account.name if account else "")


def _form_page(
    request: HttpRequest,
    story: Story,
    form: CommentForm,
    *,
    status: int = 200,
    parent: Comment | None = None,
    why: str = "",
    mine: str = "",
    template: str = "form_page",
) -> HttpResponse:
    rules, newsroom = ModerationSettings.for_request(request), current_settings(request)
    mode = selectors.mode_of(story, newsroom, now=clock.now())
    context = {
        "story": story,
        "form": form,
        "parent": parent,
        "why": why,
        "mine": mine,
        "newsroom": newsroom,
        "account": _writes_as(request),
        "badges": badges_for(request, story),
        "colleague_name": name_of(request),
        "rules": rules,
        "is_pre_moderated": rules.is_pre_moderated or mode == Discussion.Mode.PRE_MODERATED,
    }
    response = render(request, f"discussion/{template}.html", context, status=status)
    # The form's own answer must be able to say where it came from.
    return private(response, referrer="same-origin")


def _is_open(request: HttpRequest, story: Story, now: datetime) -> bool:
    mode = selectors.mode_of(story, current_settings(request), now=now)
    return mode != Discussion.Mode.CLOSED


def _who(request: HttpRequest) -> str:
    return privacy.address_hash(client_address(request))
