"""Where the links in mails lead. Opening a page does nothing: mail scanners open every link."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dateline.discussion import selectors, services
from dateline.discussion.mail_links import BadLink, Purpose, opened_by
from dateline.discussion.models import Author, Comment
from dateline.discussion.views.guessing import behind_a_link
from dateline.discussion.views.origin import is_from_here
from dateline.discussion.views.responses import private
from dateline.pages import clock

METHODS = ["GET", "HEAD", "POST"]


def opened(token: str, purpose: Purpose) -> int:
    """Return the id of what a link opens, or answer that there is nothing."""
    try:
        return opened_by(token, purpose, now=clock.now()).subject_id
    except BadLink:
        raise Http404 from None


@behind_a_link
@csrf_exempt  # whoever holds the mailed link owns the address
@require_http_methods(METHODS)
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Show the comment that somebody sent with this address; by the button, it is theirs.

    So are those that came with it from the same connection lately, as far as they are ticked.
    """
    mine = Comment.objects.exclude(state=Comment.State.ERASED).select_related("story", "author")
    comment = get_object_or_404(mine, pk=opened(token, Purpose.VERIFY))
    if request.method == "POST" and is_from_here(request):
        services.verify_comment(comment=comment, now=clock.now())
        take_as_theirs(request, _beside(comment))
    context = {"comment": comment, "unproved": _beside(comment)}
    return private(render(request, "discussion/verify.html", context))


def _beside(comment: Comment) -> list[Comment]:
    if comment.author is None:
        return []
    unproved = selectors.unproved_comments(
        comment.author, address_hash=comment.address_hash, now=clock.now()
    )
    return [one for one in unproved if one.pk != comment.pk]


def take_as_theirs(request: HttpRequest, comments: Iterable[Comment]) -> None:
    """Note of the comments that whoever owns the address ticked that they are theirs."""
    ticked = set(request.POST.getlist("also"))
    for comment in comments:
        if str(comment.pk) in ticked:
            services.verify_comment(comment=comment, now=clock.now())


@behind_a_link
@csrf_exempt  # a mail program sends it by itself, from nowhere (RFC 8058): the token is the proof
@require_http_methods(METHODS)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mails about answers shall stop; by POST, they stop."""
    author = get_object_or_404(Author, pk=opened(token, Purpose.UNSUBSCRIBE))
    is_done = request.method == "POST"
    if is_done:
        services.stop_reply_mails(author_id=author.pk)
    return private(render(request, "discussion/unsubscribe.html", {"is_done": is_done}))
