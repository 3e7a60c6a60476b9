"""The headers of an e-mail message. Source: RFC 5322 and RFC 2047."""

from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from dateline.core.wire.charset import decode, without_controls
from dateline.core.wire.errors import WireError

HEADER_MOST_CHARS = 4096  # of words a person reads; the library takes the square of it
ADDRESS_MOST_CHARS = 500


def header(message: Message, name: str) -> str | None:
    """Return a header's words on one line, or None."""
    for written, value in message.raw_items():
        if written.lower() == name:
            return header_words(str(value)[:HEADER_MOST_CHARS]) or None
    return None


def header_words(value: str) -> str:
    """Return a header's value with its encoded words decoded, on one line.

    One written in bytes without saying which comes through as they are best read.
    """
    words = []
    try:
        parts = decode_header(value)
    except (ValueError, LookupError):
        parts = [(value, None)]
    for part, charset in parts:
        if isinstance(part, str):
            part = part.encode("utf-8", "surrogateescape")
        try:
            words.append(decode(part, declared=charset).text if part else "")
        except WireError:
            words.append(part.decode("ascii", "replace"))
    return " ".join(without_controls("".join(words)).split())


def sender(message: Message) -> str | None:
    """Return who sent a message: the name beside the address, or the address' domain."""
    name, address = parseaddr((header(message, "from") or "")[:ADDRESS_MOST_CHARS])
    return " ".join(name.split()) or address.rpartition("@")[2] or None
