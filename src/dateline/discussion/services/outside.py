"""Asking others about a comment that is stored: in the worker, never while a reader waits.

Each answer is kept as soon as it is there. A worker that dies in between leaves the comment as it
was, out of readers' sight; whoever takes it up asks only those that have not answered yet.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from dateline.core.moderation import Decision, Evidence, Finding
from dateline.core.moderation.coral import NotCoral
from dateline.discussion.models import Comment, Enquiry, ModerationSettings, OutsideState, Signal
from dateline.discussion.services.outside_phases import OutsidePhase, asked_of_nobody
from dateline.gateways.fetch_errors import FetchError

# Each waits in a thread of the worker, which has other work.
ASKED_AT_ONCE = 2
# Who has not come back so long after all time-outs was asked by a worker that died.
GIVEN_UP_AFTER = timedelta(seconds=30)
FAULTS_TO_REST = 3
FIRST_REST = timedelta(minutes=1)
LONGEST_REST = timedelta(minutes=15)

WEIGHTS = {
    Signal.Outcome.PASS: Decision.PASS,
    Signal.Outcome.SIGNAL: Decision.SIGNAL,
    Signal.Outcome.HOLD: Decision.HOLD,
    Signal.Outcome.REFUSE: Decision.REFUSE,
}
Keep = Callable[[Comment, Sequence[Finding]], None]


def begin_asking(comment: Comment, phases: Sequence[OutsidePhase], *, now: datetime) -> bool:
    """Return whether this worker may ask about a comment: nobody else does, and not too many do."""
    seconds = sum(phase.timeout_seconds for phase in phases)
    until = now + timedelta(seconds=seconds) + GIVEN_UP_AFTER
    with transaction.atomic():
        if Enquiry.objects.filter(until__gt=now).count() >= ASKED_AT_ONCE:
            return False
        enquiry, is_new = Enquiry.objects.get_or_create(comment=comment, defaults={"until": until})
        # An enquiry whose hour has come is taken over, by one.
        left = Enquiry.objects.filter(pk=enquiry.pk, until=enquiry.until, until__lte=now)
        return is_new or bool(left.update(until=until))


def end_asking(comment: Comment) -> None:
    """Let others ask about a comment again, should it be changed."""
    Enquiry.objects.filter(comment=comment).delete()


def next_to_ask(*, now: datetime, most: int = 1) -> list[int]:
    """Return the comments that have waited longest for their turn to be asked about.

    What others are not asked about is never in their way.
    """
    free = Q(enquiry=None) | Q(enquiry__until__lte=now)
    settled = asked_of_nobody(ModerationSettings.of_newsroom())
    waiting = Comment.objects.received().filter(free).exclude(pk__in=settled)
    return list(waiting.values_list("pk", flat=True)[:most])


def ask_outside(
    comment: Comment, phases: Sequence[OutsidePhase], *, keep: Keep, now: datetime
) -> tuple[Finding, ...]:
    """Return what each outside phase finds; what one said of these words before is not asked anew.

    keep  stores findings with the comment
    """
    signals = Signal.objects.filter(comment=comment, comment_version=comment.version)
    known = {signal.phase: signal for signal in signals}
    findings = []
    for phase in phases:
        if phase.name in known:
            findings.append(_as_kept(known[phase.name], phase.on_fault))
            continue
        findings.append(_asked(phase, now=now))
        keep(comment, findings[-1:])
    return tuple(findings)


def _as_kept(signal: Signal, on_fault: Decision) -> Finding:
    weight = WEIGHTS.get(Signal.Outcome(signal.outcome), on_fault)
    evidence = tuple(Evidence(one["what"], one["value"]) for one in signal.evidence)
    return Finding(signal.phase, signal.phase_version, weight, signal.reason_code, evidence)


def _asked(phase: OutsidePhase, *, now: datetime) -> Finding:
    if OutsideState.objects.filter(phase=phase.name, rests_until__gt=now).exists():
        return _fault(phase, "resting")
    try:
        finding = phase.ask()
    except (FetchError, NotCoral) as error:
        _count_fault(phase.name, now=now)
        return _fault(phase, error.code)
    except Exception as error:
        # Whatever it is: the comment is held, and the name of the fault is all that is told.
        _count_fault(phase.name, now=now)
        return _fault(phase, type(error).__name__)
    OutsideState.objects.filter(phase=phase.name).delete()
    return finding


def _fault(phase: OutsidePhase, fault: str) -> Finding:
    evidence = (Evidence("fault", fault),)
    return Finding(phase.name, phase.version, phase.on_fault, "phase-failed", evidence)


@transaction.atomic
def _count_fault(name: str, *, now: datetime) -> None:
    OutsideState.objects.get_or_create(phase=name)
    row = OutsideState.objects.filter(phase=name)
    row.update(faults_in_a_row=F("faults_in_a_row") + 1)
    faults = row.get().faults_in_a_row
    if faults >= FAULTS_TO_REST:
        rest = min(FIRST_REST * 2 ** min(faults - FAULTS_TO_REST, 10), LONGEST_REST)
        row.update(rests_until=now + rest)
