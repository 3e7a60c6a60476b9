"""What a box of lines says of itself: who drafted them, and whether an editor looked at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dateline.pages.models import StoryLine
from dateline.pages.rendering import ShownLine


@dataclass(frozen=True, slots=True)
class BoxMark:
    """The mark over a summary or key points.

    numbers      which lines it speaks of, where not all are machine-drafted and matched
    names        who approved all of them; empty while one of them was not approved
    approved_at  when the last of them was
    """

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    approved_at: datetime | None

    @property
    def is_approved(self) -> bool:
        """Whether a person stands behind every line the mark speaks of."""
        return self.approved_at is not None


def mark_of(lines: Sequence[ShownLine]) -> BoxMark | None:
    """Return the mark of a box, or None where a person wrote every line in it.

    A line shown against the check is not matched to the copy, so the mark does not speak of it.
    """
    ours = [
        (number, shown.line)
        for number, shown in enumerate(lines, start=1)
        if shown.is_machine_drafted and not shown.line.override_reason
    ]
    if not ours:
        return None
    numbers = () if len(ours) == len(lines) else tuple(number for number, _ in ours)
    if any(line.state != StoryLine.State.APPROVED for _, line in ours):
        return BoxMark(numbers, (), None)
    people = [line.approved_by.shown_name for _, line in ours if line.approved_by]
    times = [line.approved_at for _, line in ours if line.approved_at]
    return BoxMark(numbers, tuple(dict.fromkeys(people)), max(times, default=None))
