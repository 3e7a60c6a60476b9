"""Embargoes that older wires and press releases write into a line of their own."""

import re

from dateline.core.wire.times import Embargo
from dateline.core.wire.written_times import read_written_time

_EMBARGO = re.compile(
    r"\W*(?:(?:strictly |under |sous )?embargo(?:ed)?(?=\W|\Z)(?! (?:lifted|ends|on|against))"
    r"|(?:strictly )?not for (?:release|publication|broadcast|use) (?:before|until)\b"
    r"|hold for release\b|advance for\b|for (?:use|publication|broadcast|release)\b(?! ?:?\Z)"
    r"|sperrfrist\b|gesperrt bis\b|frei ab\b)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_AT_ONCE = re.compile(
    r"\b(?:immediate|at once|sofort|immédiat\w*|inmediat\w*|lifted)\b", re.IGNORECASE
)
_RELEASES_WITHOUT_TIME = re.compile(r"\W*(?:advance for|for)\b", re.IGNORECASE)
LONGEST_CHARS = 160


def read_embargo_line(line: str) -> Embargo:
    """Return until when a line holds its item: None where it says nothing of the kind.

    A line that holds it and names no time we can read holds it until further notice.
    """
    if len(line) > LONGEST_CHARS:
        return None
    match = _EMBARGO.match(line)
    if match is None or _AT_ONCE.search(line):
        return None
    until = read_written_time(match["rest"])
    if until is None and _RELEASES_WITHOUT_TIME.match(line):
        # “For release on paper only” may mean anything; with a day of the week it is an advance.
        return "indefinite" if re.search(r"\d|day\b|tag\b", match["rest"], re.IGNORECASE) else None
    return until or "indefinite"
