"""Addresses under the address of their document. Source: RFC 3986, section 5.

Core may not touch the network, so what parses addresses here is no library that could.
"""

import re
from typing import NamedTuple

# RFC 3986, appendix B. It matches every text.
_ADDRESS = re.compile(
    r"\A(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):)?(?://(?P<host>[^/?#]*))?(?P<path>[^?#]*)"
    r"(?:\?(?P<query>[^#]*))?(?:#(?P<fragment>.*))?\Z",
    re.DOTALL,
)


class Address(NamedTuple):
    """An address in its five parts; a part that is not there is None, a path is at least empty."""

    scheme: str | None
    host: str | None
    path: str
    query: str | None
    fragment: str | None


def parts_of(address: str) -> Address:
    """Return the parts of an address."""
    match = _ADDRESS.match(address)
    return Address(*match.groups()) if match else Address(None, None, address, None, None)


def is_on_the_web(address: str) -> bool:
    """Return whether an address is one a browser or a fetch may be given: http or https."""
    return (parts_of(address.strip()).scheme or "").lower() in ("http", "https")


def may_be_media(address: str) -> bool:
    """Return whether media may lie there: on the web, or as a file beside the item."""
    return is_on_the_web(address) or parts_of(address.strip()).scheme is None


def resolved(address: str, base: str) -> str:
    """Return an address as it reads under `base`; unchanged where it is whole or `base` is none."""
    address = address.strip()
    own, around = parts_of(address), parts_of(base.strip())
    if own.scheme or not around.scheme or around.host is None:
        return address
    host, path, query = own.host, own.path, own.query
    if host is None:
        host = around.host
        if not path:
            path, query = around.path, around.query if query is None else query
        elif not path.startswith("/"):
            path = around.path.rpartition("/")[0] + "/" + path
    written = f"{around.scheme}://{host}{_without_dots(path)}"
    written += f"?{query}" if query is not None else ""
    return written + (f"#{own.fragment}" if own.fragment is not None else "")


def _without_dots(path: str) -> str:
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            del kept[max(1, len(kept) - 1) :]
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
