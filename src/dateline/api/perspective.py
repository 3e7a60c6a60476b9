"""The comment analyzer inside the newsroom: the same service, behind Django's addresses.

It answers once `DATELINE_SCORER_KEYS` names a file of keys; until then its addresses are not there.
"""

import time
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from dateline.api.analyzer import Request, Service, ServiceOptions
from dateline.api.analyzer.building import build_service
from dateline.api.analyzer.own_scorer import own_scorer
from dateline.api.analyzer.service import METHODS


@csrf_exempt  # a key lets clients in, never a cookie
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a client of Perspective."""
    if not settings.SCORER_KEYS:
        raise Http404
    response = _service().respond(
        Request(
            method=request.method or "",
            target=request.get_full_path(),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.body,
        )
    )
    answer = HttpResponse(response.body, status=response.status, headers=response.headers)
    answer["Cache-Control"] = "no-store"
    return answer


@cache
def _service() -> Service:
    return build_service(
        scorer=own_scorer,
        options=ServiceOptions(
            base_url=settings.BASE_URL,
            is_strict=settings.SCORER_STRICT_LANGUAGES,
            coral_secrets=tuple(settings.SCORER_CORAL_SECRETS),
        ),
        keys_file=Path(settings.SCORER_KEYS),
        feedback_file=Path(settings.SCORER_FEEDBACK),
        feedback_days=settings.SCORER_FEEDBACK_DAYS,
        clock=time.time,
    )


urlpatterns = [path(address.lstrip("/"), answer) for address in METHODS]
