"""A newsroom with real processes, on a scratch database."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 40


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
