"""Take and lead markers: what a filing is to the story it belongs to.

Older formats have no versions. A desk writes “2ND LEAD”, “1stLd-Writethru” or “UPDATE 1-” instead,
in a line of its own, in front of the headline or behind the slugline. Source: AP, dpa and Reuters
practice, as docs/reference/wire-formats.md tells.
"""

import re
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from dateline.core.story import Item, PubStatus


class TakeKind(StrEnum):
    """What a marker says. Continuations, flashes and kills do not replace the story before."""

    LEAD = "lead"
    WRITETHRU = "writethru"
    UPDATE = "update"
    WRAPUP = "wrapup"
    CORRECTION = "correction"
    REFILE = "refile"
    REPEAT = "repeat"
    CONTINUATION = "continuation"
    FLASH = "flash"
    ADVISORY = "advisory"
    KILL = "kill"


REPLACING = frozenset(
    {
        TakeKind.LEAD,
        TakeKind.WRITETHRU,
        TakeKind.UPDATE,
        TakeKind.WRAPUP,
        TakeKind.CORRECTION,
        TakeKind.REFILE,
        TakeKind.REPEAT,
    }
)


class Take(NamedTuple):
    """A marker: what it says, the number it counts (None where it counts none), as written."""

    kind: TakeKind
    number: int | None
    text: str

    @property
    def replaces(self) -> bool:
        """Whether the filing stands in place of the earlier ones of its story."""
        return self.kind in REPLACING


# In the order they are tried: “1stLd-Writethru” is a writethru, “Mandatory Kill” no lead.
_KINDS = (
    (TakeKind.KILL, r"(?:mandatory |bulletin )?kill|(?:mandatory|bulletin) elimination|withdrawn"
     r"|storno|stornierung|annulation|anulaci[oó]n"),
    (TakeKind.WRITETHRU, r"(?:le?a?d[ -]?)?write-?thro?u?g?h?"),
    (TakeKind.CORRECTION, r"correct(?:ion|ed|ive|s)|corr|korr(?:ektur)?|berichtigung"
     r"|richtigstellung|rectificatif|correcci[oó]n"),
    (TakeKind.REFILE, r"refile[ds]?"),
    (TakeKind.REPEAT, r"rpt|repeat(?:ing|s)?|repetition|wdh|wiederholung"),
    (TakeKind.LEAD, r"leads?(?:-?all)?|lds?(?:-?all)?|neufassung|nuovo|lede"),
    (TakeKind.CONTINUATION, r"add|take|forts(?:etzung)?|suite"),
    (TakeKind.UPDATE, r"update[ds]?|upd|aktualisierung"),
    (TakeKind.WRAPUP, r"wrap-?up|round-?up|zusammenfassung|zf|summary"),
    (TakeKind.FLASH, r"extra|urgent|(?:news ?)?alert|flash|bulletin|snap|eil(?:meldung)?|blitz"
     r"|breaking"),
    (TakeKind.ADVISORY, r"advisory|achtung|hinweis|note"),
)  # fmt: skip
_WORDS = "|".join(f"(?P<{kind.name}>{words})" for kind, words in _KINDS)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_COUNT = rf"(?P<before>\d{{1,2}}(?:st|nd|rd|th|\.)?|{'|'.join(_ORDINALS)})"
_MARKER = re.compile(
    rf"(?:{_COUNT}[ -]?)?(?:{_WORDS})(?![^\W\d_])(?:[ -]?(?P<after>\d{{1,2}})(?!\w))?",
    re.IGNORECASE,
)
# “UPDATE 2-Harbour reopens”, “CORRECTED-UPDATE 1-…”: capitals and a hyphen without a space before.
_IN_FRONT = re.compile(r"[A-Z]{3,12}(?: \d{1,2})?\s?-\s?(?=\S)")
_HEADLINE_LABEL = re.compile(r"([A-Z]{3,12}(?: \d{1,2})?)(?::|\s?-)\s")
_CLOCK = re.compile(r"\d{4}")
_CYCLE = re.compile(r"(?:[AaBbPp][McCm]|BC|bc)-(?:[A-Z]{2,4}--)?")
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*\Z")
_MOST_FRONT_MARKERS = 3
_MARKER_MOST_CHARS = 40


def parse_take(text: str) -> Take | None:
    """Return the marker that a text consists of, such as “2ND LEAD” or “(Achtung)”, or None.

    Of several, the one that decides more stands: “URGENT 2ND LEAD” is a lead. In brackets, words
    may explain it: “(Correction: name in paragraph 2)”.
    """
    words = text.strip()
    bare = words.strip("()[] \t").rstrip(":-").strip()
    match = _MARKER.match(bare.replace("_", " "))
    if match is None:
        return None
    rest = bare[match.end() :]
    if words.startswith("(") and rest.startswith(":"):
        rest = ""
    rest = rest.strip(" -,:/")
    if not rest or _CLOCK.fullmatch(rest):
        return _take(match, words)
    other = parse_take(rest) if len(bare) <= _MARKER_MOST_CHARS else None
    return other and _stronger(_take(match, words), other)


def split_headline(headline: str) -> tuple[Take | None, str]:
    """Return the marker in front of a headline, or None, and the headline without markers."""
    found: Take | None = None
    rest = headline
    for _ in range(_MOST_FRONT_MARKERS):
        match = _IN_FRONT.match(rest) or _HEADLINE_LABEL.match(rest)
        take = parse_take(match[0].rstrip(" -:")) if match else None
        if match is None or take is None:
            break
        found = take if found is None else _stronger(found, take)
        rest = rest[match.end() :].lstrip()
    return found, rest


def split_slugline(slugline: str) -> tuple[Take | None, str]:
    """Return the marker in a slugline, or None, and the slugline's stem.

    The stem names the story's family: lower case, without cycle (“BC-US--”), markers and counts.
    """
    found = None
    words = _CYCLE.sub("", slugline.strip(), count=1)
    if bracketed := _BRACKETED.search(words):
        found = parse_take(bracketed[0].strip(" ()").split(",")[0])
        words = words[: bracketed.start()]
    stem, *rest = (part.strip() for part in words.split(","))
    for part in rest:
        found = found or parse_take(part)
    tokens = re.split(r"[\s_/]+", stem.strip(" _/"))
    for length in (2, 1):
        take = parse_take(" ".join(tokens[-length:])) if len(tokens) > length else None
        if take and take.number:  # without one, the word may be what the story is about
            found, tokens = found or take, tokens[:-length]
    return found, "-".join(tokens).casefold()


def take_of(item: Item) -> Take | None:
    """Return what an item is to its story: from the take line, the headline, or the slugline."""
    if item.take_key and (take := parse_take(item.take_key)):
        return take
    headline = item.headline or ""
    return (
        split_headline(headline)[0]
        or parse_take(headline)  # “MANDATORY KILL” may be all there is
        or split_slugline(item.slugline or "")[0]
    )


def canceled_by_marker(item: Item) -> Item:
    """Return an item whose marker is a kill as canceled, any other unchanged.

    The formats that have markers have no status, and a kill must never be taken for news. A word
    of the slugline alone may be what the story is about.
    """
    take = take_of(replace(item, slugline=None))
    if take is None or take.kind is not TakeKind.KILL:
        return item
    return replace(item, pubstatus=PubStatus.CANCELED)


def _stronger(first: Take, second: Take) -> Take:
    kind = min(first.kind, second.kind, key=[kind for kind, _ in _KINDS].index)
    return Take(kind, first.number or second.number, first.text)


def _take(match: re.Match[str], text: str) -> Take:
    kind = next(kind for kind, _ in _KINDS if match[kind.name])
    written = (match["before"] or match["after"] or "").lower()
    digits = re.match(r"\d+", written)
    return Take(kind, int(digits[0]) if digits else _ORDINALS.get(written), text)
