"""A TCP connection to a checked address, which ends at its hour whatever the server does."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from dateline.gateways.addresses import checked_addresses
from dateline.gateways.fetch_errors import ConnectionFailed, FetchError, TimedOut
from dateline.gateways.place import Place
from dateline.gateways.ways.port import Bounds


class Connection:
    """An open socket, those that belong to it, and the hour at which they are cut off."""

    def __init__(self, sock: socket.socket, place: Place, bounds: Bounds) -> None:
        self.sock = sock
        self._sockets = [sock]
        self._place, self._bounds = place, bounds
        self._is_over = threading.Event()
        self._timer = threading.Timer(bounds.within_seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def _cut(self) -> None:
        self._is_over.set()
        for sock in self._sockets:
            with suppress(OSError):
                # Below TLS: the thread that reads may stand inside it.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def watch(self, sock: socket.socket) -> None:
        """Cut this socket off at the same hour, and close it with the connection."""
        self._sockets.append(sock)

    def named(self, error: BaseException) -> FetchError:
        """Return what went wrong on this connection under its name."""
        if isinstance(error, FetchError):
            return error
        if self._is_over.is_set():
            return TimedOut(
                where=self._place.address,
                found="a transfer that was still going on",
                expected=f"an end within {self._bounds.within_seconds:g} s; the rest comes later",
            )
        if isinstance(error, TimeoutError):
            return TimedOut(
                where=self._place.address,
                found="no answer",
                expected=f"one within {self._bounds.stall_seconds:g} s",
            )
        return ConnectionFailed(
            where=self._place.address,
            found=f"{type(error).__name__}: {error}",
            expected="a server that answers",
        )

    def close(self) -> None:
        """End the connection."""
        self._timer.cancel()
        for sock in self._sockets:
            with suppress(OSError):
                sock.close()


@contextmanager
def connected(place: Place, bounds: Bounds) -> Iterator[Connection]:
    """Give a connection to the first checked address of a place's host that answers.

    The name is resolved once; nothing connects to an address that was not checked.

    Raises: FetchError, by name.
    """
    addresses = checked_addresses(
        place.host,
        place.port,
        allowed_hosts=bounds.allowed_hosts,
        resolve=bounds.resolve,
        where=place.address,
    )
    sock = None
    for number, address in enumerate(addresses, start=1):
        try:
            sock = socket.create_connection(
                (str(address), place.port), timeout=bounds.stall_seconds
            )
            break
        except OSError as error:
            if number < len(addresses):
                continue
            if isinstance(error, TimeoutError):
                raise TimedOut(
                    where=place.address,
                    found="no connection",
                    expected=f"one within {bounds.stall_seconds:g} s",
                ) from error
            raise ConnectionFailed(
                where=place.address, found=str(error), expected="a server that answers"
            ) from error
    assert sock is not None  # noqa: S101 - checked_addresses gives at least one
    connection = Connection(sock, place, bounds)
    try:
        yield connection
    finally:
        connection.close()
