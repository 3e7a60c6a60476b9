"""`dateline serve` itself: what it starts, and what it leaves behind."""

import os
import signal
import socket
import time
import urllib.request
from pathlib import Path

import pytest

from tests.worker.newsroom import PATIENCE_SECONDS

PARTS = ("granian", "run_huey")


@pytest.fixture
def served(newsroom):
    """The process of a newsroom that is served, once its pages are answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = newsroom.start("-m", "dateline.project.cli", "serve", "--port", str(port))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not answers(port) or len(parts_of(process.pid)) < len(PARTS):
        assert time.monotonic() < deadline, newsroom.log()
        time.sleep(0.1)
    yield process
    process.terminate()
    process.wait(timeout=PATIENCE_SECONDS)


def answers(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2).status == 200
    except OSError:
        return False


def parts_of(parent):
    """Return the process ids of what a process started, by the part's name."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) != parent:
                continue
            command = (stat.parent / "cmdline").read_text()
        except OSError:
            continue
        found |= {part: int(stat.parent.name) for part in PARTS if part in command}
    return found


def test_a_closed_terminal_leaves_nothing_running_and_the_worker_was_nicer_than_the_web(served):
    parts = parts_of(served.pid)
    web, worker = (parts[part] for part in PARTS)
    # In a session of its own, niceness would count for nothing: see sched(7) on autogroups.
    assert os.getsid(worker) == os.getsid(web)
    assert os.getpriority(os.PRIO_PROCESS, worker) == os.getpriority(os.PRIO_PROCESS, web) + 5

    served.send_signal(signal.SIGHUP)

    assert served.wait(timeout=PATIENCE_SECONDS) == 0
    assert not [name for name, part in parts.items() if Path(f"/proc/{part}").exists()]
