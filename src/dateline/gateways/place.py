"""Where a source is fetched from: one address, whose scheme says which way is used."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from dateline.gateways.fetch_errors import BadScheme

LONGEST_ADDRESS_CHARS = 1000
PORTS = {"http": 80, "https": 443, "imaps": 993, "sftp": 22, "ftp": 21, "ftps": 21}
SCHEMES = (*PORTS, "file")
EXAMPLE = (
    "an address such as https://nwa.example/feed.xml, imaps://desk@mail.example/INBOX, "
    "sftp://desk@nwa.example/out/*.xml, ftps://…, ftp://… or file:///folder"
)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# An FTP or SFTP path below this is relative to where the login leads, as curl writes it.
HOME = "/~/"


@dataclass(frozen=True, slots=True)
class Place:
    """A parsed address.

    address  as it may be shown and logged: it holds no password
    path     without the pattern, unquoted; of a mailbox its name, of a folder absolute
    pattern  which names are wanted, such as “*.xml”; “*” for all
    """

    address: str
    scheme: str
    host: str
    port: int
    user: str
    path: str
    pattern: str = "*"

    def inside(self, name: str) -> str:
        """Return how one thing at this place is shown."""
        return f"{self.address.removesuffix(self.pattern).rstrip('/')}/{name}"


def parse_place(address: str) -> Place:
    """Return the place that an address names.

    Raises:
        BadScheme: it is none that can be fetched from, or it carries a password.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BadScheme(where="the address", found=str(error), expected=EXAMPLE) from error
    # The word "password" alone would be logged, never the password.
    if parts.password is not None or (parts.username and parts.scheme in ("http", "https")):
        raise BadScheme(
            where=f"the address at {parts.hostname}",
            found="a login in the address" if parts.password is None else "a password in it",
            expected="an address without one; the secret has a field of its own",
        )
    where = address[:200]
    if len(address) > LONGEST_ADDRESS_CHARS or CONTROL.search(address) or " " in address:
        raise BadScheme(where=where, found="a blank, or far too much", expected=EXAMPLE)
    if parts.scheme not in SCHEMES or bool(parts.hostname) is (parts.scheme == "file"):
        raise BadScheme(
            where=where,
            found=f"the scheme {parts.scheme or '(none)'!r}, the host {parts.hostname or ''!r}",
            expected=EXAMPLE,
        )
    if parts.scheme in ("http", "https"):
        return Place(
            address, parts.scheme, parts.hostname or "", port or PORTS[parts.scheme], "", ""
        )
    return _with_path(address, parts.path, parts.query or parts.fragment, where)


def _with_path(address: str, quoted_path: str, more: str, where: str) -> Place:
    parts = urlsplit(address)
    path = unquote(quoted_path)
    if more or CONTROL.search(path) or ".." in path.split("/"):
        raise BadScheme(where=where, found="“..”, “?” or “#” in the path", expected=EXAMPLE)
    pattern = "*"
    if parts.scheme == "imaps":
        path = path.strip("/") or "INBOX"
    else:
        folder, _, last = path.rpartition("/")
        if "*" in last or "[" in last:
            path, pattern = folder or "/", last
        path = path if path == "/" else path.rstrip("/")
    if parts.scheme in ("imaps", "sftp") and not parts.username:
        raise BadScheme(where=where, found="no user name", expected=EXAMPLE)
    return Place(
        address=address,
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or PORTS.get(parts.scheme, 0),
        user=unquote(parts.username or ""),
        path=path or "/",
        pattern=pattern,
    )


def remote_path(place: Place) -> str:
    """Return a place's folder as SFTP and FTP servers take it."""
    if f"{place.path}/".startswith(HOME):
        return f"{place.path}/".removeprefix(HOME).rstrip("/") or "."
    return place.path
