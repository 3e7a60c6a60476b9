"""The service itself: a request in, an answer out, whatever carries them."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from dateline.api.analyzer import coral
from dateline.api.analyzer.batch import Answered, Call, answer_batch
from dateline.api.analyzer.discovery import discovery_document
from dateline.api.analyzer.errors import (
    AnalyzerError,
    BadSignature,
    NotFound,
    QuotaExceeded,
    TooLarge,
    WrongMethod,
)
from dateline.api.analyzer.feedback import FeedbackStore
from dateline.api.analyzer.keys import SECONDS_OF_A_WINDOW, Keys
from dateline.api.analyzer.messages import json_object, read_analyze, read_suggestion
from dateline.api.analyzer.openapi import openapi_document
from dateline.api.analyzer.scores import Scorer, analyze

logger = logging.getLogger(__name__)

LARGEST_BODY_BYTES = 256 * 1024
LARGEST_BATCH_BYTES = 16 * 1024 * 1024
ANALYZE = "/v1alpha1/comments:analyze"
SUGGEST = "/v1alpha1/comments:suggestscore"
DISCOVERY = "/$discovery/rest"
OPENAPI = "/v1alpha1/openapi.json"
BATCH = "/batch"
CORAL = "/coral/moderate"
METHODS = {
    ANALYZE: "POST", SUGGEST: "POST", DISCOVERY: "GET", OPENAPI: "GET", BATCH: "POST",
    CORAL: "POST",
}  # fmt: skip
JSON_TYPE = "application/json; charset=UTF-8"
FAULT = {"error": {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}}
# What we answer holds itself nowhere, and looking for that takes a third of the time.
_ENCODER = json.JSONEncoder(check_circular=False)
OPEN_KEY_NAME = "(no keys)"


@dataclass(frozen=True, slots=True)
class Request:
    """One request: the path with its query, headers by lower-case name, the whole body."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """One answer."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOptions:
    """How a service behaves.

    is_strict      refuse a requested language without heads, as Perspective did
    coral_secrets  signing secrets of Coral's external phase; none closes that address
    """

    base_url: str
    is_strict: bool = False
    coral_secrets: tuple[str, ...] = ()


class Service:
    """Answers at Perspective's contract, and as an external moderation phase of Coral.

    keys   None lets everybody in, for a service that only its own machine can reach
    clock  seconds since 1970
    """

    def __init__(
        self,
        *,
        scorer: Scorer,
        options: ServiceOptions,
        keys: Keys | None,
        feedback: FeedbackStore,
        clock: Callable[[], float],
    ) -> None:
        self._scorer, self._options, self._clock = scorer, options, clock
        self._keys, self._feedback = keys, feedback

    def respond(self, request: Request) -> Response:
        """Return the answer to a request. Nothing is raised, and no comment is logged."""
        try:
            return self._respond(request)
        except AnalyzerError as error:
            headers = {"Content-Type": JSON_TYPE}
            if isinstance(error, QuotaExceeded):
                headers["Retry-After"] = str(SECONDS_OF_A_WINDOW)
            if isinstance(error, WrongMethod):
                headers["Allow"] = METHODS[urlsplit(request.target).path]
            return Response(error.http_status, _json(error.as_json()), headers)
        except Exception:
            logger.exception("The analyzer failed on %s", urlsplit(request.target).path)
            return Response(500, _json(FAULT), {"Content-Type": JSON_TYPE})

    def _respond(self, request: Request) -> Response:
        path = urlsplit(request.target).path
        if path not in METHODS or (path == CORAL and not self._options.coral_secrets):
            raise NotFound("The requested URL was not found on this server.")
        if request.method != METHODS[path]:
            raise WrongMethod(f"The method {request.method} is not allowed here.")
        if len(request.body) > (LARGEST_BATCH_BYTES if path == BATCH else LARGEST_BODY_BYTES):
            raise TooLarge("Request payload size exceeds the limit.")
        if path == DISCOVERY:
            return _answer(discovery_document(self._options.base_url))
        if path == OPENAPI:
            return _answer(openapi_document(self._options.base_url))
        if path == CORAL:
            return self._moderate(request)
        if path == BATCH:
            return self._batch(request)
        return _answer(self._call(path, request))

    def _call(self, path: str, request: Request) -> dict[str, Any]:
        key_name = self._admit(request)
        value = json_object(request.body)
        if path == ANALYZE:
            return analyze(read_analyze(value), self._scorer, is_strict=self._options.is_strict)
        suggestion = read_suggestion(value)
        self._feedback.add(suggestion, key_name=key_name, now=self._clock())
        scored = self._scorer(suggestion.text, (), False)
        answer: dict[str, Any] = {
            "detectedLanguages": [scored.language_tag],
            "requestedLanguages": list(suggestion.languages),
        }
        if suggestion.client_token is not None:
            answer["clientToken"] = suggestion.client_token
        return answer

    def _admit(self, request: Request) -> str:
        if self._keys is None:
            return OPEN_KEY_NAME
        query = parse_qs(urlsplit(request.target).query)
        secret = query.get("key", [""])[0] or request.headers.get("x-goog-api-key")
        return self._keys.admit(secret).name

    def _batch(self, request: Request) -> Response:
        def answer(call: Call) -> Answered:
            if urlsplit(call.target).path not in (ANALYZE, SUGGEST):
                return Answered(404, _json(NotFound("Only comments may be batched.").as_json()))
            inner = self.respond(Request(call.method, call.target, request.headers, call.body))
            return Answered(inner.status, inner.body)

        content_type, body = answer_batch(
            request.headers.get("content-type", ""), request.body, answer
        )
        return Response(200, body, {"Content-Type": content_type})

    def _moderate(self, request: Request) -> Response:
        signature = request.headers.get("x-coral-signature")
        if signature is None:
            raise BadSignature("The X-Coral-Signature header is missing.")
        coral.check_signature(request.body, signature, self._options.coral_secrets)
        verdict = coral.moderate(json_object(request.body), self._scorer)
        return Response(204, b"") if verdict is None else _answer(verdict)


def _answer(value: dict[str, Any]) -> Response:
    return Response(200, _json(value), {"Content-Type": JSON_TYPE})


def _json(value: dict[str, Any]) -> bytes:
    return _ENCODER.encode(value).encode()
