"""The service over RSGI, with what whoever runs it alone needs: health and metrics.

Bodies are awaited, so a client that sends slowly costs a connection and keeps nobody waiting.
Source: granian, “RSGI Specification”.
"""

import asyncio
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Mapping
from itertools import accumulate
from typing import Protocol

from dateline.api.analyzer.counters import SharedCounters
from dateline.api.analyzer.service import (
    BATCH,
    JSON_TYPE,
    LARGEST_BATCH_BYTES,
    METHODS,
    MOST_SIDE_BY_SIDE,
    Request,
    Response,
    Service,
)

BODY_WITHIN_SECONDS = 30
# A busy server waits so long for whoever else is asking, to score their comments side by side: for
# four at once that is half the work. Busy means that it answered less than a pause ago.
TOGETHER_WITHIN_SECONDS = 0.0005
PAUSE_SECONDS = 0.005
BUCKETS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
STATUSES = (200, 204, 400, 401, 403, 404, 405, 408, 413, 429, 500)
PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_COUNTS = [f"{path} {status}" for path in (*METHODS, "other") for status in STATUSES]
_TIMES = [*(f"le {seconds}" for seconds in BUCKETS_SECONDS), "microseconds", "requests"]
COUNTER_NAMES = [*_COUNTS, *_TIMES]

TOO_SLOW = Response(
    408,
    b'{"error": {"code": 408, "message": "The body did not come in time.", '
    b'"status": "DEADLINE_EXCEEDED"}}',
    {"Content-Type": JSON_TYPE},
)


class Scope(Protocol):
    """What granian tells of a request."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]


class Exchange(Protocol):
    """What granian reads the body from and writes the answer to."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Give the body as it comes."""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Send an answer."""


class RsgiApp:
    """The service as an RSGI application; what it has begun is answered before it goes."""

    def __init__(self, service: Service, counters: SharedCounters) -> None:
        self._service, self._counters = service, counters
        self._at_work: set[asyncio.Future[None]] = set()
        self._waiting: list[tuple[Request, asyncio.Future[Response]]] = []
        self._answered_at = 0.0

    async def __rsgi__(self, scope: Scope, exchange: Exchange) -> None:
        """Answer a request."""
        done = asyncio.get_running_loop().create_future()
        self._at_work.add(done)
        try:
            response = await self._response(scope, exchange)
            headers = {
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
                **response.headers,
            }
            exchange.response_bytes(response.status, list(headers.items()), response.body)
        finally:
            self._at_work.discard(done)
            done.set_result(None)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let what is at work end: granian stops the loop under it when it is told to stop."""
        if self._at_work:
            loop.run_until_complete(asyncio.wait(self._at_work))

    async def _response(self, scope: Scope, exchange: Exchange) -> Response:
        if scope.path == "/health":
            return Response(200, b'{"status": "ok"}', {"Content-Type": "application/json"})
        if scope.path == "/metrics":
            text = metrics(self._counters).encode()
            return Response(200, text, {"Content-Type": PROMETHEUS_TYPE})
        try:
            async with asyncio.timeout(BODY_WITHIN_SECONDS):
                body = await _body(exchange)
        except TimeoutError:
            _count(self._counters, scope.path, TOO_SLOW.status, BODY_WITHIN_SECONDS)
            return TOO_SLOW
        query = f"?{scope.query_string}" if scope.query_string else ""
        request = Request(scope.method, scope.path + query, scope.headers, body)
        started = time.perf_counter()
        if scope.path == BATCH:
            # A thousand comments take their time; single ones go on beside them.
            response = await asyncio.to_thread(self._service.respond, request)
        else:
            response = await self._side_by_side(request)
        _count(self._counters, scope.path, response.status, time.perf_counter() - started)
        return response

    def _side_by_side(self, request: Request) -> asyncio.Future[Response]:
        """Return what will be the answer: at once after a pause, else with those who come now."""
        loop = asyncio.get_running_loop()
        answer = loop.create_future()
        self._waiting.append((request, answer))
        if len(self._waiting) == 1:
            is_busy = loop.time() - self._answered_at < PAUSE_SECONDS
            loop.call_later(TOGETHER_WITHIN_SECONDS if is_busy else 0, self._answer_waiting)
        return answer

    def _answer_waiting(self) -> None:
        loop = asyncio.get_running_loop()
        some = self._waiting[:MOST_SIDE_BY_SIDE]
        del self._waiting[:MOST_SIDE_BY_SIDE]
        if self._waiting:
            loop.call_soon(self._answer_waiting)
        responses = self._service.respond_to_all([request for request, _ in some])
        self._answered_at = loop.time()
        for (_, answer), response in zip(some, responses, strict=True):
            if not answer.done():
                answer.set_result(response)


async def _body(exchange: Exchange) -> bytes:
    """Return the body; one over every limit is read no further."""
    parts, size = [], 0
    async for part in exchange:
        parts.append(part)
        size += len(part)
        if size > LARGEST_BATCH_BYTES:
            break
    return b"".join(parts)


def _count(counters: SharedCounters, path: str, status: int, seconds: float) -> None:
    counted = status if status in STATUSES else 500
    amounts = {
        f"{path if path in METHODS else 'other'} {counted}": 1,
        "requests": 1,
        "microseconds": int(seconds * 1_000_000),
    }
    bucket = bisect_left(BUCKETS_SECONDS, seconds)
    if bucket < len(BUCKETS_SECONDS):
        amounts[f"le {BUCKETS_SECONDS[bucket]}"] = 1
    counters.add(amounts)


def metrics(counters: SharedCounters) -> str:
    """Return the counters in the text format of Prometheus."""
    lines = [
        "# HELP dateline_analyzer_requests_total Requests by address and status.",
        "# TYPE dateline_analyzer_requests_total counter",
    ]
    for name in _COUNTS:
        if value := counters.value(name):
            path, _, status = name.rpartition(" ")
            labels = f'path="{path}",status="{status}"'
            lines.append(f"dateline_analyzer_requests_total{{{labels}}} {value}")
    lines += [
        "# HELP dateline_analyzer_seconds Time spent on a request.",
        "# TYPE dateline_analyzer_seconds histogram",
    ]
    # Each request is kept in the first bucket that holds it; Prometheus wants it in all larger too.
    each = (counters.value(f"le {bound}") for bound in BUCKETS_SECONDS)
    for bound, value in zip(BUCKETS_SECONDS, accumulate(each), strict=True):
        lines.append(f'dateline_analyzer_seconds_bucket{{le="{bound}"}} {value}')
    total = counters.value("requests")
    lines += [
        f'dateline_analyzer_seconds_bucket{{le="+Inf"}} {total}',
        f"dateline_analyzer_seconds_sum {counters.value('microseconds') / 1_000_000}",
        f"dateline_analyzer_seconds_count {total}",
        "",
    ]
    return "\n".join(lines)
