"""What the check did over some days, and what people did with its answers: counted for one page."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise

from dateline.desk.reasons import IN_SHORT
from dateline.pages.models import LineDecision, StoryLine

Lines = QuerySet[StoryLine]
Decisions = QuerySet[LineDecision]
State = StoryLine.State
Act = LineDecision.Act
DAYS = 30
APPROVING = (Act.ACCEPTED, Act.CHOSEN)


@dataclass(frozen=True, slots=True)
class KindRow:
    """The lines of one kind: how many were drawn, and how they stand now."""

    label: str | Promise
    drawn: int
    standing: int
    held: int
    stale: int
    refused: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """How often a reason of the check decided."""

    code: str
    words: Promise
    count: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """What happened on one day."""

    day: date
    drawn: int
    approved: int
    stale: int
    overruled: int


@dataclass(frozen=True, slots=True)
class Record:
    """What the check did, and what people did with it.

    median_seconds_to_approve  from drawing to the first approval; None where nothing was approved
    median_looked_seconds      how long the screen was looked at; None where that is not known
    """

    kinds: tuple[KindRow, ...]
    codes: tuple[CodeRow, ...]
    days: tuple[DayRow, ...]
    approved: int
    changed: int
    overruled: int
    refused: int
    stale: int
    withdrawn: int
    median_seconds_to_approve: int | None
    median_looked_seconds: int | None


def record_of(now: datetime) -> Record:
    """Return what the check and the desk did in the last `DAYS` days."""
    since = now - timedelta(days=DAYS)
    lines = StoryLine.objects.filter(drawn_at__gt=since, drawn_at__lte=now)
    decisions = LineDecision.objects.filter(at__gt=since, at__lte=now)
    acts = dict(decisions.order_by().values_list("act").annotate(Count("pk")))
    approvals = decisions.filter(act__in=APPROVING)
    waits = approvals.filter(line__drawn_at__isnull=False).values_list("at", "line__drawn_at")
    looked = approvals.exclude(looked_seconds=None).values_list("looked_seconds", flat=True)
    return Record(
        kinds=tuple(_kind_row(kind, label, lines) for kind, label in StoryLine.Kind.choices),
        codes=_codes(lines, decisions),
        days=_days(lines, decisions, now),
        approved=sum(acts.get(act, 0) for act in APPROVING),
        changed=acts.get(Act.CHANGED, 0),
        overruled=acts.get(Act.OVERRULED, 0),
        refused=acts.get(Act.REFUSED, 0),
        stale=acts.get(Act.STALE, 0),
        withdrawn=acts.get(Act.WITHDRAWN, 0),
        median_seconds_to_approve=_median(
            [(at - drawn).total_seconds() for at, drawn in waits if drawn]
        ),
        median_looked_seconds=_median([seconds for seconds in looked if seconds is not None]),
    )


def _median(values: Sequence[float]) -> int | None:
    return round(median(values)) if values else None


def _kind_row(kind: str, label: str | Promise, lines: Lines) -> KindRow:
    standing = Q(state__in=(State.PROVED, State.APPROVED), text_hash=F("story__text_hash"))
    counts = lines.filter(kind=kind).aggregate(
        drawn=Count("pk"),
        standing=Count("pk", filter=standing),
        held=Count("pk", filter=Q(state=State.HELD)),
        stale=Count("pk", filter=Q(state=State.STALE)),
        refused=Count("pk", filter=Q(state=State.REFUSED)),
        withdrawn=Count("pk", filter=Q(state=State.WITHDRAWN)),
    )
    return KindRow(label=label, **counts)


def _codes(lines: Lines, decisions: Decisions) -> tuple[CodeRow, ...]:
    """Count the reasons that decided: in what is recorded, and in held lines nobody touched."""
    counts = Counter(
        dict(decisions.exclude(code="").order_by().values_list("code").annotate(Count("pk")))
    )
    untouched = lines.filter(state=State.HELD, decisions=None).values_list("reasons", flat=True)
    counts.update(reasons[0]["code"] for reasons in untouched if reasons)
    return tuple(CodeRow(code, IN_SHORT[code], count) for code, count in counts.most_common())


def _days(lines: Lines, decisions: Decisions, now: datetime) -> tuple[DayRow, ...]:
    drawn = dict(
        lines.order_by()
        .annotate(day=TruncDate("drawn_at"))
        .values_list("day")
        .annotate(Count("pk"))
    )
    done = {
        (day, act): count
        for day, act, count in decisions.order_by()
        .annotate(day=TruncDate("at"))
        .values_list("day", "act")
        .annotate(Count("pk"))
    }
    days = [(now - timedelta(days=ago)).date() for ago in range(DAYS - 1, -1, -1)]
    return tuple(
        DayRow(
            day=day,
            drawn=drawn.get(day, 0),
            approved=sum(done.get((day, act), 0) for act in APPROVING),
            stale=done.get((day, Act.STALE), 0),
            overruled=done.get((day, Act.OVERRULED), 0),
        )
        for day in days
    )
