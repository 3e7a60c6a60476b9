"""A worker killed in the middle of a delivery loses nothing and does nothing twice."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.intake.deliveries import newsml

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40
PICTURES = [(f"urn:nwa:picture:{n}", 1, f"The quay, {n}", "", "picture") for n in range(400)]
DELIVERY = newsml(
    ("urn:nwa:first", 1, "Quay open", "The quay opened.", "text"),
    *PICTURES,
    ("urn:nwa:last", 1, "Crane falls", "A crane fell.", "text"),
)
DELIVER = """
import sys
from pathlib import Path
from django.utils import timezone
from dateline.intake.models import Source
from dateline.intake.services import receive
source = Source.objects.create(slug="nwa", name="Northern Wire Agency", policy="publish")
receive(source=source, raw=Path({path!r}), origin="delivery.xml", now=timezone.now())
"""


class Newsroom:
    """A newsroom of its own on a scratch SQLite file, with its queue and real processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "dateline.sqlite3"
        self.environment = {
            **{name: value for name, value in os.environ.items() if "DATELINE_" not in name},
            "DATELINE_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dateline.project.settings",
        }
        self.workers: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one of Django's commands in this newsroom."""
        log = (self.folder / f"{arguments[0]}.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, str(ROOT / "manage.py"), *arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start the worker as `dateline serve` does."""
        worker = self.manage("run_huey")
        self.workers.append(worker)
        return worker

    def ask(self, question: str) -> list[tuple]:
        """Return the rows of a query."""
        database = sqlite3.connect(self.database, timeout=20)
        try:
            with database:
                return database.execute(question).fetchall()
        finally:
            database.close()

    def wait_until(self, question: str) -> None:
        """Wait until a query gives a row."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.ask(question):
            assert time.monotonic() < deadline, self.logs()
            time.sleep(0.002)

    def logs(self) -> str:
        """Return what the processes said."""
        return "\n".join(path.read_text() for path in self.folder.glob("*.log"))

    def let_an_hour_pass(self) -> None:
        """Put every time that work waits for an hour back, as if it were that much later."""
        for table, columns in {
            "dateline_intake_wirerecord": ("received_at", "next_attempt_at"),
            "dateline_intake_wireitem": ("placed_at", "next_attempt_at"),
        }.items():
            for column in columns:
                self.ask(
                    f"UPDATE {table} SET {column} = datetime({column}, '-1 hour') "  # noqa: S608
                    f"WHERE {column} IS NOT NULL"
                )


@pytest.fixture
def newsroom(tmp_path):
    """A migrated newsroom without stories; its processes are ended with the test."""
    scratch = Newsroom(tmp_path)
    assert scratch.manage("migrate", "-v0").wait() == 0, scratch.logs()
    yield scratch
    for worker in scratch.workers:
        worker.kill()
        worker.wait()


def test_a_worker_killed_while_it_reads_loses_nothing_and_makes_no_story_twice(newsroom, tmp_path):
    delivery = tmp_path / "delivery.xml"
    delivery.write_bytes(DELIVERY)
    worker = newsroom.start_worker()
    sent = newsroom.manage("shell", "-c", DELIVER.format(path=str(delivery)))
    assert sent.wait() == 0, newsroom.logs()
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wireitem")

    worker.send_signal(signal.SIGKILL)
    worker.wait()

    (placed,) = newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem")[0]
    assert 0 < placed < len(PICTURES) + 2, "the worker was killed too late to prove anything"
    assert newsroom.ask("SELECT state, attempts FROM dateline_intake_wirerecord") == [
        ("received", 1)
    ]

    newsroom.let_an_hour_pass()
    newsroom.start_worker()
    newsroom.wait_until("SELECT 1 FROM dateline_intake_wirerecord WHERE state = 'read'")
    newsroom.wait_until(
        "SELECT 1 WHERE NOT EXISTS"
        " (SELECT 1 FROM dateline_intake_wireitem WHERE taken_up_at IS NULL)"
    )

    stories = newsroom.ask("SELECT headline FROM dateline_pages_story WHERE live")
    assert sorted(stories) == [("Crane falls",), ("Quay open",)]
    assert newsroom.ask("SELECT count(*) FROM dateline_intake_wireitem") == [(len(PICTURES) + 2,)]
