"""An FTP server (pyftpdlib), with TLS or without, that shows one folder to one user."""

import threading
import warnings
from pathlib import Path

with warnings.catch_warnings():  # Python's own asyncore, which 3.12 leaves to pyftpdlib
    warnings.simplefilter("ignore", DeprecationWarning)
    from pyftpdlib.authorizers import DummyAuthorizer
    from pyftpdlib.handlers import FTPHandler, ThrottledDTPHandler, TLS_FTPHandler
    from pyftpdlib.ioloop import IOLoop
    from pyftpdlib.servers import FTPServer as Serving

USER, PASSWORD = "desk", "quay-and-crane"


class _Keeper(DummyAuthorizer):
    """Lets one user in, and keeps one file to itself."""

    locked = ""

    def has_perm(self, username, perm, path=None):
        is_locked = bool(self.locked and path and path.endswith(f"/{self.locked}"))
        return not (is_locked and perm == "r") and super().has_perm(username, perm, path)


class FtpServer:
    """Serves a folder until closed.

    certificate       turns TLS on, which clients must then use
    knows_mlsd        False: a server from before RFC 3659's listings
    bytes_per_second  how slowly files are sent; 0 for at once
    locked            the name of a file that is listed and may not be read
    """

    def __init__(
        self,
        folder: Path,
        *,
        certificate: Path | None = None,
        knows_mlsd: bool = True,
        bytes_per_second: int = 0,
        locked: str = "",
    ) -> None:
        self.folder = folder
        authorizer = _Keeper()
        authorizer.locked = locked
        authorizer.add_user(USER, PASSWORD, str(folder), perm="elr")
        self._handler = type("Handler", (TLS_FTPHandler if certificate else FTPHandler,), {})
        self._handler.authorizer = authorizer
        self._handler.auth_failed_timeout = 0
        if certificate:
            self._handler.certfile = str(certificate)
            self._handler.tls_control_required = self._handler.tls_data_required = True
        if not knows_mlsd:
            known = self._handler.proto_cmds
            self._handler.proto_cmds = {name: known[name] for name in known if name != "MLSD"}
        if bytes_per_second:
            slow = {"write_limit": bytes_per_second, "ac_out_buffer_size": 8192}
            self._handler.dtp_handler = type("Slow", (ThrottledDTPHandler,), slow)
        self._loop = IOLoop()
        self._server = Serving(("127.0.0.1", 0), self._handler, ioloop=self._loop)
        self.port = self._server.address[1]
        self._is_stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._is_stopped.is_set():
            self._loop.loop(timeout=0.02, blocking=False)
        self._server.close_all()

    def close(self) -> None:
        """Stop serving, in the middle of whatever is going on."""
        self._is_stopped.set()
        self._thread.join()
