"""SFTP, with the server's key pinned at the first visit (trust on first use)."""

import base64
import hashlib
import io
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import paramiko

from dateline.gateways.fetch_errors import (
    BadLogin,
    HostKeyChanged,
    NoSecret,
    NoSuchFolder,
    Unreadable,
)
from dateline.gateways.place import Place, remote_path
from dateline.gateways.ways.connection import Connection, connected
from dateline.gateways.ways.files import Entry, FolderLooker, Vanished
from dateline.gateways.ways.port import Bounds, Look, Marks

PIECE_BYTES = 32_768
PRIVATE_KEY_BEGINS = "-----BEGIN"
KEY_TYPES: tuple[type[paramiko.PKey], ...] = (
    paramiko.Ed25519Key,
    paramiko.ECDSAKey,
    paramiko.RSAKey,
)
BROKEN = (paramiko.SSHException, EOFError, OSError)


@dataclass(frozen=True, slots=True)
class SftpWay:
    """Looks into a folder of an SFTP server.

    secret    a password, or a private key in PEM or OpenSSH's form without a passphrase
    host_key  the pin of an earlier visit, as `Look.host_key` gave it; empty at the first
    """

    place: Place
    bounds: Bounds
    secret: str
    host_key: str

    @contextmanager
    def look(self, marks: Marks) -> Iterator[Look]:
        """Look through the folder."""
        if not self.secret:
            raise NoSecret(
                where=self.place.address, found="no secret", expected="a password or a private key"
            )
        with connected(self.place, self.bounds) as connection:
            try:
                transport = paramiko.Transport(connection.sock)
                transport.banner_timeout = transport.auth_timeout = self.bounds.stall_seconds
                try:
                    pin = self._greet(transport)
                    self._log_in(transport)
                    with self._opened(transport) as sftp:
                        folder = _OpenFolder(self.place, self.bounds, sftp, connection)
                        yield FolderLooker(self.place, self.bounds).look(
                            folder, marks, host_key=pin
                        )
                finally:
                    transport.close()
            except BROKEN as error:
                raise connection.named(error) from error

    def _greet(self, transport: paramiko.Transport) -> str:
        """Return the server's pin, before anything secret is sent."""
        transport.start_client(timeout=self.bounds.stall_seconds)
        key = transport.get_remote_server_key()
        digest = base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode().rstrip("=")
        server = f"{self.place.host}:{self.place.port}"
        pin = f"{server} {key.get_name()} SHA256:{digest}"
        # A pin of another host is of an address the source had before.
        if self.host_key.partition(" ")[0] == server and self.host_key != pin:
            raise HostKeyChanged(
                where=self.place.address,
                found=f"the key {pin.partition(' ')[2]}",
                expected=f"the key of earlier visits, {self.host_key.partition(' ')[2]}",
                offered=pin,
            )
        return pin

    def _log_in(self, transport: paramiko.Transport) -> None:
        try:
            if PRIVATE_KEY_BEGINS in self.secret:
                transport.auth_publickey(self.place.user, self._private_key())
            else:
                transport.auth_password(self.place.user, self.secret)
        except paramiko.AuthenticationException as error:
            raise BadLogin(
                where=self.place.address,
                found=f"the server's refusal of {self.place.user!r}",
                expected="a user name and a secret that it accepts",
            ) from error

    def _private_key(self) -> paramiko.PKey:
        for kind in KEY_TYPES:
            try:
                return kind.from_private_key(io.StringIO(self.secret.strip() + "\n"))
            except (paramiko.SSHException, ValueError):
                continue
        raise NoSecret(
            where=self.place.address,
            found="a private key that cannot be read",
            expected="an Ed25519, ECDSA or RSA key without a passphrase",
        )

    @contextmanager
    def _opened(self, transport: paramiko.Transport) -> Iterator[paramiko.SFTPClient]:
        sftp = paramiko.SFTPClient.from_transport(transport)
        if sftp is None:
            raise paramiko.SSHException("no SFTP channel")
        channel = sftp.get_channel()
        if channel is not None:
            channel.settimeout(self.bounds.stall_seconds)
        try:
            yield sftp
        finally:
            sftp.close()


@dataclass(frozen=True, slots=True)
class _OpenFolder:
    place: Place
    bounds: Bounds
    sftp: paramiko.SFTPClient
    connection: Connection

    def entries(self) -> Mapping[str, Entry]:
        """Return the plain files of the folder."""
        try:
            listed = self.sftp.listdir_attr(remote_path(self.place))
        except (FileNotFoundError, PermissionError) as error:
            raise NoSuchFolder(
                where=self.place.address, found=str(error), expected="a folder that may be read"
            ) from error
        return {
            file.filename: Entry(file.st_size or 0, str(file.st_mtime))
            for file in listed
            if stat.S_ISREG(file.st_mode or 0)
        }

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give a file's bytes."""
        try:
            with self.sftp.open(f"{remote_path(self.place)}/{name}", "rb") as file:
                # Several requests under way at once, but never for more than may be taken.
                size_bytes = file.stat().st_size or 0
                file.prefetch(min(size_bytes, self.bounds.max_bytes + 1))
                while piece := file.read(PIECE_BYTES):
                    yield piece
        except FileNotFoundError:
            raise Vanished from None
        except PermissionError as error:
            raise Unreadable(
                where=self.place.inside(name), found=str(error), expected="a file that may be read"
            ) from error
        except BROKEN as error:
            raise self.connection.named(error) from error
