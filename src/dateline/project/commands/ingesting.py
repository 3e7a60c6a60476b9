"""What `dateline ingest` does: take deliveries in, take up what they ask for, say what happened."""

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tqdm import tqdm

from dateline.intake.batches import batches
from dateline.intake.models import Source, WireRecord
from dateline.intake.services import Came, IngestReport, Place, ingest_places, watch_folder
from dateline.pages import clock
from dateline.pages.models import Story
from dateline.pages.services import TakenUp, draw_waiting, take_up_all
from dateline.project.commands.exits import DONE, OUR_FAULT, UNREADABLE, AskedWrongly

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
    with tqdm(total=len(places), unit="file", disable=hides_bar) as bar:
        for batch in batches(places):
            came, taken_up = take_in(batch, source=source, now=clock.now())
            without_lines |= dict.fromkeys(with_lines_to_draw(taken_up))
            for place, report in zip(batch, came, strict=True):
                code = max(code, _say(place, report))
            code = OUR_FAULT if taken_up.faults else code
            bar.update(len(batch))
    # The copy is public first; should this be stopped here, the worker's sweep draws what is left.
    for story_id in tqdm(without_lines, unit="story", desc="lines", disable=hides_bar):
        draw_waiting(story_id=story_id, now=clock.now())
    return code


def take_in(
    places: Sequence[Place], *, source: Source, now: datetime
) -> tuple[list[Came], TakenUp]:
    """Receive, read and take up some deliveries in this process; their lines are still to draw.

    What was taken up badly is logged, and tried again by the worker.
    """
    came = ingest_places(places=places, source=source, now=now)
    reports = [report for report in came if isinstance(report, IngestReport)]
    waiting = [item.pk for report in reports for item in report.waiting]
    return came, take_up_all(wire_item_ids=waiting, now=now, draws_lines=False)


def with_lines_to_draw(taken_up: TakenUp) -> list[int]:
    """Return the ids of the stories whose lines are still to draw."""
    return [story.pk for story in taken_up.stories if story.lines_wait]


def watch(folder: Path, *, source: Source) -> None:
    """Take in what lies in a folder and what is put there, until Ctrl-C."""
    print(f"Watching {folder} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    stop = threading.Event()
    for report in watch_folder(folder=folder, source=source, clock=clock.now, stop=stop):
        take_up_all(wire_item_ids=[item.pk for item in report.waiting], now=clock.now())
        for line in told(report, report.record.origin):
            print(line, flush=True)


def _say(place: Place, report: Came) -> int:
    """Say what came of a place, and return the exit code it asks for."""
    if not isinstance(report, IngestReport):
        tqdm.write(f"{place}: {report}", file=sys.stderr)
        return UNREADABLE
    for line in told(report, str(place)):
        tqdm.write(line)
    is_refused = report.record.state == WireRecord.State.REFUSED or report.refused
    return UNREADABLE if is_refused else DONE


def told(report: IngestReport, place: str) -> Iterator[str]:
    """Give a line of plain words for each item of a delivery."""
    record = report.record
    if record.state in (WireRecord.State.REFUSED, WireRecord.State.FAILED):
        yield (
            f"{place}: {record.get_state_display()}: {record.error_where}: found "
            f"{record.error_found}; expected {record.error_expected}. The bytes are kept."
        )
    chains = [item.chain_id for item in report.items if item.chain_id]
    stories = Story.objects.filter(chain__in=chains).only("chain_id", "public_id", "slug")
    addresses = {story.chain_id: f" ({story.get_absolute_url()})" for story in stories}
    for item in report.items:
        name = item.headline or f"item {item.position}"
        address = addresses.get(item.chain_id, "")
        yield f"{place}: {name}: {item.get_outcome_display()}{address}"


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
