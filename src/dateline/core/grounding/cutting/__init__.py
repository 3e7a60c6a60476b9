"""What can be cut from a sentence without changing what the rest says, by signs at both ends.

Each finder gives cuts of one kind; a cut is offered only where the words around both its ends show
what it is. Cuts that do not touch each other may be made together.
Source: docs/decisions/0019-cutting-by-places.md
"""

from collections.abc import Callable, Iterator

from dateline.core.grounding.clauses import Shape
from dateline.core.grounding.cutting.behind import after_commas, tails
from dateline.core.grounding.cutting.beside import (
    appositives,
    asides,
    of_somebody,
    parentheses,
    relatives,
)
from dateline.core.grounding.cutting.times import places, said_where, times
from dateline.core.grounding.cutting.whole import first_clauses, fronts, second_clauses
from dateline.core.grounding.edits import Edit


def cuts_of(shape: Shape) -> list[Edit]:
    """Return what can be cut from a sentence, in reading order."""
    found = {
        cut
        for finder in _FINDERS
        for cut in finder(shape)
        if cut.start < cut.end and not shape.cuts_quotation(cut.start, cut.end)
    }
    return sorted(found)


_FINDERS: tuple[Callable[[Shape], Iterator[Edit]], ...] = (
    relatives,
    of_somebody,
    appositives,
    after_commas,
    tails,
    times,
    places,
    fronts,
    second_clauses,
    first_clauses,
    parentheses,
    asides,
    said_where,
)

__all__ = ["cuts_of"]
