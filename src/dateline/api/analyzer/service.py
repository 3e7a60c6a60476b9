"""The service itself: a request in, an answer out, whatever carries them."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar
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
from dateline.api.analyzer.messages import (
    AnalyzeRequest,
    json_object,
    read_analyze,
    read_suggestion,
)
from dateline.api.analyzer.openapi import openapi_document
from dateline.api.analyzer.scores import Asked, Scored, Scorer, answer_to, asked_of

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
# More gain little, and whoever waits for the scorer beside them waits longer.
MOST_SIDE_BY_SIDE = 32

Found = TypeVar("Found")


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
        (response,) = self.respond_to_all([request])
        return response

    def respond_to_all(self, requests: Sequence[Request]) -> list[Response]:
        """Return the answers to some requests in their order, as if each had come by itself.

        Comments to analyze are scored side by side, which costs a fraction of one after another.
        """
        begun = [self._guarded(request, partial(self._begin, request)) for request in requests]
        to_score = [one for one in begun if isinstance(one, _ToScore)]
        for one, scored in zip(to_score, self._scored(to_score), strict=True):
            one.scored = scored
        return [
            one if isinstance(one, Response) else self._guarded(request, partial(self._finish, one))
            for request, one in zip(requests, begun, strict=True)
        ]

    def _guarded(self, request: Request, act: "Callable[[], Found]") -> "Found | Response":
        try:
            return act()
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

    def _begin(self, request: Request) -> "Response | _ToScore":
        """Return the answer, or what must be scored for it.

        Raises: AnalyzerError.
        """
        path = urlsplit(request.target).path
        if path not in METHODS or (path == CORAL and not self._options.coral_secrets):
            raise NotFound("The requested URL was not found on this server.")
        if request.method != METHODS[path]:
            raise WrongMethod(f"The method {request.method} is not allowed here.")
        if len(request.body) > (LARGEST_BATCH_BYTES if path == BATCH else LARGEST_BODY_BYTES):
            raise TooLarge("Request payload size exceeds the limit.")
        if path == ANALYZE:
            self._admit(request)
            read = read_analyze(json_object(request.body))
            return _ToScore(read, asked_of(read))
        if path == DISCOVERY:
            return _answer(discovery_document(self._options.base_url))
        if path == OPENAPI:
            return _answer(openapi_document(self._options.base_url))
        if path == CORAL:
            return self._moderate(request)
        if path == BATCH:
            return self._batch(request)
        return self._suggest(request)

    def _scored(self, to_score: "Sequence[_ToScore]") -> Sequence[Scored | None]:
        """Return what the scorer says, or nothing where several at once were too much for it."""
        try:
            return self._scorer([one.asked for one in to_score]) if to_score else []
        except Exception:
            logger.exception("The analyzer failed on comments side by side; each goes by itself")
            return [None] * len(to_score)

    def _finish(self, one: "_ToScore") -> Response:
        scored = one.scored or self._scorer([one.asked])[0]
        body = answer_to(one.request, scored, is_strict=self._options.is_strict)
        return Response(200, body, {"Content-Type": JSON_TYPE})

    def _suggest(self, request: Request) -> Response:
        key_name = self._admit(request)
        suggestion = read_suggestion(json_object(request.body))
        self._feedback.add(suggestion, key_name=key_name, now=self._clock())
        (scored,) = self._scorer([Asked(suggestion.text, frozenset())])
        answer: dict[str, Any] = {
            "detectedLanguages": [scored.language_tag],
            "requestedLanguages": list(suggestion.languages),
        }
        if suggestion.client_token is not None:
            answer["clientToken"] = suggestion.client_token
        return _answer(answer)

    def _admit(self, request: Request) -> str:
        if self._keys is None:
            return OPEN_KEY_NAME
        query = parse_qs(urlsplit(request.target).query)
        secret = query.get("key", [""])[0] or request.headers.get("x-goog-api-key")
        return self._keys.admit(secret).name

    def _batch(self, request: Request) -> Response:
        def answers(calls: Sequence[Call]) -> Iterator[Answered]:
            for first in range(0, len(calls), MOST_SIDE_BY_SIDE):
                some = [
                    Request(call.method, call.target, request.headers, call.body)
                    for call in calls[first : first + MOST_SIDE_BY_SIDE]
                ]
                for inner in self._respond_to_comments(some):
                    yield Answered(inner.status, inner.body)

        content_type, body = answer_batch(
            request.headers.get("content-type", ""), request.body, answers
        )
        return Response(200, body, {"Content-Type": content_type})

    def _respond_to_comments(self, requests: Sequence[Request]) -> Iterator[Response]:
        of_comments = [r for r in requests if urlsplit(r.target).path in (ANALYZE, SUGGEST)]
        answered = iter(self.respond_to_all(of_comments))
        for request in requests:
            if urlsplit(request.target).path in (ANALYZE, SUGGEST):
                yield next(answered)
            else:
                yield Response(404, _json(NotFound("Only comments may be batched.").as_json()))

    def _moderate(self, request: Request) -> Response:
        signature = request.headers.get("x-coral-signature")
        if signature is None:
            raise BadSignature("The X-Coral-Signature header is missing.")
        coral.check_signature(request.body, signature, self._options.coral_secrets)
        verdict = coral.moderate(json_object(request.body), self._scorer)
        return Response(204, b"") if verdict is None else _answer(verdict)


@dataclass(slots=True)
class _ToScore:
    """A request that waits for its scores."""

    request: AnalyzeRequest
    asked: Asked
    scored: Scored | None = None


def _answer(value: dict[str, Any]) -> Response:
    return Response(200, _json(value), {"Content-Type": JSON_TYPE})


def _json(value: dict[str, Any]) -> bytes:
    return _ENCODER.encode(value).encode()
