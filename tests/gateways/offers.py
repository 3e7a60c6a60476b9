"""What the contract tests of the ways hold: a place to put deliveries at, and the way to it."""

import itertools
import ssl
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dateline.gateways.trust import trusting
from dateline.gateways.ways import Bounds, Delivery, MemoryWay, Undelivered, open_way
from tests.gateways.servers import ftp, mail, sftp
from tests.gateways.servers.certificate import HOST
from tests.gateways.web_server import WebServer

USERS = itertools.count()


def bounds_for_tests(certificate: Path | None = None, **changes: Any) -> Bounds:
    """Return limits that let a test look at this machine, and do so fast."""

    def tls():
        if certificate is None:
            return trusting()
        return ssl.create_default_context(cafile=str(certificate))

    return replace(
        Bounds(
            max_bytes=50_000,
            user_agent="Dateline (+http://testserver)",
            allowed_hosts=("127.0.0.1",),
            stall_seconds=5.0,
            settle_seconds=0.02,
            resolve=lambda host, port: ["127.0.0.1"],
            tls=tls,
        ),
        **changes,
    )


@dataclass
class Offer:
    """A folder behind some server, and the address that leads there."""

    folder: Path
    address: str
    bounds: Bounds
    secret: str = "quay-and-crane"
    server: Any = None
    is_a_folder = True
    holds_many = True

    def put(self, name: str, raw: bytes) -> None:
        """Lay a file there."""
        (self.folder / name).write_bytes(raw)

    def remove(self, name: str) -> None:
        """Take a file away."""
        (self.folder / name).unlink()

    def way(self, *, address: str = "", secret: str | None = None, host_key: str = "", **changes):
        """Return the way there, with other bounds where they are given."""
        return open_way(
            address or self.address,
            bounds=replace(self.bounds, **changes),
            secret=self.secret if secret is None else secret,
            host_key=host_key,
        )

    def close(self) -> None:
        """End the server."""
        if self.server is not None:
            self.server.close()


@dataclass
class MemoryOffer(Offer):
    """The twin."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, raw: bytes) -> None:
        """Keep a file in memory."""
        self.files[name] = raw

    def remove(self, name: str) -> None:
        """Take a file away."""
        del self.files[name]

    def way(self, **changes):
        """Return the twin."""
        return MemoryWay(replace(self.bounds, **changes), self.files)


@dataclass
class MailOffer(Offer):
    """A mailbox of its own. Files are messages; their names are not kept."""

    user: str = ""
    is_a_folder = False

    def put(self, name: str, raw: bytes) -> None:
        """Deliver a message."""
        self.server.deliver(self.user, raw)

    def close(self) -> None:
        """Leave the server to the other tests."""


@dataclass
class WebOffer(Offer):
    """One document; what is put replaces it."""

    is_a_folder = False
    holds_many = False

    def put(self, name: str, raw: bytes) -> None:
        """Let the server answer with this."""
        self.server.answers_with("/feed", raw)


def make_offer(kind: str, folder: Path, certificate: Path, mail_server: Any, **options: Any):
    """Return a new place of a kind, with its server running."""
    bounds = bounds_for_tests(certificate)
    match kind:
        case "memory":
            return MemoryOffer(folder, "memory:", bounds)
        case "file":
            bounds = replace(bounds, watch_folders=(folder.parent,))
            return Offer(folder, f"file://{folder}", bounds)
        case "imaps":
            user = f"desk{next(USERS)}"
            address = f"imaps://{user}@{HOST}:{mail_server.port}/INBOX"
            return MailOffer(folder, address, bounds, mail.PASSWORD, mail_server, user)
        case "https":
            server = WebServer()
            return WebOffer(folder, server.url("/feed", host=HOST), bounds, "", server)
        case "sftp":
            server = sftp.SftpServer(folder, **options)
        case "ftps":
            server = ftp.FtpServer(folder, certificate=certificate, **options)
        case "ftp":
            server = ftp.FtpServer(folder, **options)
        case "ftp without MLSD":
            server = ftp.FtpServer(folder, knows_mlsd=False)
    scheme = kind.partition(" ")[0]
    return Offer(folder, f"{scheme}://desk@{HOST}:{server.port}/", bounds, server=server)


def look_at(way, marks):
    """Return what a look gives, with its marks kept as whoever pulls would keep them."""
    found = []
    with way.look(marks) as look:
        for one in look.news:
            found.append(one)
            if one.mark:
                marks[one.key] = one.mark
        for key in look.gone:
            del marks[key]
    return found


def texts(found):
    """Return the bytes of the deliveries."""
    return [one.raw for one in found if isinstance(one, Delivery)]


def refusals(found):
    """Return the codes of what was not taken."""
    return [one.error.code for one in found if isinstance(one, Undelivered)]
