"""FTP, and FTP secured by TLS as RFC 4217 says (“explicit”)."""

import ftplib
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from dateline.gateways.fetch_errors import BadLogin, NoSecret, NoSuchFolder, Unreadable
from dateline.gateways.place import Place, remote_path
from dateline.gateways.ways.connection import Connection, connected
from dateline.gateways.ways.files import NOT_A_NAME, Entry, FolderLooker, Vanished
from dateline.gateways.ways.port import Bounds, Look, Marks

PIECE_BYTES = 65_536
ANONYMOUS = "anonymous"
NOT_IMPLEMENTED = ("500", "502", "504")
NOT_THERE = "550"
BROKEN = (ftplib.Error, EOFError, OSError, UnicodeError)


class _Ftp(ftplib.FTP):
    """FTP whose data connections end with the control connection."""

    connection: Connection

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        """Open a data connection, to the machine of the control connection and to no other."""
        sock, size = super().ntransfercmd(cmd, rest)
        self.connection.watch(sock)
        return sock, size


class _SecureFtp(ftplib.FTP_TLS):
    """FTP over TLS whose data connections go on with the TLS session, as many servers demand."""

    connection: Connection

    def ntransfercmd(
        self, cmd: str, rest: int | str | None = None
    ) -> tuple[socket.socket, int | None]:
        """Open a data connection, to the machine of the control connection and to no other."""
        sock, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321
        session = self.sock.session if isinstance(self.sock, ssl.SSLSocket) else None
        sock = self.context.wrap_socket(sock, server_hostname=self.host, session=session)
        self.connection.watch(sock)
        return sock, size


@dataclass(frozen=True, slots=True)
class FtpWay:
    """Looks into a folder of an FTP server. secret: the password."""

    place: Place
    bounds: Bounds
    secret: str

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Look through the folder."""
        if self.place.user and not self.secret:
            raise NoSecret(where=self.place.address, found="no secret", expected="a password")
        with connected(self.place, self.bounds) as connection:
            try:
                with self._greeted(connection) as ftp:
                    self._log_in(ftp, connection)
                    folder = _OpenFolder(self.place, ftp, connection)
                    yield FolderLooker(self.place, self.bounds).look(folder, marks)
            except BROKEN as error:
                raise connection.named(error) from error

    @contextmanager
    def _greeted(self, connection: Connection) -> Iterator[ftplib.FTP]:
        """Give a client on the checked connection; it opens none but to the same machine."""
        is_secure = self.place.scheme == "ftps"
        ftp = _SecureFtp(context=self.bounds.tls()) if is_secure else _Ftp()
        ftp.connection = connection
        ftp.host, ftp.port = self.place.host, self.place.port
        ftp.timeout = self.bounds.stall_seconds
        ftp.sock, ftp.af = connection.sock, connection.sock.family
        ftp.file = connection.sock.makefile("r", encoding=ftp.encoding)
        try:
            ftp.welcome = ftp.getresp()
            yield ftp
            with suppress(*BROKEN):
                ftp.quit()
        finally:
            ftp.close()

    def _log_in(self, ftp: ftplib.FTP, connection: Connection) -> None:
        if isinstance(ftp, ftplib.FTP_TLS):
            ftp.auth()
            if ftp.sock is not None:
                connection.watch(ftp.sock)
        try:
            ftp.login(self.place.user or ANONYMOUS, self.secret or f"{ANONYMOUS}@")
        except ftplib.error_perm as error:
            raise BadLogin(
                where=self.place.address,
                found=f"the server's answer {str(error)[:3]}",
                expected="a user name and a password that it accepts",
            ) from error
        if isinstance(ftp, ftplib.FTP_TLS):
            ftp.prot_p()
        try:
            ftp.cwd(remote_path(self.place))
        except ftplib.error_perm as error:
            raise NoSuchFolder(
                where=self.place.address, found=str(error), expected="a folder that may be read"
            ) from error
        ftp.voidcmd("TYPE I")


@dataclass(frozen=True, slots=True)
class _OpenFolder:
    place: Place
    ftp: ftplib.FTP
    connection: Connection

    def entries(self) -> Mapping[str, Entry]:
        """Return the plain files of the folder."""
        try:
            facts = dict(self.ftp.mlsd(facts=["type", "size", "modify"]))
        except ftplib.error_perm as error:
            if not str(error).startswith(NOT_IMPLEMENTED):
                raise
            return self._entries_one_by_one()
        return {
            name: Entry(int(fact.get("size", 0)), fact.get("modify", ""))
            for name, fact in facts.items()
            if fact.get("type", "file").lower() == "file"
        }

    def _entries_one_by_one(self) -> Mapping[str, Entry]:
        """Return the files of a server from before RFC 3659, which is asked about each."""
        found = {}
        for listed in self.ftp.nlst():
            name = listed.rpartition("/")[2]
            if not name or NOT_A_NAME.search(name):
                continue
            self.ftp.voidcmd("TYPE I")  # the listing was in ASCII, in which sizes differ
            try:
                size_bytes = self.ftp.size(name)
                modified = self.ftp.sendcmd(f"MDTM {name}").partition(" ")[2]
            except ftplib.error_perm:  # a folder, or gone
                continue
            found[name] = Entry(size_bytes or 0, modified)
        return found

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file's bytes."""
        try:
            self.ftp.voidcmd("TYPE I")
            with self.ftp.transfercmd(f"RETR {name}") as data:
                while piece := data.recv(PIECE_BYTES):
                    yield piece
            self.ftp.voidresp()
        except ftplib.error_perm as error:
            if str(error).startswith(NOT_THERE) and name not in self.entries():
                raise Vanished from None
            raise Unreadable(
                where=self.place.inside(name), found=str(error), expected="a file that may be read"
            ) from error
        except BROKEN as error:
            raise self.connection.named(error) from error
