"""A scratch newsroom to measure on."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARAGRAPH = (
    "The harbour of Kesterholm took in {n} ships on Monday, the port authority of Lund Bay said, "
    "and about {m} more were expected before the end of the week. “The quay is safe,” Transport "
    "Minister Runa Ostby told reporters in Port Ansel."
)


def set_up() -> Path:
    """Point Django at a fresh scratch newsroom, migrated and founded; return its data folder."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-benchmark-"))
    os.environ["DATELINE_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dateline.project.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from dateline.pages.services import found_newsroom
    from dateline.project.first_start import collect_static_once

    collect_static_once()

    found_newsroom(name="Benchmark", sections={"world": "World"}, base_url="http://127.0.0.1:8000")
    return folder


def copy_of(number: int, *, paragraphs: int) -> list[str]:
    """Return the body of story `number`: no two are alike, none is a real text."""
    return [PARAGRAPH.format(n=number, m=number % 97 + row) for row in range(paragraphs)]


@contextmanager
def server(port: int) -> Iterator[int]:
    """Run the web server as `dateline serve` does, and yield the process group's id."""
    from dateline.project.serving import web_command

    process = subprocess.Popen(web_command("127.0.0.1", port), process_group=0)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(url: str) -> None:
    """Wait until an address answers, for twenty seconds at most."""
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)


def cpu_seconds(group: int) -> float:
    """Return user and system seconds of every process in a group. Source: proc(5)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main_line(figures: dict[str, object]) -> None:
    """Print the one line of a benchmark."""
    import json

    sys.stdout.write(json.dumps(figures) + "\n")
