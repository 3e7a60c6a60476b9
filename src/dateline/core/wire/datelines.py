"""The dateline as it opens the copy: where and when a story was filed.

A dateline is a place, then a day, an agency or both, then a dash or a colon: “PORT ANSEL, Varland,
Nov. 23 (NWA) —”, “Kesterholm (nwa) -”, “Kesterholm, 23. November (nwa) -”, “MOSKOS, January 21.
/NWA/.”, “(NWA) - PORT ANSEL, 23 NOV -”. Without either, only a place in capitals before a dash is
one. Anything else before a dash or a colon may be a name, a label or a clause.
"""

import datetime as dt
import re
from collections.abc import Sequence

from dateline.core.story import Dateline, Paragraph
from dateline.core.wire.months import MONTHS, month_number

LOOKED_AT_CHARS = 200
OPENING_PARAGRAPHS = 4

_WORD = r"[^\W\d_](?:[\w.’'`]|-(?=\w))*"
_NAME = rf"{_WORD}(?:(?: |/| / ){_WORD}){{0,5}}"
_MONTH = r"[^\W\d_]{3,12}"
_DAY = (
    rf"(?:(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?!\d)(?:,? (?P<year>\d{{4}}))?"
    rf"|(?:le )?(?P<day_first>\d{{1,2}})(?:\.|er|º)?(?: de)? ?(?P<month_second>{_MONTH})\.?"
    r"(?:,?(?: de)? (?P<year_last>\d{4}))?"
    r"|(?P<day_digits>\d{1,2})\.(?P<month_digits>\d{1,2})\.(?P<year_digits>\d{4})?)\.?"
)
OPENING = re.compile(
    rf"(?P<text>(?:\((?P<agency_first>[^()\n]{{2,30}})\) ?[-–—] )?"
    rf"(?:(?P<place>{_NAME}?)(?P<region>(?:, ?{_NAME}){{0,2}}?)(?P<comma>\.?,)?)??"
    rf"(?:(?P<place_space> ?)(?:{_DAY}))?"
    r"(?:(?P<tight> ?)\((?P<agency>[^()\n]{2,40})\)"
    r"|\s/(?P<slashed>[^/()\n]{2,40})/"
    r"| (?P<bare>[A-Z]{2,6})(?=\s?[-–—]))?)"
    r"(?P<end>\.?\s?(?:—|–|―|--?|_)(?:\s|$)|\s?:\s|\.\s|(?<=\))\s?(?=[^\W\d_]|[\"“‘«]))"
)
# What closes a dateline; most prose has none of it, and is not looked at further.
_CLOSING = re.compile(r"[—–―:_]|-\s|--|/[\s.:]|\)\S|\) [^\W\d_]")
# What follows a place in an agency's own words: a day, an agency in brackets, a dash.
_AFTER_PLACE = re.compile(
    rf",? (?:{'|'.join(MONTHS)})\.? \d|,? \d| ?\(| [-–—]|[,:]? ?\Z", re.IGNORECASE
)
# Agencies that do not write their name in capitals or in small letters.
AGENCIES = frozenset(
    "reuters xinhua belga bloomberg ritzau kyodo bernama interfax sputnik itar-tass tass ansa lusa "
    "efe anadolu agerpres askanews italpress notimex estadão contributor".split()
)
# Labels and names in capitals that stand before a dash and are no places.
LABELS = frozenset(
    "ADVISORY ALERT ANALYSIS BACKGROUND BREAKING BULLETIN COLUMN COMMENT CORRECTED CORRECTION "
    "COVID-19 EDITORIAL EXCLUSIVE EXPLAINER EXTRA FACTBOX FEATURE FIFA FLASH FOCUS GDP INTERVIEW "
    "LIVE NASA NATO NEWS NOTE OPEC OPINION PHOTO PHOTOS PREVIEW PROFILE READ REFILE REVIEW ROUNDUP "
    "SPORT STORY SUMMARY TIMELINE UEFA UNESCO UNICEF UPDATE UPDATED URGENT VIDEO WATCH".split()
)
_SMALL_WORDS = frozenset(
    "a aan am an and auf bei da de del della der des di do dos du d’ el en et im in la las le les "
    "los of on op over sur the unter upon und van von zu zum".split()
)
# A sentence, not a place, opens with these: “In Kesterholm, May 3 - …”.
_OPENING_WORDS = frozenset("after at before by during for from in on since until with".split())
_TOKEN = re.compile(r"[A-Z]{2,12}|[a-z]{2,5}")


def find_dateline(text: str, *, filed: dt.datetime | None = None) -> Dateline | None:
    """Return the dateline a paragraph opens with, or None.

    The text is literal, without the dash; the place is the town without its region, or None where
    the dateline is a day and an agency alone. The year is the one that puts the day nearest to when
    the item was filed; the date is None where neither says a year.
    """
    opening = text[:LOOKED_AT_CHARS]
    match = OPENING.match(opening) if _CLOSING.search(opening) else None
    if match is None or not _is_dateline(match, text):
        return None
    return Dateline(match["text"].strip(" ,"), match["place"], _date(match, filed))


def first_dateline(
    paragraphs: Sequence[Paragraph], *, filed: dt.datetime | None = None
) -> Dateline | None:
    """Return the dateline of the copy: the first that one of its opening paragraphs has, or None.

    Some wires put a label or a title line before the paragraph that opens with it.
    """
    for paragraph in paragraphs[:OPENING_PARAGRAPHS]:
        if found := find_dateline(paragraph.text, filed=filed):
            return found
    return None


def dateline_of(
    written: str | None, *, place: str | None, first: str, filed: dt.datetime | None
) -> Dateline | None:
    """Return an item's dateline: as its own field has it, as its copy opens, or its place alone.

    written  the item's dateline, such as “Athens (NWA) -”, literal
    place    where it was filed, as another field says
    first    the first paragraph of its copy
    """
    if not written:
        found = find_dateline(first, filed=filed)
        return found or (Dateline(place, place) if place else None)
    if read := find_dateline(f"{written.rstrip(' -–—:')} - ", filed=filed):
        return Dateline(written, place or read.place, read.date)
    named = _AFTER_PLACE.split(written, maxsplit=1)[0].strip()
    is_day = written[0].isdigit() or named.lower() in MONTHS
    return Dateline(written, place or (None if is_day else named or None))


def _is_dateline(match: re.Match[str], text: str) -> bool:
    place, has_day = match["place"], _month(match) is not None
    if _has_day_words(match) and not has_day:
        return False
    agency = match["agency"] or match["slashed"] or match["bare"] or match["agency_first"]
    if place is None:
        return has_day and agency is not None
    if not _is_place(place) or any(
        not _is_place(part.strip()) for part in match["region"].split(",")[1:]
    ):
        return False
    in_capitals = place.upper() == place
    if has_day and not (match["comma"] or in_capitals):
        return False
    if place.split()[0].lower() in _OPENING_WORDS or (match["bare"] and not has_day):
        return False
    if match["end"].strip() in ("", "."):
        return _needs_no_dash(match, text)
    if agency is not None:
        return has_day or in_capitals or _is_agency(agency) or bool(match["slashed"])
    if not _sentence_follows(match, text):
        return False
    if has_day:
        return True
    longest = max(len(word) for word in re.split("[ /]", place))
    return (
        in_capitals and longest >= 4 and place.split()[0] not in LABELS and ":" not in match["end"]
    )


def _needs_no_dash(match: re.Match[str], text: str) -> bool:
    """Return whether nobody writes so in a sentence: “/NWA/. The”, “(NWA)The”, “(nwa) The”."""
    agency = match["agency"] or ""
    if match["end"] == " ":
        is_small = agency.islower() and _is_agency(agency)
        return (is_small or agency.lower() in AGENCIES) and text[match.end()].isupper()
    return bool(match["slashed"] or agency.isupper())


def _sentence_follows(match: re.Match[str], text: str) -> bool:
    follows = text[match.end() :].lstrip()[:1]
    return not follows or not follows.islower()


def _is_place(words: str) -> bool:
    """Return whether every word begins as a name does, and the first and last are names."""
    parts = re.split(r"[ /]+", words)
    return parts[0][:1].isupper() and all(
        part[:1].isupper() or part.lower() in _SMALL_WORDS for part in parts
    )


def _is_agency(name: str) -> bool:
    """Return whether words in brackets are an agency's: “NWA”, “dpa/bb”, “Reuters”, “NWA-Kyodo”."""
    words = [word for word in re.split(r"[\s/,&+–-]+", name.strip()) if word]
    return bool(words) and (
        words[0].lower() in AGENCIES or all(_TOKEN.fullmatch(word) for word in words)
    )


def _has_day_words(match: re.Match[str]) -> bool:
    return bool(match["month"] or match["month_second"] or match["month_digits"])


def _month(match: re.Match[str]) -> int | None:
    if digits := match["month_digits"]:
        return int(digits) if 1 <= int(digits) <= 12 else None
    return month_number(match["month"] or match["month_second"] or "")


def _date(match: re.Match[str], filed: dt.datetime | None) -> dt.date | None:
    month = _month(match)
    if month is None:
        return None
    number = int(match["day"] or match["day_first"] or match["day_digits"])
    year = match["year"] or match["year_last"] or match["year_digits"]
    return nearest_date(number, month, int(year) if year else None, filed)


def nearest_date(
    day: int, month: int, year: int | None, filed: dt.datetime | None
) -> dt.date | None:
    """Return the date in a given year, else in the year that puts it nearest to `filed`, or None.

    None for 31 November, and for a day without a year where nothing says when it was filed.
    """
    years = [year] if year else []
    if not years and filed:
        years = [y for y in (filed.year, filed.year - 1, filed.year + 1) if 1 <= y <= 9999]
    days = []
    for one in years:
        try:
            days.append(dt.date(one, month, day))
        except ValueError:
            continue  # 31 November, 29 February in another year
    if not filed:
        return days[0] if days else None
    return min(days, key=lambda one: abs(one - filed.date()), default=None)
