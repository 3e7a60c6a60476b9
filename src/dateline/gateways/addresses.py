"""Which network addresses may be fetched from: public ones, and those the newsroom listed."""

import ipaddress
import socket
from collections.abc import Callable, Collection

from dateline.gateways.fetch_errors import ConnectionFailed, RefusedAddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

# RFC 6052 and RFC 8215: an IPv4 address in the last 32 bits.
NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def system_resolver(host: str, port: int) -> list[str]:
    """Return the addresses of a host as the operating system resolves them, the best first."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def checked_addresses(
    host: str, port: int, *, allowed_hosts: Collection[str], resolve: Resolver, where: str
) -> list[Address]:
    """Return the addresses a host may be fetched from; connect to these and to nothing else.

    allowed_hosts  host names, addresses or networks ("10.1.0.0/16") that may be private
    where          the address asked for, for the message

    Raises:
        ConnectionFailed: the name leads nowhere.
        RefusedAddress: one of the addresses is not public and not listed.
    """
    try:
        # A scope such as "%eth0" names an interface of this machine, not another host.
        addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in resolve(host, port)]
    except (OSError, UnicodeError) as error:
        raise ConnectionFailed(
            where=where, found=f"no address for {host} ({error})", expected="a host that resolves"
        ) from error
    if not addresses:
        raise ConnectionFailed(
            where=where, found=f"no address for {host}", expected="a host that resolves"
        )
    names = {entry.lower().rstrip(".") for entry in allowed_hosts}
    if host.lower().rstrip(".") in names:
        return addresses
    networks = [network for entry in allowed_hosts if (network := _network(entry))]
    for address in addresses:
        if not is_public(address) and not any(address in network for network in networks):
            raise RefusedAddress(
                where=where,
                found=f"{host} at {address}",
                expected="a public address, or one listed in DATELINE_FETCH_ALLOWED_HOSTS",
            )
    return addresses


def is_public(address: Address) -> bool:
    """Return whether an address, and any IPv4 address wrapped in it, is on the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is None and any(address in network for network in NAT64):
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if wrapped is not None:
            return is_public(wrapped)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return None
