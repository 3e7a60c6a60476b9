"""Running the newsroom: one web server and one worker, watched until told to stop."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from django.conf import settings

# A part that dies is started again, after a pause that doubles up to this.
LONGEST_PAUSE_SECONDS = 30.0
STOP_WITHIN_SECONDS = 15.0
# So the worker has a quarter of a core for which readers ask, too: enough for a kill at once.
WORKER_NICENESS = 5


@dataclass
class Part:
    """One process of the newsroom, and when it may be started again if it died."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    pause_seconds: float = 1.0
    start_at: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches only us.

        Not in a session of its own: Linux shares the processor out by sessions first (sched(7),
        autogroup), and the worker's niceness would count for nothing beside the web server.
        """
        self.process = subprocess.Popen(self.command, process_group=0)  # noqa: S603 - our own commands, no shell

    def keep_running(self, now: float) -> None:
        """Start the process if it is due, and note when to try again if it has died."""
        if self.process is None:
            if now >= self.start_at:
                self.start()
        elif (code := self.process.poll()) is not None:
            print(
                f"The {self.name} ended with {code}; starting it again in "
                f"{self.pause_seconds:.0f} s.",
                file=sys.stderr,
            )
            self.process = None
            self.start_at = now + self.pause_seconds
            self.pause_seconds = min(self.pause_seconds * 2, LONGEST_PAUSE_SECONDS)

    def stop(self) -> None:
        """Ask the process to finish what it holds and leave."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)


def serve(*, host: str, port: int) -> int:
    """Run web, worker and scheduler until told to stop; return the exit code.

    SIGTERM, Ctrl-C and a terminal that is closed tell it.
    """
    parts = [
        Part("web server", web_command(host, port)),
        Part("worker", worker_command()),
    ]
    asked_to_stop: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        # Under nohup a closed terminal is nothing to us.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, lambda caught, _frame: asked_to_stop.append(caught))
    print(f"Dateline runs at http://{host}:{port}/ (Ctrl-C stops it)", flush=True)
    while not asked_to_stop:
        for part in parts:
            part.keep_running(time.monotonic())
        time.sleep(0.2)
    for part in parts:
        part.stop()
    deadline = time.monotonic() + STOP_WITHIN_SECONDS
    for part in parts:
        if part.process:
            try:
                part.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.process.kill()
    return 0


def worker_command() -> list[str]:
    """Return the command of the worker. Where both want the processor, readers come first."""
    return [
        *("nice", "-n", str(WORKER_NICENESS)),
        *(sys.executable, "-m", "dateline.project.cli", "manage", "run_huey", "-q"),
    ]


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server.

    One process with threads on the embedded database; more where a shared cache and PostgreSQL
    make several processes see the same limits. No access log: private links are in paths.
    """
    cores = os.cpu_count() or 1
    several = settings.CACHE_URL and "postgresql" in settings.DATABASES["default"]["ENGINE"]
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "dateline.project.wsgi:application"),
        *("--host", host, "--port", str(port), "--no-access-log", "--log-level", "warning"),
        *("--workers", str(cores) if several else "1", "--blocking-threads", str(2 * cores)),
        *("--backpressure", "64", "--respawn-failed-workers"),
    ]
