"""How long `dateline read` and `dateline check` take as whole processes."""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks import newsroom

PROGRAM = str(Path(sys.executable).with_name("dateline"))


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("story", help="a wire file with one story")
    ask.add_argument("--runs", type=int, default=10)
    args = ask.parse_args()
    figures: dict[str, object] = {"benchmark": "start_up", "runs": args.runs}
    for name, command in {
        "read": [PROGRAM, "read", args.story],
        "check": [PROGRAM, "check", args.story, "--line", "The harbour closed."],
    }.items():
        times = [_seconds(command) for _ in range(args.runs)]
        figures[f"{name}_median_s"] = round(statistics.median(times), 3)
        figures[f"{name}_worst_s"] = round(max(times), 3)
    newsroom.main_line(figures)


def _seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
