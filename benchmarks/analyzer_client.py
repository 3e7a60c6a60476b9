"""A client that costs little: many kept-open connections, one thread, answers read by length.

It runs beside the server on the same cores, so what it costs is taken from the server; a thread
and a parser for each connection took a third of two cores.
"""

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length: "
_OK = b"HTTP/1.1 200 "
_RECEIVED_BYTES = 65_536


@dataclass(slots=True)
class _Connection:
    socket: socket.socket
    sent_at: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def post_all(
    address: tuple[str, int], target: str, bodies: Sequence[bytes], *, connections: int
) -> list[float]:
    """Send bodies over some connections, each one as soon as the last is answered.

    Returns the seconds of each request in the order of the answers. Raises: RuntimeError when an
    answer is not 200.
    """
    waiting = iter([_request(address, target, body) for body in bodies])
    times: list[float] = []
    with selectors.DefaultSelector() as selector:
        for _ in range(min(connections, len(bodies))):
            connection = _Connection(socket.create_connection(address))
            connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            _send(connection, next(waiting))
        while len(times) < len(bodies):
            for key, _ in selector.select():
                connection = key.data
                connection.received += connection.socket.recv(_RECEIVED_BYTES)
                if not _is_whole(connection.received):
                    continue
                times.append(time.perf_counter() - connection.sent_at)
                request = next(waiting, None)
                if request is None:
                    selector.unregister(connection.socket)
                    connection.socket.close()
                else:
                    _send(connection, request)
    return times


def _send(connection: _Connection, request: bytes) -> None:
    connection.received.clear()
    connection.sent_at = time.perf_counter()
    connection.socket.sendall(request)


def _request(address: tuple[str, int], target: str, body: bytes) -> bytes:
    head = (
        f"POST {target} HTTP/1.1\r\nHost: {address[0]}:{address[1]}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _is_whole(received: bytearray) -> bool:
    head_end = received.find(_HEAD_END)
    if head_end < 0:
        if not received:
            raise RuntimeError("the analyzer closed a connection")
        return False
    if not received.startswith(_OK):
        raise RuntimeError(f"the analyzer answered {bytes(received[:200])!r}")
    at = received.find(_LENGTH, 0, head_end) + len(_LENGTH)
    length = int(received[at : received.index(b"\r", at)])
    return len(received) >= head_end + len(_HEAD_END) + length
