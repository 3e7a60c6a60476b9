"""Sending something to one server and reading its answer.

The same rule holds as for any address: public ones, or those the newsroom listed. A redirect is not
followed, because what is sent is for the one server that was set. Over plain http nothing is sent
to a public address: what goes out is not public.
"""

import ssl
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from dateline.gateways.addresses import Address, Resolver, checked_addresses, is_public
from dateline.gateways.addresses import system_resolver as by_system
from dateline.gateways.exchange import Limits, Reply, parse_target, request, shown
from dateline.gateways.fetch_errors import BadScheme
from dateline.gateways.trust import trusting


@dataclass(frozen=True, slots=True)
class Sender:
    """How a newsroom sends: what it calls itself, how long it waits, whom it believes.

    allowed_hosts  host names, addresses or networks that may be private
    tls            whose certificates are believed
    """

    user_agent: str
    timeout_seconds: float
    allowed_hosts: Collection[str] = ()
    resolve: Resolver = by_system
    tls: Callable[[], ssl.SSLContext] = trusting

    def post(
        self, url: str, content: bytes, *, headers: Mapping[str, str], most_reply_bytes: int
    ) -> Reply:
        """Return what a server answers, whatever its status; the body only of a 200.

        Raises: FetchError, by name.
        """
        target = parse_target(url)
        limits = Limits.starting_now(
            max_bytes=most_reply_bytes, timeout_seconds=self.timeout_seconds, tls=self.tls()
        )
        own = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip"}
        return request(
            target,
            self._addresses(url),
            method="POST",
            content=content,
            headers=own | dict(headers),
            limits=limits,
        )

    def _addresses(self, url: str) -> list[Address]:
        target = parse_target(url)
        addresses = checked_addresses(
            target.host,
            target.port or (443 if target.scheme == "https" else 80),
            allowed_hosts=self.allowed_hosts,
            resolve=self.resolve,
            where=shown(target),
        )
        if target.scheme == "http" and any(is_public(address) for address in addresses):
            raise BadScheme(
                where=shown(target),
                found="http to a public address",
                expected="https, so that nobody between reads what is sent",
            )
        return addresses
