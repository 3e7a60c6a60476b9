"""Where agencies send to: `POST /wire/<source>` with a token, and `GET` for what became of it.

No session, no cookie, no form: the token in `Authorization: Bearer …` is all that counts, so that
no page in somebody's browser can send anything.
"""

from http import HTTPStatus
from typing import BinaryIO, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from dateline.accounts import sealing
from dateline.intake import selectors, services
from dateline.intake.models import PushToken, WireRecord
from dateline.pages import clock
from dateline.pages.limits import Limit, is_allowed
from dateline.pages.visitors import client_address, connection_of

PUSHES = Limit("push", most=600, seconds=60)
ASKS = Limit("push-asks", most=600, seconds=60)
WRONG_TOKENS = Limit("push-wrong-token", most=20, seconds=300)
LONGEST_KEY_CHARS = 255


@csrf_exempt
@require_POST
def receive(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep what an agency sends; 201 with the record's number, before it is read."""
    token = _token_of(request, slug, PUSHES)
    if isinstance(token, HttpResponse):
        return token
    length_bytes = _length_of(request)
    if isinstance(length_bytes, HttpResponse):
        return length_bytes
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > LONGEST_KEY_CHARS:
        return _problem(400, f"The Idempotency-Key is longer than {LONGEST_KEY_CHARS} characters.")
    try:
        pushed = services.push(
            token=token,
            stream=cast(BinaryIO, request),
            length_bytes=length_bytes,
            idempotency_key=key,
            now=clock.now(),
        )
    except (services.CutShort, UnreadablePostError):
        return _problem(400, "The body ended before its Content-Length. Nothing was received.")
    except services.BodyDiffers:
        return _problem(
            422, "This Idempotency-Key came with another body before. Nothing was received."
        )
    outcome = reverse("push-outcome", args=[slug, pushed.record.pk])
    answer = JsonResponse(
        {"id": pushed.record.pk, "outcome": request.build_absolute_uri(outcome)},
        status=HTTPStatus.CREATED if pushed.is_new else HTTPStatus.OK,
    )
    answer["Location"] = outcome
    return answer


@require_safe
def outcome(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say what became of a delivery and of each item in it."""
    token = _token_of(request, slug, ASKS)
    if isinstance(token, HttpResponse):
        return token
    record = WireRecord.objects.filter(source=token.source, pk=pk).first()
    if record is None:
        return _problem(404, "This source has no such delivery.")
    answer = JsonResponse(
        {
            "id": record.pk,
            "state": record.state,
            "format": record.wire_format or None,
            "error": _error(record),
            "items": [
                {
                    "position": item.position,
                    "guid": item.chain.guid if item.chain else None,
                    "version": item.version or None,
                    "outcome": item.outcome,
                    "reason": item.reason,
                }
                for item in record.items.select_related("chain").order_by("position")
            ],
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _error(record: WireRecord) -> dict[str, str] | None:
    if not record.error_code:
        return None
    return {
        "code": record.error_code,
        "where": record.error_where,
        "found": record.error_found,
        "expected": record.error_expected,
    }


def _token_of(request: HttpRequest, slug: str, limit: Limit) -> PushToken | HttpResponse:
    """Return the token a request proves itself with, or the refusal.

    A missing, wrong or revoked token and a source that does not exist are all answered alike.
    """
    now_seconds = clock.now().timestamp()
    scheme, _, words = request.headers.get("Authorization", "").partition(" ")
    token = None
    if scheme.lower() == "bearer":
        token = selectors.push_token(slug=slug, token=words.strip())
    if token is None:
        if not is_allowed(WRONG_TOKENS, _who(request), now_seconds=now_seconds):
            return _too_often(WRONG_TOKENS)
        refusal = _problem(401, "A valid token of this source is needed.")
        refusal["WWW-Authenticate"] = "Bearer"
        return refusal
    if not token.source.is_active:
        return _problem(403, "This source is switched off at the newsroom.")
    if not is_allowed(limit, str(token.source_id), now_seconds=now_seconds):
        return _too_often(limit)
    return token


def _length_of(request: HttpRequest) -> int | HttpResponse:
    """Return how many bytes will come, or the refusal: before any of them is read."""
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        return _problem(415, "The body is packed. Send it as it is.")
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        return _problem(411, "A Content-Length is needed.")
    if int(length) == 0:
        return _problem(400, "The body is empty.")
    if int(length) > settings.WIRE_MAX_BYTES:
        return _problem(413, f"At most {settings.WIRE_MAX_BYTES} bytes are taken at once.")
    return int(length)


def _who(request: HttpRequest) -> str:
    """Return a keyed hash of the sender's connection, whose address is kept nowhere itself."""
    return sealing.keyed_hash("address", connection_of(client_address(request)))


def _too_often(limit: Limit) -> HttpResponse:
    refusal = _problem(429, f"At most {limit.most} times in {limit.seconds} seconds.")
    refusal["Retry-After"] = str(limit.seconds)
    return refusal


def _problem(status: int, title: str) -> HttpResponse:
    return JsonResponse({"title": title, "status": status}, status=status)
