"""What a private or mailed link opens that is none (any more); and keeping those off who try many.

Only links that open nothing are counted: a mail program that unsubscribes many readers from one
connection is never held up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dateline.discussion import limits, privacy
from dateline.discussion.views.responses import private, too_often
from dateline.pages import clock
from dateline.pages.visitors import client_address


def behind_a_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say of a link that opens nothing what can be done, and have who opened many of them wait."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = privacy.address_hash(client_address(request))
        now_seconds = clock.now().timestamp()
        if limits.is_spent(limits.WRONG_LINKS, who, now_seconds=now_seconds):
            return too_often(request, limits.WRONG_LINKS)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = private(render(request, "discussion/link_over.html", status=404))
        if response.status_code == 404:
            limits.is_allowed(limits.WRONG_LINKS, who, now_seconds=now_seconds)
        return response

    return guarded
