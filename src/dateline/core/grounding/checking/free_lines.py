"""Judging a free line: read it, bind it, let the guards look, weigh what they found."""

import datetime as dt
from collections.abc import Callable, Iterator

from dateline.core.grounding.checking.align import align
from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.guards import (
    actors,
    dates,
    figures,
    marks,
    names,
    polarity,
    relations,
    sources,
    tenses,
    wording,
)
from dateline.core.grounding.checking.index import WIDER, LineReading, StoryIndex, read_line
from dateline.core.grounding.dates import DateMention, read_dates
from dateline.core.story import LineKind

GUARDS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    marks.find,
    figures.find,
    names.find,
    dates.find,
    polarity.find,
    tenses.find,
    sources.find,
    actors.find,
    relations.find,
    wording.find,
)


def bind(
    index: StoryIndex,
    line: str,
    kind: LineKind,
    story_dates: tuple[DateMention, ...],
    day: dt.date | None,
) -> tuple[Case, list[Finding]]:
    """Return a line bound to a story, with everything the guards find against it."""
    reading = read_line(line)
    line_dates = read_dates(line, day)
    alignment = align(index, reading, [one.span for one in line_dates])
    case = Case(index, reading, alignment, kind, line_dates, story_dates)
    case.pairs = _pairs(case, reading)
    return case, [finding for guard in GUARDS for finding in guard(case)]


def _pairs(case: Case, reading: LineReading) -> list[tuple[Event, Event]]:
    """Return the acts of the line with the acts of the copy they were made from."""
    found = []
    for event in reading.events:
        link = case.link(event.verb)
        if link is None or event.verb.is_quoted or link.strength <= WIDER:
            continue
        its = case.index.event_at.get(link.source.place)
        if its is not None:
            found.append((event, its))
    return found
