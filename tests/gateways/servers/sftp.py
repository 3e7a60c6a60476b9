"""An SFTP server (asyncssh) that shows one folder to one user."""

import asyncio
import threading
from pathlib import Path

import asyncssh

USER, PASSWORD = "desk", "quay-and-crane"


class _Login(asyncssh.SSHServer):
    def __init__(self, connections):
        self.connections = connections

    def connection_made(self, conn):
        self.connections.append(conn)

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        return (username, password) == (USER, PASSWORD)


class _Files(asyncssh.SFTPServer):
    """Shows a folder, and keeps one file to itself."""

    locked = b""

    def open(self, path, pflags, attrs):
        if path.rpartition(b"/")[2] == self.locked:
            raise asyncssh.SFTPPermissionDenied("not for you")
        return super().open(path, pflags, attrs)


class SftpServer:
    """Serves a folder until closed.

    authorized  a public key that may log in as well
    locked      the name of a file that is listed and may not be read
    """

    def __init__(
        self, folder: Path, *, authorized: Path | None = None, locked: str = "", port: int = 0
    ) -> None:
        files = type("Files", (_Files,), {"locked": locked.encode()})
        self.folder = folder
        self._connections: list[asyncssh.SSHServerConnection] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        key = asyncssh.generate_private_key("ssh-ed25519")
        self._server = self._run(
            asyncssh.listen(
                "127.0.0.1",
                port,
                server_factory=lambda: _Login(self._connections),
                server_host_keys=[key],
                authorized_client_keys=str(authorized) if authorized else None,
                sftp_factory=lambda connection: files(connection, chroot=str(folder)),
            )
        )
        self.port = self._server.get_port()

    def _run(self, task):
        async def wait():
            return await task

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(timeout=20)

    def close(self) -> None:
        """Stop serving."""

        async def stop():
            self._server.close()
            await self._server.wait_closed()
            for connection in self._connections:
                connection.abort()
                await connection.wait_closed()
            await asyncio.sleep(0)  # lets the last sockets close
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        self._run(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
