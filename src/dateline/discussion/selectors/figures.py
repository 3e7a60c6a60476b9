"""How the discussion and its moderation fare, in figures: of the last days, and of the newest."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone, localdate

from dateline.discussion.models import (
    SPAM_REASONS,
    TOXIC_REASONS,
    Comment,
    Decision,
    OutsideState,
    Signal,
)

Act = Decision.Act
Outcome = Signal.Outcome
State = Comment.State

DAYS = 30
# Medians and shares are of the newest: more would cost much and change little.
DECISIONS_READ = 5000
SIGNALS_READ = 20_000

_DECIDED = (Act.APPROVED, Act.REFUSED, Act.REMOVED)
# What a later decision can overturn: each of these is counted, as is what overturns it.
_COUNTED = (*_DECIDED, Act.RESTORED, Act.KEPT)
_LOOKED_FOR = TOXIC_REASONS | SPAM_REASONS
_AGAINST = (State.REFUSED, State.REMOVED)


@dataclass(frozen=True, slots=True)
class Day:
    """How many comments came on one day, and what they are now."""

    day: date
    received: int
    shown: int
    refused: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Waits:
    """How long comments waited for the first decision of a person.

    median, nine_of_ten  of all of them: half, and nine of ten, waited no longer; None without any
    by_day               the median of those that were decided about on each day
    """

    median: timedelta | None
    nine_of_ten: timedelta | None
    by_day: dict[date, timedelta]


@dataclass(frozen=True, slots=True)
class PhaseHealth:
    """How often a phase looked, found something to hold or refuse, and could not look.

    held         how many comments were held because it could not look
    last_fault, last_fault_at  the newest of its faults by name, and when; empty and None without
    rests_until  after fault upon fault an outside phase is not asked for a while
    """

    phase: str
    looked: int
    found: int
    failed: int
    held: int = 0
    last_fault: str = ""
    last_fault_at: datetime | None = None
    rests_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the scorer's word compares with what people decided.

    caught   it would hold, and a person refused
    alarmed  it would hold, and a person approved
    missed   it would not, and a person refused
    passed   it would not, and a person approved
    """

    caught: int
    alarmed: int
    missed: int
    passed: int

    @property
    def share(self) -> float | None:
        """The share of decisions on which both agree, 0.0 to 1.0; None without decisions."""
        total = self.caught + self.alarmed + self.missed + self.passed
        return (self.caught + self.passed) / total if total else None


def days(*, now: datetime) -> list[Day]:
    """Return the last 30 days of the newsroom's zone, today last, those without a comment too."""
    zone, first = get_default_timezone(), _first_day(now)
    rows = (
        Comment.objects.filter(submitted_at__gte=_midnight(first), submitted_at__lte=now)
        .annotate(day=TruncDate("submitted_at", tzinfo=zone))
        .values("day", "state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    counts: dict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["day"]][row["state"]] += row["n"]
    return [
        Day(
            day=day,
            received=counts[day].total(),
            shown=counts[day][State.SHOWN],
            refused=sum(counts[day][state] for state in _AGAINST),
            waiting=counts[day][State.WAITING] + counts[day][State.RECEIVED],
        )
        for day in (first + timedelta(days=n) for n in range(DAYS))
    ]


def waits(*, now: datetime) -> Waits:
    """Return how long comments waited for a person, of the newest first decisions of 30 days."""
    zone, since = get_default_timezone(), _midnight(_first_day(now))
    rows = (
        Decision.objects.filter(act__in=(Act.APPROVED, Act.REFUSED), at__gte=since)
        .exclude(by=None)
        .order_by("-at", "-pk")
        .values_list("comment", "at", "comment__submitted_at")[:DECISIONS_READ]
    )
    # The newest come first: what stands in the end is the first decision about each.
    first = {comment: (at, at - submitted_at) for comment, at, submitted_at in rows}
    by_day: dict[date, list[timedelta]] = defaultdict(list)
    for at, wait in first.values():
        by_day[localdate(at, zone)].append(wait)
    every = sorted(wait for _at, wait in first.values())
    return Waits(
        median=_median(every) if every else None,
        nine_of_ten=every[ceil(0.9 * len(every)) - 1] if every else None,
        by_day={day: _median(of_day) for day, of_day in by_day.items()},
    )


def _median(waits: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(wait.total_seconds() for wait in waits))


def overturned(*, now: datetime) -> tuple[int, int]:
    """Return how many decisions of the last 30 days were overturned, and how many there were."""
    since = now - timedelta(days=DAYS)
    lately = Decision.objects.filter(at__gt=since)
    overturning = lately.filter(act__in=(Act.REMOVED, Act.RESTORED, Act.UNDONE))
    rows = Decision.objects.filter(
        comment__in=overturning.values("comment"), act__in=(*_COUNTED, Act.UNDONE)
    )
    found = _overturned_of(rows.order_by("pk").values_list("comment", "act", "at"))
    return sum(at > since for at in found), lately.filter(act__in=_COUNTED).count()


def _overturned_of(rows: Iterable[tuple[int, str, datetime]]) -> list[datetime]:
    """Return when each decision was made that was undone, or turned round by the next one."""
    found: list[datetime] = []
    # By comment, without what was undone: that never turned anything round.
    standing: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for comment, act, at in rows:
        if act != Act.UNDONE:
            standing[comment].append((act, at))
        elif standing[comment]:
            found.append(standing[comment].pop()[1])
    for decisions in standing.values():
        for (_, at), (act, _) in pairwise(decisions):
            if act in (Act.REMOVED, Act.RESTORED):
                found.append(at)
    return found


def phase_health(*, now: datetime) -> list[PhaseHealth]:
    """Return how each phase fared in the newest signals, those that failed most first."""
    newest = Signal.objects.aggregate(newest=Max("pk"))["newest"] or 0
    recent = Signal.objects.filter(pk__gt=newest - SIGNALS_READ)
    rows = recent.values("phase", "outcome").annotate(n=Count("pk")).order_by()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row["phase"]][row["outcome"]] += row["n"]
    faults, held, rests = _faults(recent), _held_by_faults(newest - SIGNALS_READ), _rests(now)
    health = [
        PhaseHealth(
            phase=phase,
            looked=outcomes.total(),
            found=outcomes[Outcome.HOLD] + outcomes[Outcome.REFUSE],
            failed=outcomes[Outcome.FAILED],
            held=held[phase],
            last_fault=faults.get(phase, ("", None))[0],
            last_fault_at=faults.get(phase, ("", None))[1],
            rests_until=rests.get(phase),
        )
        for phase, outcomes in counts.items()
    ]
    return sorted(health, key=lambda one: (-one.failed, one.phase))


def _faults(recent: QuerySet[Signal]) -> dict[str, tuple[str, datetime]]:
    """Return the newest fault of each phase that failed: its name and when."""
    failed = recent.filter(outcome=Outcome.FAILED).values("phase").annotate(newest=Max("pk"))
    last = Signal.objects.filter(pk__in=failed.order_by().values("newest"))
    return {
        signal.phase: (", ".join(str(one["value"]) for one in signal.evidence), signal.at)
        for signal in last
    }


def _held_by_faults(after: int) -> Counter[str]:
    """Return how many comments each phase had held because it could not look."""
    held = Decision.objects.filter(
        act=Act.HELD,
        facts__contains="phase-failed",
        comment__signals__outcome=Outcome.FAILED,
        comment__signals__pk__gt=after,
    )
    facts = held.order_by().values_list("pk", "facts").distinct()
    return Counter(
        fact.partition(":")[0]
        for _pk, said in facts
        for fact in said.split(", ")
        if fact.endswith(": phase-failed")
    )


def _rests(now: datetime) -> dict[str, datetime]:
    resting = OutsideState.objects.filter(rests_until__gt=now)
    return {phase: until for phase, until in resting.values_list("phase", "rests_until") if until}


def scorer_agreement() -> Agreement:
    """Return how the scorer's word compares with the newest decisions of people.

    What was refused for something the scorer does not look for says nothing about it.
    """
    newest = Decision.objects.filter(act__in=_DECIDED).exclude(by=None).order_by("-at", "-pk")
    decided: dict[int, tuple[str, str]] = {}
    for comment, act, reason in newest.values_list("comment", "act", "reason_code")[
        :DECISIONS_READ
    ]:
        decided.setdefault(comment, (act, reason))
    signals = Signal.objects.filter(
        comment__decisions__in=newest.values("pk")[:DECISIONS_READ], phase="scores"
    ).exclude(outcome=Outcome.FAILED)
    would_hold = dict(signals.order_by("comment_version").values_list("comment", "outcome"))
    counts = Counter(
        (would_hold[comment] == Outcome.HOLD, act == Act.APPROVED)
        for comment, (act, reason) in decided.items()
        if comment in would_hold and (act == Act.APPROVED or reason in _LOOKED_FOR)
    )
    return Agreement(
        caught=counts[True, False],
        alarmed=counts[True, True],
        missed=counts[False, False],
        passed=counts[False, True],
    )


def _first_day(now: datetime) -> date:
    """Return the first of the last 30 days, as the newsroom's calendar has them."""
    return localdate(now, get_default_timezone()) - timedelta(days=DAYS - 1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())
