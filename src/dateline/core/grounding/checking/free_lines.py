"""Judging a free line: read it, bind it, let the guards look, weigh what they found."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.grounding.checking.align import align
from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.features import features
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
from dateline.core.grounding.checking.vocabulary import LIGHT
from dateline.core.grounding.checking.weights import Weights, fitted
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

# What anybody can see in the copy is told before what has to be weighed.
_FIRST = {
    name: place
    for place, name in enumerate(
        ("quote_splice", "quote_altered", "figure_absent", "name_absent", "date_absent")
    )
}
# Findings that weigh less than this are kept for the fit and not told to an editor.
LEAST_TOLD = 0.1
# From here on nine of ten lines of the development set are faithful (grounding.md).
LIKELY_FROM = 0.7


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure it is that the copy carries a line, and what speaks against it, the worst first.

    is_bound  whether an act of the line was found to be one of the copy, or it tells of none but
              being and having; a line in which no act can be read at all is not bound
    """

    support: float
    is_bound: bool
    findings: tuple[Finding, ...]
    evidence: tuple[int, ...]


def judge(
    index: StoryIndex,
    line: str,
    kind: LineKind,
    story_dates: tuple[DateMention, ...],
    day: dt.date | None,
) -> Judgement:
    """Return how sure it is that a story carries a line, with everything found against it."""
    case, findings = bind(index, line, kind, story_dates, day)
    weights = fitted()
    acts = [event for event in case.line.events if event.verb.is_content]
    support = weights.score(features(case, findings))
    return Judgement(
        support=support,
        is_bound=bool(case.pairs) or (bool(case.line.events) and not acts),
        findings=tuple(told(findings, weights, support)),
        evidence=tuple(case.alignment.evidence),
    )


def told(findings: Sequence[Finding], weights: Weights, support: float) -> list[Finding]:
    """Return what speaks against a line, the reason that decided first.

    Where nothing weighs enough and support is low, everything that was seen is told: the line fails
    for some reason. Of a line that is likely faithful only what weighs is told.
    """
    heavy = [f for f in findings if -weights.by_name[f.name] * f.strength >= LEAST_TOLD]
    return sorted(
        heavy or (findings if support < LIKELY_FROM else ()),
        key=lambda f: (
            _FIRST.get(f.name, len(_FIRST)) if f.strength >= 1 else len(_FIRST),
            weights.by_name[f.name] * f.strength,
            -f.strength,
        ),
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
        if link is None or event.verb.is_quoted:
            continue
        its = case.index.event_at.get(link.source.place)
        is_plain = link.strength > WIDER and not event.verb.bases & LIGHT
        if its is not None and (is_plain or _share_a_part(case, event, its)):
            found.append((event, its))
    return found


def _share_a_part(case: Case, mine: Event, its: Event) -> bool:
    """Whether two acts with a light verb such as “get” have an actor or object in common."""
    theirs = [*its.agent, *its.patient]
    return any(case.are_alike(t, theirs) for t in (*mine.agent, *mine.patient) if t.is_content)
