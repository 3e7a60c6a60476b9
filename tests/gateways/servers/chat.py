"""A real server that speaks OpenAI's chat completions, and all the ways in which one goes wrong."""

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.gateways.servers.posts import PostServer

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class ChatServer(PostServer):
    """Answers `POST /v1/chat/completions` with `reply`; keeps what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply = completes("{}")
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        super().__init__()
        self.url += "/v1"

    def take(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        asked = json.loads(body)
        self.asked.append(asked | {"path": request.path})
        self.headers.append(dict(request.headers))
        self.reply(request, asked)


def completion(text: object, **changes: object) -> dict[str, Any]:
    """Return a chat completion with these words."""
    message = {"role": "assistant", "content": text}
    choice: dict[str, Any] = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-7",
        "object": "chat.completion",
        "model": "quay-1-2026-11",
        "choices": [choice],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    } | changes


def sends(body: bytes, *, status: int = 200, **headers: str) -> Reply:
    """Answer with these bytes and headers (underscores stand for hyphens)."""

    def reply(request: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        request.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return reply


def completes(text: object, **changes: object) -> Reply:
    """Answer with a chat completion of these words."""
    return sends(json.dumps(completion(text, **changes)).encode())


def refuses() -> Reply:
    """Answer that the model will not."""
    message = {"role": "assistant", "content": None, "refusal": "I cannot help with that."}
    return completes(None, choices=[{"index": 0, "message": message, "finish_reason": "stop"}])


def is_cut_short() -> Reply:
    """Answer with half a text."""
    message = {"role": "assistant", "content": '{"lines": ['}
    return completes(None, choices=[{"index": 0, "message": message, "finish_reason": "length"}])


def says_nothing(server: ChatServer) -> Reply:
    """Take the request and never answer."""

    def reply(_: BaseHTTPRequestHandler, __: dict[str, Any]) -> None:
        server.stopped.wait(30)

    return reply


def drips(server: ChatServer) -> Reply:
    """Answer one byte at a time, for ever."""

    def reply(request: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100000")
        request.end_headers()
        while not server.stopped.wait(0.02):
            try:
                request.wfile.write(b" ")
            except OSError:
                return

    return reply


def breaks_off() -> Reply:
    """Answer with less than was promised, and close."""

    def reply(request: BaseHTTPRequestHandler, _: dict[str, Any]) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "5000")
        request.end_headers()
        request.wfile.write(b'{"choices": [{"message"')

    return reply
