"""An IMAP mailbox over TLS. It is opened for reading only: nothing is marked as seen or deleted."""

import imaplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from dateline.gateways.fetch_errors import BadLogin, NoSecret, NoSuchFolder
from dateline.gateways.place import Place
from dateline.gateways.ways.connection import Connection, connected
from dateline.gateways.ways.files import too_large
from dateline.gateways.ways.port import Bounds, Delivery, Look, Marks, Undelivered

BROKEN = (IMAPClientError, imaplib.IMAP4.error, imaplib.IMAP4.abort, OSError)
# Beside the message an answer holds a few short lines.
ROOM_FOR_ANSWERS_BYTES = 1_048_576
SIZES_AT_ONCE = 500


class _Protocol(imaplib.IMAP4):
    """IMAP on a connection that stands already, which never reads more than it may hold."""

    def __init__(self, sock: socket.socket, most_bytes: int) -> None:
        self._given, self._most_bytes = sock, most_bytes
        super().__init__("")

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._given

    def read(self, size: int) -> bytes:
        """Read a literal of the size that the server announced."""
        if size > self._most_bytes:
            raise self.abort(f"a literal of {size} bytes was announced")
        return super().read(size)


class _Client(IMAPClient):
    """IMAPClient on a connection of ours."""

    def __init__(self, place: Place, sock: socket.socket, most_bytes: int) -> None:
        self._given, self._most_bytes = sock, most_bytes
        super().__init__(place.host, place.port, use_uid=True, ssl=False)

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802
        return _Protocol(self._given, self._most_bytes)


@dataclass(frozen=True, slots=True)
class MailboxWay:
    """Looks into a mailbox; each message is a delivery, whole as it came.

    The mark is “UIDVALIDITY UID” of the last message taken. UIDs only rise; when UIDVALIDITY
    changes they mean nothing any more, and all messages are new (RFC 9051, 2.3.1.1).
    """

    place: Place
    bounds: Bounds
    secret: str

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Look into the mailbox."""
        if not self.secret:
            raise NoSecret(where=self.place.address, found="no secret", expected="a password")
        with connected(self.place, self.bounds) as connection:
            try:
                with self._greeted(connection) as client:
                    self._log_in(client)
                    validity = self._open(client)
                    yield Look(self._news(client, connection, validity, marks))
            except BROKEN as error:
                raise connection.named(error) from error

    @contextmanager
    def _greeted(self, connection: Connection) -> Iterator[IMAPClient]:
        """Give a client on the checked connection, secured before anything is said."""
        secured = self.bounds.tls().wrap_socket(connection.sock, server_hostname=self.place.host)
        connection.watch(secured)
        client = _Client(self.place, secured, self.bounds.max_bytes + ROOM_FOR_ANSWERS_BYTES)
        try:
            yield client
            with suppress(*BROKEN):
                client.logout()
        finally:
            with suppress(*BROKEN):
                client.shutdown()

    def _log_in(self, client: IMAPClient) -> None:
        try:
            client.login(self.place.user, self.secret)
        except LoginError as error:
            raise BadLogin(
                where=self.place.address,
                found=f"the server's refusal of {self.place.user!r}",
                expected="a user name and a password that it accepts",
            ) from error

    def _open(self, client: IMAPClient) -> int:
        """Return the mailbox's UIDVALIDITY."""
        try:
            answer = client.select_folder(self.place.path, readonly=True)
        except IMAPClientError as error:
            if isinstance(error, imaplib.IMAP4.abort):
                raise
            raise NoSuchFolder(
                where=self.place.address, found=str(error), expected="a mailbox that may be read"
            ) from error
        return int(answer.get(b"UIDVALIDITY", 0))

    def _news(
        self, client: IMAPClient, connection: Connection, validity: int, marks: Marks
    ) -> Iterator[Delivery | Undelivered]:
        last_validity, _, last = marks.get(self.place.path, "").partition(" ")
        after = int(last) if last and last_validity == str(validity) else 0
        try:
            # "n:*" gives the last message even where n lies beyond it.
            uids = sorted(uid for uid in client.search(f"UID {after + 1}:*") if uid > after)
            for start in range(0, len(uids), SIZES_AT_ONCE):
                batch = uids[start : start + SIZES_AT_ONCE]
                sizes = client.fetch(batch, ["RFC822.SIZE"])
                for uid in batch:
                    if uid in sizes:  # else deleted meanwhile
                        size_bytes = int(sizes[uid].get(b"RFC822.SIZE", 0))
                        yield from self._message(client, uid, size_bytes, f"{validity} {uid}")
        except BROKEN as error:
            raise connection.named(error) from error

    def _message(
        self, client: IMAPClient, uid: int, size_bytes: int, mark: str
    ) -> Iterator[Delivery | Undelivered]:
        shown = self.place.inside(f"{uid}.eml")
        if size_bytes > self.bounds.max_bytes:
            error = too_large(shown, size_bytes, self.bounds.max_bytes)
            yield Undelivered(shown, error, self.place.path, mark)
            return
        raw = client.fetch([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
        if raw:
            yield Delivery(shown, raw, self.place.path, mark)
