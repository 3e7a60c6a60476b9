"""Who asks: the address a request came from, believed only as far as the newsroom says."""

import ipaddress
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever asks, as text; empty when the server does not know it.

    `X-Forwarded-For` is read from its right end, and only past addresses in `TRUSTED_PROXIES`:
    whatever a reader writes into the header stands further left and is not believed.
    """
    address: str = request.META.get("REMOTE_ADDR", "")
    trusted = _networks(tuple(settings.TRUSTED_PROXIES))
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    while forwarded and _is_in(address, trusted):
        address = forwarded.pop() or address
    return address


def connection_of(address: str) -> str:
    """Return what tells one connection from another: of an IPv6 address, its network of 64 bits.

    A household or a server has all 2**64 addresses of such a network, and could take a new one for
    each request. What is no address is returned as it is.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(parsed), 64), strict=False))


@lru_cache(maxsize=8)
def _networks(
    names: tuple[str, ...],
) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    return tuple(ipaddress.ip_network(name, strict=False) for name in names)


def _is_in(
    address: str, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]
) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
