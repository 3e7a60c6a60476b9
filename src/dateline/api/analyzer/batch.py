"""Google's batch requests: several calls in one multipart/mixed body, answered in one.

Source: Google API client libraries, “Batching HTTP Requests”; RFC 2046, RFC 9112.
"""

import email
import email.policy
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from dateline.api.analyzer.errors import InvalidRequest

MOST_CALLS = 1000
_REQUEST_LINE = re.compile(rb"\s*(?P<method>[A-Z]+) (?P<target>\S+)(?: HTTP/[\d.]+)?\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a batch; `content_id` is what its answer is matched by."""

    method: str
    target: str
    body: bytes
    content_id: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to one call."""

    status: int
    body: bytes


def calls_in(content_type: str, body: bytes) -> Iterator[Call]:
    """Give the calls of a batch, in order.

    Raises: InvalidRequest when the body is no such batch.
    """
    head = f"Content-Type: {content_type}\r\n\r\n".encode("latin-1", errors="replace")
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    if message.get_content_type() != "multipart/mixed" or not message.is_multipart():
        raise InvalidRequest("The batch request must be multipart/mixed with a boundary.")
    parts = list(message.iter_parts())
    if not 0 < len(parts) <= MOST_CALLS:
        raise InvalidRequest(f"The batch must hold 1 to {MOST_CALLS} calls, found {len(parts)}.")
    for part in parts:
        raw = part.get_payload(decode=True)
        yield _call(raw if isinstance(raw, bytes) else b"", part["Content-ID"])


def _call(raw: bytes, content_id: str | None) -> Call:
    line = _REQUEST_LINE.match(raw)
    if line is None:
        raise InvalidRequest("Each part of the batch must be an HTTP request.")
    end = _HEAD_END.search(raw, line.end() - 1)
    return Call(
        method=line["method"].decode(),
        target=line["target"].decode("latin-1"),
        body=raw[end.end() :] if end else b"",
        content_id=content_id,
    )


def answer_batch(
    content_type: str, body: bytes, answers: Callable[[Sequence[Call]], Iterable[Answered]]
) -> tuple[str, bytes]:
    """Return the content type and body of a batch's answer; `answers` gives one to each call.

    Raises: InvalidRequest.
    """
    boundary = f"batch_{secrets.token_hex(12)}"
    parts = []
    calls = list(calls_in(content_type, body))
    for call, answered in zip(calls, answers(calls), strict=True):
        content_id = f"Content-ID: {_response_id(call.content_id)}\r\n" if call.content_id else ""
        parts.append(
            f"--{boundary}\r\nContent-Type: application/http\r\n{content_id}\r\n"
            f"HTTP/1.1 {answered.status} {HTTPStatus(answered.status).phrase}\r\n"
            "Content-Type: application/json; charset=UTF-8\r\n"
            f"Content-Length: {len(answered.body)}\r\n\r\n".encode()
            + answered.body
            + b"\r\n"
        )
    return f"multipart/mixed; boundary={boundary}", b"".join(parts) + f"--{boundary}--\r\n".encode()


def _response_id(content_id: str) -> str:
    """Return “<response-x>” for “<x>”, without line ends that could forge a header."""
    inner = re.sub(r"[\r\n]+", "", content_id.strip())
    return f"<response-{inner[1:]}" if inner.startswith("<") else f"response-{inner}"
