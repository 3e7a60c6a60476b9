"""One HTTP request to one address that was checked, within bounds of time and size.

What fetches documents and what asks a language model both go through here. A redirect is an answer
like any other: whoever asked decides whether to follow it.
"""

import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from dateline.gateways.addresses import Address
from dateline.gateways.fetch_errors import (
    BadScheme,
    BadStatus,
    BodyTooLarge,
    ConnectionFailed,
    FetchError,
    TimedOut,
)

LONGEST_ADDRESS_CHARS = 2000
ASK_LATER = {429, 503}
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent on one document, over all the requests it takes."""

    max_bytes: int
    timeout_seconds: float
    deadline: float  # of the monotonic clock

    @classmethod
    def starting_now(cls, *, max_bytes: int, timeout_seconds: float) -> "Limits":
        """Return limits whose time runs from this moment."""
        return cls(max_bytes, timeout_seconds, time.monotonic() + timeout_seconds)

    def check_time(self, where: str) -> None:
        """Do nothing while there is time left.

        Raises: TimedOut.
        """
        if time.monotonic() > self.deadline:
            raise TimedOut(
                where=where,
                found="an answer that was still coming",
                expected=f"all of it within {self.timeout_seconds:g} s",
            )


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. body: unpacked, read only with the status 200, else None."""

    status: int
    reason: str
    headers: httpx.Headers
    body: bytes | None


def parse_target(url: str) -> httpx.URL:
    """Return a parsed address that may be asked for."""
    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, TypeError) as error:
        raise BadScheme(
            where=repr(url[:200]), found=str(error), expected="an http or https address"
        ) from error
    if (
        target.scheme not in ("http", "https")
        or not target.host
        or len(url) > LONGEST_ADDRESS_CHARS
    ):
        raise BadScheme(
            where=shown(target)[:200],
            found=f"the scheme {target.scheme or '(none)'!r}, the host {target.host!r}",
            expected="an http or https address such as https://example.org/feed.xml",
        )
    return target


def shown(target: httpx.URL) -> str:
    """Return an address as messages may show it: without user name and password."""
    return str(target.copy_with(userinfo=b""))


def request(
    target: httpx.URL,
    addresses: list[Address],
    *,
    headers: dict[str, str],
    limits: Limits,
    method: str = "GET",
    content: bytes | None = None,
) -> Reply:
    """Return the answer of the first of a host's checked addresses that can be reached.

    Raises: FetchError, by name.
    """
    for number, address in enumerate(addresses, start=1):
        try:
            return _request_at(
                address, target, method=method, content=content, headers=headers, limits=limits
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if number < len(addresses):
                continue
            raise _named(error, target, limits) from error
        except httpx.HTTPError as error:
            raise _named(error, target, limits) from error
    raise AssertionError("checked_addresses returns at least one address")


def _named(error: httpx.HTTPError, target: httpx.URL, limits: Limits) -> FetchError:
    if isinstance(error, httpx.TimeoutException) or time.monotonic() > limits.deadline:
        return TimedOut(
            where=shown(target),
            found="no answer",
            expected=f"one within {limits.timeout_seconds:g} s",
        )
    return ConnectionFailed(
        where=shown(target),
        found=f"{type(error).__name__}: {error}",
        expected="a server that answers",
    )


def _request_at(
    address: Address,
    target: httpx.URL,
    *,
    method: str,
    content: bytes | None,
    headers: dict[str, str],
    limits: Limits,
) -> Reply:
    # The connection goes to the checked address; the server, and its certificate, are asked for
    # by name. The environment's proxies are not believed: they would resolve the name anew.
    pinned = target.copy_with(host=str(address))
    seconds = max(0.1, limits.deadline - time.monotonic())
    with (
        _cut_off_after(seconds) as watch,
        httpx.Client(trust_env=False, follow_redirects=False, timeout=seconds) as client,
        client.stream(
            method,
            pinned,
            content=content,
            headers={**headers, "Host": target.netloc.decode("ascii")},
            extensions={"sni_hostname": target.raw_host.decode("ascii"), "trace": watch},
        ) as response,
    ):
        is_ok = response.status_code == httpx.codes.OK
        return Reply(
            status=response.status_code,
            reason=response.reason_phrase,
            headers=response.headers,
            body=_body(response, where=shown(target), limits=limits) if is_ok else None,
        )


@contextmanager
def _cut_off_after(seconds: float) -> Iterator[Any]:
    """Give a tracer that ends the connection at its hour: headers that drip in meet no limit."""
    opened: list[socket.socket] = []

    def watch(event: str, info: dict[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            opened.append(info["return_value"].get_extra_info("socket"))

    def cut() -> None:
        for connection in opened:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def bad_status(target: httpx.URL, reply: Reply) -> BadStatus:
    """Return the refusal of an answer that is not the document."""
    return BadStatus(
        where=shown(target),
        found=f"{reply.status} {reply.reason}",
        expected="200 OK",
        retry_after_seconds=_retry_after(reply),
    )


def _retry_after(reply: Reply) -> float | None:
    """Return for how many seconds a server asks not to be asked again, if it does."""
    words = reply.headers.get("Retry-After", "").strip()
    if reply.status not in ASK_LATER or not words:
        return None
    if words.isdecimal():
        return float(words[:9])
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    # Source: RFC 9110, 10.2.3; the server's own clock counts where it tells it.
    with suppress(ValueError, KeyError, TypeError):
        return max(0.0, (moment - parsedate_to_datetime(reply.headers["Date"])).total_seconds())
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _body(response: httpx.Response, *, where: str, limits: Limits) -> bytes:
    """Return the unpacked body, never holding more than the limit and one piece."""
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    pieces = _pieces_in_time(response, where=where, limits=limits)
    if encoding in ("gzip", "x-gzip"):
        pieces = _unpacked(pieces, where=where, max_bytes=limits.max_bytes)
    elif encoding not in ("", "identity"):
        raise ConnectionFailed(
            where=where, found=f"a body packed as {encoding}", expected="gzip, or not packed"
        )
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > limits.max_bytes:
            raise BodyTooLarge(
                where=where,
                found=f"more than {limits.max_bytes} bytes",
                expected=f"at most {limits.max_bytes} bytes",
            )
    return bytes(body)


def _pieces_in_time(response: httpx.Response, *, where: str, limits: Limits) -> Iterator[bytes]:
    for piece in response.iter_raw():
        limits.check_time(where)
        yield piece
    limits.check_time(where)  # a connection that we cut looks like the end of the body


def _unpacked(pieces: Iterator[bytes], *, where: str, max_bytes: int) -> Iterator[bytes]:
    """Unpack without letting a small piece swell past the limit in memory."""
    unpacker = zlib.decompressobj(GZIP_OR_ZLIB)
    try:
        for piece in pieces:
            yield unpacker.decompress(piece, max_bytes + 1)
    except zlib.error as error:
        raise ConnectionFailed(
            where=where, found=f"a broken gzip body ({error})", expected="a sound one"
        ) from error
    if not unpacker.eof:
        raise ConnectionFailed(where=where, found="half a gzip body", expected="all of it")
