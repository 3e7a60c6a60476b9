"""A scratch PostgreSQL to measure on, as durable as a newsroom's own: fsync is on."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch() -> Iterator[tuple[str, int]]:
    """Run a server; yield the address of its empty database and the group of its processes."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgres-"))
    port = _free_port()
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=on"
    _run(programs / "initdb", "-D", folder / "data", "-U", "dateline", "-A", "trust", "-E", "UTF8")
    control = (programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log")
    _run(*control, "-o", options, "start")
    try:
        first = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        yield f"postgresql://dateline@127.0.0.1:{port}/postgres", os.getpgid(first)
    finally:
        _run(*control, "-m", "fast", "stop")
        shutil.rmtree(folder)


def _run(*command: str | Path) -> None:
    if os.getuid() != 0:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return
    # PostgreSQL refuses to run as root.
    postgres = pwd.getpwnam("postgres")
    folder = Path(command[2]).parent
    os.chown(folder, postgres.pw_uid, postgres.pw_gid)
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        user=postgres.pw_uid,
        group=postgres.pw_gid,
        extra_groups=[],
        cwd=folder,
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
