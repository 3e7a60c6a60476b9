"""The pipeline: every phase is asked, everything is written down, then one policy decides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dateline.core.moderation.findings import Decision, Evidence, Finding
from dateline.core.moderation.submission import Submission


class Phase(Protocol):
    """One question about a comment. A phase is a value: its fields are its settings."""

    @property
    def name(self) -> str:
        """What it is called in records and settings."""
        ...

    @property
    def version(self) -> str:
        """Which wording of its rules this is; raised with every change of what it finds."""
        ...

    def judge(self, submission: Submission) -> Finding:
        """Return what this phase would do. What it raises is a fault, and decided as one."""
        ...


@dataclass(frozen=True, slots=True)
class Step:
    """A phase in its place.

    spares    roles whose comments this phase does not decide about; it is asked all the same
    on_fault  what a phase that fails counts as
    """

    phase: Phase
    spares: frozenset[str] = field(default_factory=frozenset)
    on_fault: Decision = Decision.HOLD


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a comment, by which findings, and all that was found."""

    decision: Decision
    decided_by: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    is_nudge: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """How findings are combined: the heaviest decides; signals alone decide nothing.

    nudges  names of phases that may have a first submission returned to its author once, with a
            calm word, when nothing else would hold or refuse it
    """

    nudges: frozenset[str] = field(default_factory=frozenset)

    def combine(self, findings: Sequence[Finding], *, was_nudged: bool = False) -> Outcome:
        """Return what becomes of a comment.

        was_nudged  whether its author has had it back already
        """
        counted = [finding for finding in findings if not finding.is_spared]
        heaviest = max((finding.decision for finding in counted), default=Decision.PASS)
        if heaviest <= Decision.SIGNAL:
            return Outcome(Decision.PASS, (), tuple(findings))
        deciding = tuple(finding for finding in counted if finding.decision is heaviest)
        holding = [finding for finding in counted if finding.decision >= Decision.HOLD]
        is_nudge = not was_nudged and all(finding.phase in self.nudges for finding in holding)
        return Outcome(heaviest, deciding, tuple(findings), is_nudge)


def examine(submission: Submission, steps: Sequence[Step]) -> tuple[Finding, ...]:
    """Ask every phase about a comment, in order, and return what each found.

    A phase that fails stops no other; its fault is a finding of its own, without the comment's
    words.
    """
    return tuple(_examined(submission, step) for step in steps)


def _examined(submission: Submission, step: Step) -> Finding:
    phase = step.phase
    try:
        finding = phase.judge(submission)
    except Exception as fault:
        evidence = Evidence("fault", type(fault).__name__)
        finding = Finding(phase.name, phase.version, step.on_fault, "phase-failed", (evidence,))
    if finding.decision > Decision.SIGNAL and step.spares & submission.author.roles:
        return Finding(
            finding.phase,
            finding.version,
            finding.decision,
            finding.reason,
            finding.evidence,
            is_spared=True,
        )
    return finding
