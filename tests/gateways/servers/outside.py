"""A real server that takes whatever is posted to it: a newsroom's own phase, or Akismet."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.gateways.servers.chat import sends

Reply = Callable[[BaseHTTPRequestHandler, bytes], None]


class OutsideServer:
    """Answers every POST with `reply`; keeps path, headers and bytes of what it was sent."""

    def __init__(self) -> None:
        self.reply: Reply = sends(b"", status=204)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        self.stopped = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                server.asked.append((self.path, dict(self.headers), body))
                server.reply(self, body)

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # who has read enough hangs up
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def close(self) -> None:
        """Stop serving."""
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "OutsideServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def refuses_unsigned(is_signed: Callable[[bytes, str], bool], answer: Reply) -> Reply:
    """Answer who signed with the right secret, and turn everybody else away."""

    def reply(request: BaseHTTPRequestHandler, body: bytes) -> None:
        is_good = is_signed(body, request.headers.get("X-Coral-Signature", ""))
        (answer if is_good else sends(b"", status=401))(request, body)

    return reply
