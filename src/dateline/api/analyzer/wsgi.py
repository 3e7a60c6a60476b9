"""The service over WSGI, with what whoever runs it alone needs: health and metrics."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from http import HTTPStatus
from itertools import accumulate
from wsgiref.types import StartResponse, WSGIEnvironment

from dateline.api.analyzer.counters import SharedCounters
from dateline.api.analyzer.service import (
    LARGEST_BATCH_BYTES,
    METHODS,
    Request,
    Response,
    Service,
)

BUCKETS_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
STATUSES = (200, 204, 400, 401, 403, 404, 405, 413, 429, 500)
PROMETHEUS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_COUNTS = [f"{path} {status}" for path in (*METHODS, "other") for status in STATUSES]
_TIMES = [*(f"le {seconds}" for seconds in BUCKETS_SECONDS), "microseconds", "requests"]
COUNTER_NAMES = [*_COUNTS, *_TIMES]

WsgiApp = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


def wsgi_app(service: Service, counters: SharedCounters) -> WsgiApp:
    """Return the service as a WSGI application."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/health":
            response = Response(200, b'{"status": "ok"}', {"Content-Type": "application/json"})
        elif path == "/metrics":
            text = metrics(counters).encode()
            response = Response(200, text, {"Content-Type": PROMETHEUS_TYPE})
        else:
            started = time.perf_counter()
            response = service.respond(request_of(environ))
            _count(counters, path, response.status, time.perf_counter() - started)
        headers = {
            "Content-Length": str(len(response.body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            **response.headers,
        }
        phrase = HTTPStatus(response.status).phrase
        start_response(f"{response.status} {phrase}", list(headers.items()))
        return [response.body]

    return app


def request_of(environ: WSGIEnvironment) -> Request:
    """Return the request in a WSGI environment; a body over every limit is read no further."""
    query = environ.get("QUERY_STRING", "")
    headers = {
        name[5:].replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    headers["content-type"] = environ.get("CONTENT_TYPE") or ""
    return Request(
        method=environ["REQUEST_METHOD"],
        target=environ.get("PATH_INFO", "") + (f"?{query}" if query else ""),
        headers=headers,
        body=environ["wsgi.input"].read(LARGEST_BATCH_BYTES + 1),
    )


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
