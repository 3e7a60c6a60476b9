"""Wire items stored, published and indexed, a second; and with their lines drawn after."""

import argparse
import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks import newsroom, postgres

# So often a long import says how much memory it holds.
LOOKS = 10


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--items", type=int, default=300)
    ask.add_argument("--postgresql", action="store_true", help="on one with fsync, not SQLite")
    ask.add_argument("--without-lines", action="store_true", help="leave the lines undrawn")
    args = ask.parse_args()
    with ExitStack() as stack:
        groups = []
        if args.postgresql:
            os.environ["DATELINE_DATABASE_URL"], group = stack.enter_context(postgres.scratch())
            groups.append(group)
        newsroom.main_line(_measure(args, groups))


def _measure(args: argparse.Namespace, groups: list[int]) -> dict[str, object]:
    folder = newsroom.set_up()
    from django.db import connection
    from django.utils import timezone

    from dateline.intake.batches import batches
    from dateline.intake.models import Source
    from dateline.pages.models import Story
    from dateline.pages.services import draw_waiting
    from dateline.project.commands.ingesting import take_in, with_lines_to_draw

    source = Source.objects.create(
        slug="benchmark", name="Benchmark", policy=Source.Policy.PUBLISH, default_section="world"
    )
    public, drawn = _Clock(groups), _Clock(groups)
    waiting: list[int] = []
    memory_mb: list[float] = []
    look_every = max(args.items // LOOKS, 1)
    for number, paths in enumerate(batches(_write_items(folder / "drop", args.items)), start=1):
        with public:
            _, taken_up = take_in(paths, source=source, now=timezone.now())
        waiting += with_lines_to_draw(taken_up)
        if number * len(paths) // look_every > len(memory_mb):
            memory_mb.append(_memory_mb())
        for path in paths:
            path.unlink()
    with drawn:
        for story_id in () if args.without_lines else waiting:
            draw_waiting(story_id=story_id, now=timezone.now())
    figures = {
        "benchmark": "ingest",
        "database": connection.vendor,
        "items": args.items,
        "published": Story.objects.public(timezone.now()).count(),
        "public_per_second": public.rate(args.items),
        "public_per_cpu_second": public.cpu_rate(args.items),
        "memory_mb": memory_mb,
    }
    connection.close()
    if args.without_lines:
        return figures
    both = public + drawn
    return figures | {
        "with_lines_per_second": both.rate(args.items),
        "with_lines_per_cpu_second": both.cpu_rate(args.items),
    }


class _Clock:
    """Adds up the wall and CPU seconds of this process, and of some groups, while it runs."""

    def __init__(self, groups: list[int], wall: float = 0.0, cpu: float = 0.0) -> None:
        self.groups, self.wall, self.cpu = groups, wall, cpu

    def __enter__(self) -> None:
        self.wall -= time.perf_counter()
        self.cpu -= self._cpu_seconds()

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter()
        self.cpu += self._cpu_seconds()

    def __add__(self, other: "_Clock") -> "_Clock":
        return _Clock(self.groups, self.wall + other.wall, self.cpu + other.cpu)

    def rate(self, count: int) -> float:
        """Return so many things a second of the clock on the wall."""
        return round(count / self.wall, 1)

    def cpu_rate(self, count: int) -> float:
        """Return so many things a second of work."""
        return round(count / self.cpu, 1)

    def _cpu_seconds(self) -> float:
        others = sum(newsroom.cpu_seconds(group) for group in self.groups)
        return time.process_time() + others


def _write_items(folder: Path, count: int) -> Iterator[Path]:
    """Write ninjs files of ten paragraphs each, as they are asked for."""
    folder.mkdir()
    for number in range(count):
        item = {
            "uri": f"benchmark:{number}",
            "standard": {"name": "ninjs", "version": "1.4"},
            "type": "text",
            "version": "1",
            "versioncreated": "2026-11-23T08:00:00Z",
            "pubstatus": "usable",
            "headline": f"Kesterholm takes in {number} ships",
            "body_html": "".join(
                f"<p>{text}</p>" for text in newsroom.copy_of(number, paragraphs=10)
            ),
        }
        path = folder / f"{number:06}.json"
        path.write_text(json.dumps(item))
        yield path


def _memory_mb() -> float:
    """Return how much memory this process holds. Source: proc(5)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * resource.getpagesize() / 1e6, 1)


if __name__ == "__main__":
    main()
