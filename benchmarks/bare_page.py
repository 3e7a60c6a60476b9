"""A WSGI application that answers everything with one page: what a server costs by itself."""

import json
import os
from collections.abc import Callable
from pathlib import Path

_headers, _body = json.loads(Path(os.environ["BENCHMARK_BARE_PAGE"]).read_text())
HEADERS = [(name, value) for name, value in _headers]
BODY = _body.encode("latin-1")


def application(
    environ: dict[str, object], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> list[bytes]:
    """Answer with the page."""
    start_response("200 OK", HEADERS)
    return [BODY]
