"""The ways a source is pulled: which one is used follows from the scheme of its address."""

from dateline.gateways.place import Place, parse_place
from dateline.gateways.ways.folder import FolderWay
from dateline.gateways.ways.ftp import FtpWay
from dateline.gateways.ways.mailbox import MailboxWay
from dateline.gateways.ways.memory import MemoryWay
from dateline.gateways.ways.port import Bounds, Delivery, Look, Marks, Undelivered, Way
from dateline.gateways.ways.sftp import SftpWay
from dateline.gateways.ways.web import WebWay

__all__ = [
    "Bounds",
    "Delivery",
    "Look",
    "Marks",
    "MemoryWay",
    "Place",
    "Undelivered",
    "Way",
    "open_way",
    "parse_place",
]


def open_way(address: str, *, bounds: Bounds, secret: str = "", host_key: str = "") -> Way:
    """Return the way that an address asks for.

    secret    a password, private key or bearer token; never part of the address
    host_key  the pin of the SFTP server of earlier visits

    Raises:
        BadScheme: the address is none that can be fetched from.
    """
    place = parse_place(address)
    match place.scheme:
        case "file":
            return FolderWay(place, bounds)
        case "sftp":
            return SftpWay(place, bounds, secret, host_key)
        case "ftp" | "ftps":
            return FtpWay(place, bounds, secret)
        case "imaps":
            return MailboxWay(place, bounds, secret)
        case _:
            return WebWay(place, bounds, secret)
