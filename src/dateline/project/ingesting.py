"""What `dateline ingest` does: take deliveries in, take up what they ask for, say what happened."""

import sys
import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from tqdm import tqdm

from dateline.gateways.fetch import FetchError
from dateline.intake.models import Source, WireItem, WireRecord
from dateline.intake.services import IngestReport, ingest, watch_folder
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.services import draw_waiting, take_up
from dateline.project.cli import DONE, UNREADABLE, AskedWrongly

COMMAND_LINE = "command-line"
# Below this many deliveries a bar would flash by.
BAR_FROM = 5


def source_named(slug: str | None) -> Source:
    """Return the source to ingest by; without a slug, the command line's own, made at need.

    Raises:
        AskedWrongly: no source has this slug.
    """
    if slug is None:
        source, _ = Source.objects.get_or_create(
            slug=COMMAND_LINE,
            defaults={"name": "Command line", "policy": Source.Policy.PUBLISH},
        )
        return source
    try:
        return Source.objects.get(slug=slug)
    except Source.DoesNotExist:
        known = ", ".join(Source.objects.values_list("slug", flat=True)) or "none"
        raise AskedWrongly(f"--source is {slug!r}, expected one of: {known}") from None


def ingest_all(inputs: Iterable[str], *, source: Source) -> int:
    """Take in files, the files of folders, and addresses; return the exit code."""
    places = list(_places(inputs))
    code = DONE
    hides_bar = len(places) < BAR_FROM or not sys.stderr.isatty()
    without_lines: dict[int, None] = {}
    for place in tqdm(places, unit="file", disable=hides_bar):
        try:
            report, story_ids = take_in(place, source=source, now=clock.now())
            without_lines |= dict.fromkeys(story_ids)
        except (OSError, FetchError) as error:
            tqdm.write(f"{place}: {error}", file=sys.stderr)
            code = UNREADABLE
            continue
        for line in told(report, str(place)):
            tqdm.write(line)
        if report.record.state == WireRecord.State.REFUSED or report.refused:
            code = UNREADABLE
    # The copy is public first; should this be stopped here, the worker's sweep draws what is left.
    for story_id in tqdm(without_lines, unit="story", desc="lines", disable=hides_bar):
        draw_waiting(story_id=story_id, now=clock.now())
    return code


def take_in(place: Path | str, *, source: Source, now: datetime) -> tuple[IngestReport, list[int]]:
    """Receive, read and take up one delivery in this process.

    Returns the report, and the stories whose lines are still to draw.
    """
    report = ingest(place=place, source=source, now=now)
    stories = [take_up(wire_item_id=item.pk, now=now, draws_lines=False) for item in report.waiting]
    return report, [story.pk for story in stories if story and story.lines_wait]


def watch(folder: Path, *, source: Source) -> None:
    """Take in what lies in a folder and what is put there, until Ctrl-C."""
    print(f"Watching {folder} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    stop = threading.Event()
    for report in watch_folder(folder=folder, source=source, clock=clock.now, stop=stop):
        for item in report.waiting:
            take_up(wire_item_id=item.pk, now=clock.now())
        for line in told(report, report.record.origin):
            print(line, flush=True)


def told(report: IngestReport, place: str) -> Iterator[str]:
    """Give a line of plain words for each item of a delivery."""
    record = report.record
    if record.state in (WireRecord.State.REFUSED, WireRecord.State.FAILED):
        yield (
            f"{place}: {record.get_state_display()}: {record.error_where}: found "
            f"{record.error_found}; expected {record.error_expected}. The bytes are kept."
        )
    for item in report.items:
        name = item.headline or f"item {item.position}"
        yield f"{place}: {name}: {item.get_outcome_display()}{_address(item)}"


def _address(item: WireItem) -> str:
    story = Story.objects.filter(chain_id=item.chain_id).first() if item.chain_id else None
    return f" ({story.get_absolute_url()})" if story else ""


def _places(inputs: Iterable[str]) -> Iterator[Path | str]:
    for given in inputs:
        if given.startswith(("http://", "https://")):
            yield given
            continue
        path = Path(given)
        if path.is_dir():
            yield from sorted(
                file for file in path.iterdir() if file.is_file() and file.name[0] != "."
            )
        else:
            yield path
