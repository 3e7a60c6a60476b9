"""A real server that speaks OpenAI's chat completions, and all the ways in which one goes wrong."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


class ChatServer:
    """Answers `POST /v1/chat/completions` with `reply`; keeps what it was asked."""

    def __init__(self) -> None:
        self.reply: Reply = completes("{}")
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.stopped = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.asked.append(body | {"path": self.path})
                server.headers.append(dict(self.headers))
                server.reply(self, body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "ChatServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


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
