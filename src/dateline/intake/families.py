"""Takes, leads and corrections: which items tell one story, and which of them is the newest.

Agencies file a story again and again: an alert, the first take, leads and writethrus that replace
it, corrections. Older formats give each a new number and leave it to the slugline and a marker to
say that they belong together. Pure: no database, no clock.

Source: IPTC 7901 and ANPA 1312 practice; docs/decisions/0011-families-and-near-duplicates.md.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dateline.core.story import Item, PubStatus

STEM_MAX_CHARS = 200
# Copy under the same slug days later is another story: slugs come again.
FAMILY_LASTS = timedelta(days=2)
# Leads are counted anew each cycle, so a number tells the order only within one.
LEADS_ARE_COUNTED_FOR = timedelta(hours=18)


class TakeKind(StrEnum):
    """What an item says it is to the story it belongs to."""

    STORY = "story"
    FLASH = "flash"
    LEAD = "lead"
    CORRECTION = "correction"
    REFILE = "refile"
    ADDITION = "addition"
    KILL = "kill"


REPLACING = frozenset({TakeKind.LEAD, TakeKind.CORRECTION, TakeKind.REFILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One item among those that tell a story.

    number   the lead's, such as 2 for “2ND LEAD”; 0 where none is given
    made_at  aware: when the version was made, or else when it came
    """

    kind: TakeKind
    number: int
    made_at: datetime


_ORDINAL = r"(?:(?P<before>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]*)?"
_COUNT = r"(?:[\s-]*(?P<after>\d{1,2}))?"
# The first that fits counts: a corrected lead is a correction.
_MARKERS: tuple[tuple[TakeKind, str], ...] = (
    (TakeKind.CORRECTION, r"correct(?:s|ed|ion|ive)?|corr|korrektur|berichtigung|richtigstellung"),
    (TakeKind.REFILE, r"refile[ds]?|rpt|repeats?|repeating|wiederholung"),
    (
        TakeKind.LEAD,
        r"lds?|leads?|writethr(?:u|ough)|update[ds]?|wrapup|zusammenfassung|neufassung",
    ),
    (TakeKind.ADDITION, r"adds?|take"),
    (
        TakeKind.FLASH,
        r"extra|flash|(?:news)?alert|urgent|bulletin|breaking|snap|eil(?:meldung)?",
    ),
)
_IN_MARKS = tuple(
    (kind, re.compile(rf"(?<![^\W\d_]){_ORDINAL}(?:{words}){_COUNT}(?![^\W_])", re.IGNORECASE))
    for kind, words in _MARKERS
)
# In a headline only capitals before a dash or colon are a marker: “UPDATE 2-Harbour reopens”.
_IN_HEADLINES = tuple(
    (kind, re.compile(rf"^\W*(?:(?i:{words})){_COUNT}\s*[-–—:]+\s*\S")) for kind, words in _MARKERS
)
_HEADLINE_MARK = re.compile(r"^\W*[A-ZÄÖÜ]{3,}[\s-]*\d{0,2}\s*[-–—:]")
# The cycle (morning, afternoon, both) and the region before an American slugline.
_SLUG_PREFIX = re.compile(r"^(?:(?:AM|PM|BC)-+)?(?:[A-Z]{2,3}--)?")
_BRACKETED = re.compile(r"\(([^)]*)\)")


def mark_of(item: Item) -> tuple[TakeKind, int]:
    """Return what kind of take an item is, and its number or 0.

    The agency's own marker counts first, then what follows the slugline's comma or stands in its
    brackets, then capitals before the headline. A kill without an id names its story by slug alone.
    """
    if item.pubstatus is PubStatus.CANCELED and not item.uri:
        return TakeKind.KILL, 1
    slug = item.slugline or ""
    for marks in (item.take_key or "", slug.partition(",")[2], " ".join(_BRACKETED.findall(slug))):
        if found := _first(_IN_MARKS, marks):
            return found
    headline = item.headline or ""
    found = _first(_IN_HEADLINES, headline) if _HEADLINE_MARK.match(headline) else None
    return found or (TakeKind.STORY, 0)


def _first(
    patterns: tuple[tuple[TakeKind, re.Pattern[str]], ...], words: str
) -> tuple[TakeKind, int] | None:
    for kind, pattern in patterns:
        if match := pattern.search(words):
            numbers = match.groupdict()
            return kind, int(numbers.get("before") or numbers.get("after") or 1)
    return None


def stem_of(item: Item) -> str:
    """Return the part of the slugline that all takes of a story share, or nothing.

    Such as “varland-harbour” of “BC-EU--Varland-Harbour,1st Ld-Writethru,350”.
    """
    slug = _BRACKETED.sub(" ", (item.slugline or "").partition(",")[0]).strip()
    slug = _SLUG_PREFIX.sub("", slug).casefold()
    return re.sub(r"[\W_]+", "-", slug).strip("-")[:STEM_MAX_CHARS]


def categories_of(item: Item) -> frozenset[str]:
    """Return the agency's own category and the top terms of the subjects, such as {"i", "04"}."""
    found = {item.category.casefold()} if item.category else set()
    for subject in item.subjects:
        scheme, _, code = subject.partition(":")
        if scheme == "subj" or (scheme == "medtop" and code.endswith("000000")):
            found.add(code[:2])
    return frozenset(found)


def agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether two sets of categories may be those of one story: none says nothing."""
    return not ours or not theirs or bool(ours & theirs)


def are_one_story(new: Take, known: Take) -> bool:
    """Return whether an item with a known one's slug stem and category tells the same story.

    One of the two has to say so: copy without a marker under the same slug is a story of its own.
    """
    if abs(new.made_at - known.made_at) > FAMILY_LASTS:
        return False
    earlier, later = (new, known) if new.made_at < known.made_at else (known, new)
    if TakeKind.KILL in (new.kind, known.kind):  # what follows it has to say that it follows
        return later.kind is TakeKind.KILL or later.kind in REPLACING
    if later.kind is TakeKind.FLASH:  # something new has happened, unless it is one flash more
        return earlier.kind is TakeKind.FLASH
    return (
        later.kind in REPLACING
        or earlier.kind is TakeKind.FLASH
        or TakeKind.ADDITION in (new.kind, known.kind)
        or (new.made_at == known.made_at and new.kind != known.kind)
    )


def is_older(new: Take, known: Take) -> bool:
    """Return whether an item comes before a known one of the same story.

    A flash comes first; leads go by their number while they are counted together; otherwise the
    time decides, and with equal times what came last.
    """
    if (new.kind is TakeKind.FLASH) != (known.kind is TakeKind.FLASH):
        return new.kind is TakeKind.FLASH
    is_counted = {new.kind, known.kind} <= {TakeKind.STORY, TakeKind.LEAD}
    if is_counted and abs(new.made_at - known.made_at) <= LEADS_ARE_COUNTED_FOR:
        ours, theirs = (take.number if take.kind is TakeKind.LEAD else 0 for take in (new, known))
        if ours != theirs:
            return ours < theirs
    return new.made_at < known.made_at
