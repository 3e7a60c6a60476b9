"""Until when no version of an item may be public. Pure: the versions come in as facts.

`embargoed` speaks of all versions of an item, so it is asked of the chain and not of one version.
What the newest version that names an embargo says, counts. A version that names none lifts
nothing: an agency that has changed its mind names another time, or a person lifts the embargo.

Source: IPTC NewsML-G2, `embargoed`: “the date and time before which all versions of the item are
embargoed”; docs/decisions/0011-families-and-near-duplicates.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dateline.intake.versions import Order, Version, order

Embargo = datetime | Literal["indefinite"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one version of an item says about its embargo."""

    version: Version
    embargo: Embargo | None


def standing_embargo(statements: Sequence[Statement]) -> Embargo | None:
    """Return the embargo over all versions of an item; the statements in the order they came."""
    standing: Statement | None = None
    for statement in statements:
        if statement.embargo is None:
            continue
        is_late = standing and order(statement.version, standing.version) is Order.OLDER
        if not is_late:
            standing = statement
    return standing.embargo if standing else None
