"""Wire items stored, published and indexed, a second; and with their lines drawn after."""

import argparse
import json
import resource
import time
from pathlib import Path

from benchmarks import newsroom


def main() -> None:
    """Measure and print one line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--items", type=int, default=300)
    args = ask.parse_args()
    folder = newsroom.set_up()
    wire = _write_items(folder / "drop", args.items)
    from django.utils import timezone

    from dateline.intake.batches import batches
    from dateline.intake.models import Source
    from dateline.pages.models import Story
    from dateline.pages.services import draw_waiting
    from dateline.project.ingesting import take_in, with_lines_to_draw

    source = Source.objects.create(
        slug="benchmark", name="Benchmark", policy=Source.Policy.PUBLISH, default_section="world"
    )
    started, cpu = time.perf_counter(), _cpu_seconds()
    waiting = []
    for paths in batches(wire):
        taken_up = take_in(paths, source=source, now=timezone.now())[1]
        waiting += with_lines_to_draw(taken_up)
    public_wall, public_cpu = time.perf_counter() - started, _cpu_seconds() - cpu
    for story_id in waiting:
        draw_waiting(story_id=story_id, now=timezone.now())
    wall, cpu = time.perf_counter() - started, _cpu_seconds() - cpu
    newsroom.main_line(
        {
            "benchmark": "ingest",
            "items": args.items,
            "published": Story.objects.public(timezone.now()).count(),
            "public_per_second": round(args.items / public_wall, 1),
            "public_per_cpu_second": round(args.items / public_cpu, 1),
            "items_per_second": round(args.items / wall, 1),
            "items_per_cpu_second": round(args.items / cpu, 1),
            "cpu_ms_per_item": round(cpu / args.items * 1000, 1),
        }
    )


def _write_items(folder: Path, count: int) -> list[Path]:
    """Write ninjs files of ten paragraphs each."""
    folder.mkdir()
    paths = []
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
        paths.append(path)
    return paths


def _cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
