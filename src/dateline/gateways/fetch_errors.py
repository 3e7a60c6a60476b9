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
    """The address is not one that is fetched: it has another scheme, no host, a password in it, or
    a part that its scheme does not know.
    """

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
    """The server answered, but not with the document: it is gone, locked, or out of order. When it
    says how long to wait (`Retry-After`), it is not asked sooner.
    """

    code = "fetch-bad-status"

    def __init__(
        self, *, where: str, found: object, expected: str, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(where=where, found=found, expected=expected)
        self.retry_after_seconds = retry_after_seconds


class Gone(BadStatus):
    """The server says that nothing will stand at this address any more (410). It is not asked again
    until a person gives another address, or asks for one more try.
    """

    code = "fetch-gone"


class BodyTooLarge(FetchError):
    """The document, file or message is larger than allowed, as sent or once unpacked; the rest was
    not read. Of several, the others are taken.
    """

    code = "fetch-too-large"


class TimedOut(FetchError):
    """The server did not send the whole answer in time."""

    code = "fetch-timed-out"


class ConnectionFailed(FetchError):
    """The host has no address, does not answer, or broke off."""

    code = "fetch-failed"


class BadLogin(FetchError):
    """The server did not accept the user name with the source's secret. It is asked less often from
    then on, so that no account is locked.
    """

    code = "fetch-bad-login"


class NoSecret(FetchError):
    """The address needs a password, key or token, and the source has none that can be used: none
    was set, or it was encrypted with another `DATELINE_PRIVACY_KEY`.
    """

    code = "fetch-no-secret"


class HostKeyChanged(FetchError):
    """The SFTP server shows another key than at the first visit. Nothing was sent to it, not even
    the user name. If the agency did change its key, the new one is accepted at the desk.
    """

    code = "fetch-host-key-changed"

    def __init__(self, *, where: str, found: object, expected: str, offered: str) -> None:
        super().__init__(where=where, found=found, expected=expected)
        self.offered = offered


class NoSuchFolder(FetchError):
    """The folder or mailbox that the address names is not there, or may not be looked into."""

    code = "fetch-no-such-folder"


class FolderNotListed(FetchError):
    """The folder of a `file:` address lies in none of `DATELINE_WATCH_FOLDERS`."""

    code = "fetch-folder-not-listed"


class BadName(FetchError):
    """A file's name holds a path, a line break or another control character; it is not taken."""

    code = "fetch-bad-name"


class Unreadable(FetchError):
    """One file or message is listed and cannot be read; the others are taken."""

    code = "fetch-unreadable"


FETCH_ERRORS: tuple[type[FetchError], ...] = (
    BadScheme,
    RefusedAddress,
    TooManyRedirects,
    BadStatus,
    Gone,
    BodyTooLarge,
    TimedOut,
    ConnectionFailed,
    BadLogin,
    NoSecret,
    HostKeyChanged,
    NoSuchFolder,
    FolderNotListed,
    BadName,
    Unreadable,
)
