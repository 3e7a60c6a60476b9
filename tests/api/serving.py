"""A running analyzer, started as another newsroom would start it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = str(Path(sys.executable).with_name("dateline"))
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running analyzer: its port, a key that is let in, its process."""

    port: int
    key: str
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
            return answer.read().decode()

    def cpu_seconds(self) -> float:
        """The processor time that it and its workers have used."""
        table = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()]
        stats = {}
        for entry in table:
            try:
                stats[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended meanwhile
        own = self.process.pid
        ticks = sum(int(s[11]) + int(s[12]) for pid, s in stats.items() if own in (pid, int(s[1])))
        return ticks / os.sysconf("SC_CLK_TCK")


def environment_of(folder: Path) -> dict[str, str]:
    """The environment of an analyzer whose files lie in a folder."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")},
        "DATELINE_DATA_DIR": str(folder),
        "DATELINE_SCORER_KEYS": str(folder / "keys.json"),
        "TMPDIR": str(folder),
    }


@contextmanager
def running_analyzer(folder: Path) -> Iterator[Server]:
    """`dateline scorer key` and `dateline scorer serve`; it has stopped in order afterwards."""
    environment = environment_of(folder)
    made = subprocess.run(
        [PROGRAM, "scorer", "key", "clients"], env=environment, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [PROGRAM, "scorer", "serve", "--port", str(port)], env=environment,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    found = Server(port, made.stdout.split()[-1], process)
    try:
        _wait_for(found)
        yield found
    finally:
        process.terminate()
        assert process.wait(timeout=20) in (0, -15)


def _wait_for(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            server.get("/health")
            return
        except OSError:
            assert time.monotonic() < deadline, "the analyzer does not answer"
            time.sleep(0.1)
