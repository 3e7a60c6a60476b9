"""Why a delivery, or one item in it, was not read.

Each class is one reason, with a word for a code that docs/reference/errors.md explains.
"""

from typing import ClassVar

FOUND_CHARS = 200  # longer finds are cut: the bytes themselves are kept by the caller


class WireError(Exception):
    """A delivery or an item was refused.

    where     the place: a line and column, or the element or property
    found     what stands there, shortened
    expected  what a reader needs there, with an example
    """

    code: ClassVar[str]

    def __init__(self, *, where: str, found: object, expected: str) -> None:
        words = str(found)
        self.where = where
        self.found = words if len(words) <= FOUND_CHARS else words[: FOUND_CHARS - 1] + "…"
        self.expected = expected
        super().__init__(f"{where}: found {self.found}; expected {expected}.")


class EmptyWire(WireError):
    """The delivery holds nothing but white space: a transfer that broke off, or a cleared file."""

    code = "wire-empty"


class TooLarge(WireError):
    """The delivery is larger than one wire file may be; it is not opened."""

    code = "wire-too-large"


class UnknownCharset(WireError):
    """The bytes are text in no character set that they declare, the source sets, or we can tell."""

    code = "wire-unknown-charset"


class UnknownFormat(WireError):
    """The delivery, or an item in it, is in a format that Dateline does not read."""

    code = "wire-unknown-format"


class NotAFeed(WireError):
    """A web page came where a feed or an item was due: a login page, or a moved address."""

    code = "wire-not-a-feed"


class MalformedWire(WireError):
    """A delivery or an item breaks its own format, and we will not guess what it meant."""

    code = "wire-malformed"


class UnsafeXml(WireError):
    """The XML declares entities of its own, which can read files or swell without end."""

    code = "wire-unsafe-xml"


class UnsafeAttachment(WireError):
    """An attachment would write outside its folder, swell beyond all measure, or never end."""

    code = "wire-unsafe-attachment"


WIRE_ERRORS: tuple[type[WireError], ...] = (
    EmptyWire,
    TooLarge,
    UnknownCharset,
    UnknownFormat,
    NotAFeed,
    MalformedWire,
    UnsafeXml,
    UnsafeAttachment,
)
