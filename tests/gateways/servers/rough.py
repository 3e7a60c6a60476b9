"""What a network does to a connection: silence, and an end in the middle."""

import socket
import threading
from contextlib import suppress

PIECE_BYTES = 4096


class SilentServer:
    """Takes connections and never says a word."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        self._listening.close()


class CuttingProxy:
    """Passes one connection on to a server, and cuts it after so many bytes of the answer."""

    def __init__(self, port: int, *, after_bytes: int) -> None:
        self._server_port, self._left_bytes = port, after_bytes
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._pass_on, daemon=True)
        self._thread.start()

    def _pass_on(self) -> None:
        with suppress(OSError):
            client, _ = self._listening.accept()
            with client, socket.create_connection(("127.0.0.1", self._server_port)) as server:
                asking = threading.Thread(target=self._ask, args=(client, server), daemon=True)
                asking.start()
                while self._left_bytes > 0 and (piece := server.recv(PIECE_BYTES)):
                    client.sendall(piece)
                    self._left_bytes -= len(piece)
                for end in (client, server):
                    with suppress(OSError):
                        end.shutdown(socket.SHUT_RDWR)
                asking.join()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while piece := client.recv(PIECE_BYTES):
                server.sendall(piece)

    def close(self) -> None:
        """Stop listening."""
        self._listening.close()
        self._thread.join(timeout=5)
