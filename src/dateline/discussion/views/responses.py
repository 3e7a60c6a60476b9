"""The headers of the discussion's answers, and those that stand for a whole page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dateline.discussion.limits import Limit
from dateline.discussion.models import Comment
from dateline.pages.models import Story

# Shown, so that a reader can copy them; the rest of a form goes along unseen.
WORDS = ("text", "words")
# What was shown once, or was its author's to take back: that it is gone is no secret.
GONE = frozenset({Comment.State.REMOVED, Comment.State.WITHDRAWN, Comment.State.ERASED})


def private(response: HttpResponse, *, referrer: str = "no-referrer") -> HttpResponse:
    """Keep a personal page out of caches, search engines and other sites' referrers."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = referrer
    return response


def see_other(address: str) -> HttpResponse:
    """Lead from a form that was taken to the page that shows what came of it."""
    response = redirect(address)
    response.status_code = 303
    return private(response)


def too_often(request: HttpRequest, limit: Limit) -> HttpResponse:
    """Ask a reader to wait and give back what was sent, to be sent again; nothing was stored."""
    context = as_sent(request) | {"minutes": max(limit.seconds // 60, 1)}
    response = render(request, "discussion/too_often.html", context, status=429)
    response["Retry-After"] = str(limit.seconds)
    return given_back(response)


def closed(request: HttpRequest, story: Story | None = None) -> HttpResponse:
    """Say that a story takes no comments and give back what was written, to be kept elsewhere.

    story  None where readers may not read it any more
    """
    context = as_sent(request) | {"story": story}
    return given_back(render(request, "discussion/closed.html", context, status=410))


def gone(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Say that a comment was shown once and is no longer."""
    response = render(request, "discussion/gone.html", {"story": comment.story}, status=410)
    return private(response)


def as_sent(request: HttpRequest) -> dict[str, Any]:
    """Return a form as it was sent: the words that are shown again, and the rest."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return {
        "is_form": request.method == "POST",
        "words": [(name, value) for name, value in sent if name in WORDS],
        "rest": [(name, value) for name, value in sent if name not in WORDS],
    }


def given_back(response: HttpResponse) -> HttpResponse:
    """Keep a page private from which a form is sent: it must be able to say where it came from."""
    return private(response, referrer="same-origin")
