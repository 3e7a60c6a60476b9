"""Answering calmly where nothing can be read or stored just now: what was sent is given back."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from dateline.discussion.views.responses import as_sent, given_back

logger = logging.getLogger(__name__)

AGAIN_AFTER_SECONDS = 60

View = Callable[..., HttpResponseBase]


def calm(view: View) -> View:
    """Answer for a view with 503 and the form as it was sent if the database cannot be worked with.

    A full disk, a locked or a lost database. Nothing was stored, or its ticket finds it: the form
    keeps the ticket it had, so that what is sent again is there once.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError) as error:
            logger.error(
                "The database cannot be worked with (%s). A reader was asked to try again in %d s; "
                "their words are in the form they got back.",
                str(error).partition("\n")[0] or type(error).__name__,
                AGAIN_AFTER_SECONDS,
            )
            return _not_now(request)

    return guarded


def _not_now(request: HttpRequest) -> HttpResponse:
    response = render(request, "discussion/not_now.html", as_sent(request), status=503)
    response["Retry-After"] = str(AGAIN_AFTER_SECONDS)
    return given_back(response)
