"""Embargoes that older wires and press releases write into a line of their own."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from dateline.core.wire.times import Embargo
from dateline.core.wire.written_times import read_written_time

# Each stands at the start of a line; “Embargo on oil eased” and “For release in cinemas” do not.
_HOLDS = re.compile(
    r"\W*(?:(?:strictly |under |sous )*embargo(?:ed)?"
    r"(?:(?: news)? (?:until|till?|for (?:release|publication|use)|jusqu|hasta|bis)\b|\W*\Z)"
    r"|(?:strictly )?not (?:for|to be) (?:release|publi\w+|broadcast|use)d? (?:before|until)\b"
    r"|hold for release\b)",
    re.IGNORECASE,
)
# These hold only with a time, or with something that looks like one.
_HOLDS_WITH_TIME = re.compile(
    r"\W*(?:embargo(?:ed)? ?:|sperrfrist ?:?|for release ?:?|advance for|release (?:date|time) ?:"
    r"|zur veröffentlichung ab)(?= )(?P<rest>.*)",
    re.IGNORECASE,
)
_TIME_LIKE = re.compile(
    r"(?<!\w)(?:\d{1,2}[:.]\d\d|\d{3,4} ?(?:gmt|utc|uhr)|\w{3,7}(?:day|tag))\b", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:immediate\w*|at once|sofort\w*|lifted|no longer)\b", re.IGNORECASE)
LONGEST_CHARS = 160


class Held(NamedTuple):
    """Until when lines hold their item, those lines, and the others."""

    until: Embargo
    notes: tuple[str, ...]
    others: list[str]


def read_embargo_line(line: str, *, filed: dt.datetime | None = None) -> Embargo:
    """Return until when a line holds its item: None where it says nothing of the kind.

    A line that holds it and names no time we can read holds it until further notice. `filed` tells
    the year of a day without one.
    """
    words = line.strip()
    if len(words) > LONGEST_CHARS or _OPEN.search(words):
        return None
    if _HOLDS.match(words):
        return read_written_time(words, filed=filed) or "indefinite"
    match = _HOLDS_WITH_TIME.match(words)
    if match is None:
        return None
    until = read_written_time(match["rest"], filed=filed)
    return until or ("indefinite" if _TIME_LIKE.search(match["rest"]) else None)


def without_embargo(lines: Sequence[str], *, filed: dt.datetime | None = None) -> Held:
    """Return until when these lines hold their item, and which of them say so."""
    found = [(line, read_embargo_line(line, filed=filed)) for line in lines]
    return Held(
        latest_embargo(*(until for _, until in found)),
        tuple(line.strip() for line, until in found if until is not None),
        [line for line, until in found if until is None],
    )


def latest_embargo(*embargoes: Embargo) -> Embargo:
    """Return the one of several embargoes that holds longest, or None where there is none."""
    if "indefinite" in embargoes:
        return "indefinite"
    times = [until for until in embargoes if isinstance(until, dt.datetime)]
    return max(times, key=lambda time: time.replace(tzinfo=None), default=None)
