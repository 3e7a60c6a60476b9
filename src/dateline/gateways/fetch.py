"""Fetch one document over http or https, from public addresses only.

The name is resolved once for each hop, every address it has is checked, and the connection goes to
a checked address: a name that resolves differently a moment later changes nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import httpx

from dateline.gateways.addresses import Resolver, checked_addresses, system_resolver
from dateline.gateways.exchange import Limits, Reply, bad_status, parse_target, request, shown
from dateline.gateways.fetch_errors import FETCH_ERRORS, FetchError, TooManyRedirects

__all__ = ["FETCH_ERRORS", "FetchError", "Fetched", "fetch"]

MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
REDIRECTS_FOR_GOOD = {301, 308}


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
) -> Fetched:
    """Return the document at `url`, following up to five redirects.

    max_bytes      limit of the body, both as sent and unpacked
    allowed_hosts  host names, addresses or networks that may be private
    etag, last_modified  of the last answer; the body is None if it is still the same
    bearer         a token, sent to the address's own server and to none it redirects to

    Raises: FetchError, by name: what cannot be fetched, and why.
    """
    headers = {"User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    limits = Limits.starting_now(max_bytes=max_bytes, timeout_seconds=timeout_seconds)
    target = first = parse_target(url)
    is_moved = False
    for hop in range(MOST_REDIRECTS + 1):
        limits.check_time(shown(target))
        addresses = checked_addresses(
            target.host,
            target.port or (443 if target.scheme == "https" else 80),
            allowed_hosts=allowed_hosts,
            resolve=resolve,
            where=shown(target),
        )
        is_own_server = (target.scheme, target.netloc) == (first.scheme, first.netloc)
        secret = {"Authorization": f"Bearer {bearer}"} if bearer and is_own_server else {}
        reply = request(target, addresses, headers=headers | secret, limits=limits)
        answer = _fetched_or_redirect(target, reply)
        if isinstance(answer, Fetched):
            return replace(answer, moved_to=answer.url if is_moved else "")
        is_moved = answer.is_for_good and (is_moved or hop == 0)
        target = answer.target
    raise TooManyRedirects(
        where=shown(first),
        found=f"more than {MOST_REDIRECTS} redirects, the last to {shown(target)}",
        expected="an address that leads to the document",
    )


def _fetched_or_redirect(target: httpx.URL, reply: Reply) -> Fetched | _Redirect:
    if reply.status in REDIRECTS and "Location" in reply.headers:
        return _Redirect(
            parse_target(str(target.join(reply.headers["Location"]))),
            is_for_good=reply.status in REDIRECTS_FOR_GOOD,
        )
    if reply.status not in (httpx.codes.OK, httpx.codes.NOT_MODIFIED):
        raise bad_status(target, reply)
    return Fetched(
        url=shown(target),
        body=reply.body,
        etag=reply.headers.get("ETag"),
        last_modified=reply.headers.get("Last-Modified"),
    )
