"""A newsroom of its own on a scratch SQLite file, with its queue and real processes."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


class Newsroom:
    """A folder with a database, and the processes that work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "dateline.sqlite3"
        self.environment = {
            **{name: value for name, value in os.environ.items() if "DATELINE_" not in name},
            "DATELINE_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "dateline.project.settings",
        }
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start Python with some arguments in this newsroom; it is ended with the test."""
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def manage(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start one of Django's commands."""
        return self.start(str(ROOT / "manage.py"), *arguments)

    def ask(self, question: str) -> list[tuple]:
        """Return the rows of a query."""
        database = sqlite3.connect(self.database, timeout=20)
        try:
            with database:
                return database.execute(question).fetchall()
        finally:
            database.close()

    def wait_until(self, question: str, *, seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until a query gives a row."""
        deadline = time.monotonic() + seconds
        while not self.ask(question):
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.002)

    def log(self) -> str:
        """Return what the processes said."""
        return (self.folder / "processes.log").read_text()

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

    def close(self) -> None:
        """End all processes, and those that they started."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
