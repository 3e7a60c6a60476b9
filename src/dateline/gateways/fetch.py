"""Fetch one document over http or https, from public addresses only.

The name is resolved once for each hop, every address it has is checked, and the connection goes to
a checked address: a name that resolves differently a moment later changes nothing.
"""

import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from dateline.gateways.addresses import (
    Address,
    Resolver,
    checked_addresses,
    system_resolver,
)
from dateline.gateways.fetch_errors import (
    FETCH_ERRORS,
    BadScheme,
    BadStatus,
    BodyTooLarge,
    ConnectionFailed,
    FetchError,
    Gone,
    TimedOut,
    TooManyRedirects,
)
from dateline.gateways.trust import trusting

__all__ = ["FETCH_ERRORS", "FetchError", "Fetched", "fetch"]

MOST_REDIRECTS = 5
LONGEST_ADDRESS_CHARS = 2000
REDIRECTS = {301, 302, 303, 307, 308}
REDIRECTS_FOR_GOOD = {301, 308}
ASK_LATER = {429, 503}
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered.

    url            where it came from, after redirects
    body           the document, unpacked; None when it has not changed since `etag` or
                   `last_modified`
    etag, last_modified  what to send with the next request, or None
    moved_to       where the address leads by redirects that are all meant for good, or empty
    """

    url: str
    body: bytes | None
    etag: str | None
    last_modified: str | None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class _Redirect:
    target: httpx.URL
    is_for_good: bool


@dataclass(frozen=True, slots=True)
class _Limits:
    """What one fetch may cost over all its hops, and whom it believes."""

    max_bytes: int
    timeout_seconds: float
    deadline: float  # of the monotonic clock
    tls: ssl.SSLContext

    def check_time(self, where: str) -> None:
        if time.monotonic() > self.deadline:
            raise TimedOut(
                where=where,
                found="an answer that was still coming",
                expected=f"all of it within {self.timeout_seconds:g} s",
            )


def fetch(
    url: str,
    *,
    max_bytes: int,
    timeout_seconds: float,
    user_agent: str,
    allowed_hosts: Collection[str] = (),
    etag: str | None = None,
    last_modified: str | None = None,
    bearer: str = "",
    resolve: Resolver = system_resolver,
    tls: Callable[[], ssl.SSLContext] = trusting,
) -> Fetched:
    """Return the document at `url`, following up to five redirects.

    max_bytes      limit of the body, both as sent and unpacked
    allowed_hosts  host names, addresses or networks that may be private
    etag, last_modified  of the last answer; the body is None if it is still the same
    bearer         a token, sent to the address's own server and to none it redirects to
    tls            whose certificates are believed

    Raises: FetchError, by name: what cannot be fetched, and why.
    """
    headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    limits = _Limits(max_bytes, timeout_seconds, time.monotonic() + timeout_seconds, tls())
    target = first = _target(url)
    is_moved = False
    for hop in range(MOST_REDIRECTS + 1):
        limits.check_time(_shown(target))
        addresses = checked_addresses(
            target.host,
            target.port or (443 if target.scheme == "https" else 80),
            allowed_hosts=allowed_hosts,
            resolve=resolve,
            where=_shown(target),
        )
        is_own_server = (target.scheme, target.netloc) == (first.scheme, first.netloc)
        secret = {"Authorization": f"Bearer {bearer}"} if bearer and is_own_server else {}
        answer = _ask(target, addresses, headers=headers | secret, limits=limits)
        if isinstance(answer, Fetched):
            return replace(answer, moved_to=answer.url if is_moved else "")
        is_moved = answer.is_for_good and (is_moved or hop == 0)
        target = answer.target
    raise TooManyRedirects(
        where=_shown(first),
        found=f"more than {MOST_REDIRECTS} redirects, the last to {_shown(target)}",
        expected="an address that leads to the document",
    )


def _target(url: str) -> httpx.URL:
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
            where=_shown(target)[:200],
            found=f"the scheme {target.scheme or '(none)'!r}, the host {target.host!r}",
            expected="an http or https address such as https://example.org/feed.xml",
        )
    return target


def _shown(target: httpx.URL) -> str:
    """Return an address as messages may show it: without user name and password."""
    return str(target.copy_with(userinfo=b""))


def _ask(
    target: httpx.URL, addresses: list[Address], *, headers: dict[str, str], limits: _Limits
) -> Fetched | _Redirect:
    """Return the answer of the first address that can be reached, or where it redirects to."""
    for number, address in enumerate(addresses, start=1):
        try:
            return _ask_address(target, address, headers=headers, limits=limits)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if number < len(addresses):
                continue
            raise _named(error, target, limits) from error
        except httpx.HTTPError as error:
            raise _named(error, target, limits) from error
    raise AssertionError("checked_addresses returns at least one address")


def _named(error: httpx.HTTPError, target: httpx.URL, limits: _Limits) -> FetchError:
    if isinstance(error, httpx.TimeoutException) or time.monotonic() > limits.deadline:
        return TimedOut(
            where=_shown(target),
            found="no answer",
            expected=f"one within {limits.timeout_seconds:g} s",
        )
    return ConnectionFailed(
        where=_shown(target),
        found=f"{type(error).__name__}: {error}",
        expected="a server that answers",
    )


def _ask_address(
    target: httpx.URL, address: Address, *, headers: dict[str, str], limits: _Limits
) -> Fetched | _Redirect:
    # The connection goes to the checked address; the server, and its certificate, are asked for
    # by name. The environment's proxies are not believed: they would resolve the name anew.
    pinned = target.copy_with(host=str(address))
    seconds = max(0.1, limits.deadline - time.monotonic())
    with (
        _cut_off_after(seconds) as watch,
        httpx.Client(
            trust_env=False, follow_redirects=False, timeout=seconds, verify=limits.tls
        ) as client,
        client.stream(
            "GET",
            pinned,
            headers={**headers, "Host": target.netloc.decode("ascii")},
            extensions={"sni_hostname": target.raw_host.decode("ascii"), "trace": watch},
        ) as response,
    ):
        if response.status_code in REDIRECTS and "Location" in response.headers:
            return _Redirect(
                _target(str(target.join(response.headers["Location"]))),
                is_for_good=response.status_code in REDIRECTS_FOR_GOOD,
            )
        is_unchanged = response.status_code == httpx.codes.NOT_MODIFIED
        if not is_unchanged and response.status_code != httpx.codes.OK:
            error = Gone if response.status_code == httpx.codes.GONE else BadStatus
            raise error(
                where=_shown(target),
                found=f"{response.status_code} {response.reason_phrase}",
                expected="200 OK",
                retry_after_seconds=_retry_after(response),
            )
        return Fetched(
            url=_shown(target),
            body=None if is_unchanged else _body(response, where=_shown(target), limits=limits),
            etag=response.headers.get("ETag"),
            last_modified=response.headers.get("Last-Modified"),
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


def _retry_after(response: httpx.Response) -> float | None:
    """Return for how many seconds a server asks not to be asked again, if it does."""
    words = response.headers.get("Retry-After", "").strip()
    if response.status_code not in ASK_LATER or not words:
        return None
    if words.isdecimal():
        return float(words[:9])
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    # Source: RFC 9110, 10.2.3; the server's own clock counts where it tells it.
    with suppress(ValueError, KeyError, TypeError):
        return max(0.0, (moment - parsedate_to_datetime(response.headers["Date"])).total_seconds())
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _body(response: httpx.Response, *, where: str, limits: _Limits) -> bytes:
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


def _pieces_in_time(response: httpx.Response, *, where: str, limits: _Limits) -> Iterator[bytes]:
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
