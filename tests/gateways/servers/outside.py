"""A real server that takes whatever is posted to it: a newsroom's own phase, or Akismet."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

from tests.gateways.servers.chat import sends
from tests.gateways.servers.posts import PostServer

Reply = Callable[[BaseHTTPRequestHandler, bytes], None]


class OutsideServer(PostServer):
    """Answers every POST with `reply`; keeps path, headers and bytes of what it was sent."""

    def __init__(self) -> None:
        self.reply: Reply = sends(b"", status=204)
        self.asked: list[tuple[str, dict[str, str], bytes]] = []
        super().__init__()

    def take(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        self.asked.append((request.path, dict(request.headers), body))
        self.reply(request, body)


def refuses_unsigned(is_signed: Callable[[bytes, str], bool], answer: Reply) -> Reply:
    """Answer who signed with the right secret, and turn everybody else away."""

    def reply(request: BaseHTTPRequestHandler, body: bytes) -> None:
        is_good = is_signed(body, request.headers.get("X-Coral-Signature", ""))
        (answer if is_good else sends(b"", status=401))(request, body)

    return reply
