"""Why an address was not fetched.

Each class is one reason, with a word for a code that docs/reference/errors.md explains.
"""

from typing import ClassVar


class FetchError(Exception):
    """Nothing was fetched.

    where     the address asked for, without a password
    found     what stands or happened there
    expected  what is needed there, with an example
    """

    code: ClassVar[str]

    def __init__(self, *, where: str, found: object, expected: str) -> None:
        self.where, self.found, self.expected = where, str(found), expected
        super().__init__(f"{where}: found {found}; expected {expected}.")


class BadScheme(FetchError):
    """The address is not one that is fetched: only http and https are."""

    code = "fetch-bad-scheme"


class RefusedAddress(FetchError):
    """The host is, or leads to, a private, loopback or reserved address that is not listed in
    `DATELINE_FETCH_ALLOWED_HOSTS`. Checked again at each redirect.
    """

    code = "fetch-refused-address"


class TooManyRedirects(FetchError):
    """The address leads on and on to others."""

    code = "fetch-too-many-redirects"


class BadStatus(FetchError):
    """The server answered, but not with the document: it is gone, locked, or out of order."""

    code = "fetch-bad-status"


class BodyTooLarge(FetchError):
    """The answer is larger than allowed, as sent or once unpacked; the rest was not read."""

    code = "fetch-too-large"


class TimedOut(FetchError):
    """The server did not send the whole answer in time."""

    code = "fetch-timed-out"


class ConnectionFailed(FetchError):
    """The host has no address, does not answer, or broke off."""

    code = "fetch-failed"


FETCH_ERRORS: tuple[type[FetchError], ...] = (
    BadScheme,
    RefusedAddress,
    TooManyRedirects,
    BadStatus,
    BodyTooLarge,
    TimedOut,
    ConnectionFailed,
)
