"""The headers of the discussion's answers, and those that stand for a whole page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dateline.discussion.limits import Limit


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
    """Ask a reader to wait; nothing was stored."""
    response = render(request, "discussion/too_often.html", status=429)
    response["Retry-After"] = str(limit.seconds)
    return private(response)
