"""What a phase finds about a comment, and on what evidence."""

from dataclasses import dataclass
from enum import IntEnum

from dateline.core.story import Span


class Decision(IntEnum):
    """What a phase would do, by weight. A signal is shown to moderators and decides nothing."""

    PASS = 0
    SIGNAL = 1
    HOLD = 2
    REFUSE = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact a finding rests on.

    what   a word for it, such as `banned-word` or `links`
    value  a name, or a number as it is told to a person; never a reader's address
    span   where it stands in the comment, code points, or None
    """

    what: str
    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one phase found: kept with the comment, whatever was decided in the end.

    reason    a code, such as `banned-word`; empty with `PASS`
    version   of the phase's rules
    is_spared whether the author's role spares them this phase: told, and not counted
    """

    phase: str
    version: str
    decision: Decision
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    is_spared: bool = False
