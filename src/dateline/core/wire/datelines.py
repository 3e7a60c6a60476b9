"""The dateline as it opens the copy: where and when a story was filed."""

import datetime as dt
import re

from dateline.core.story import Dateline

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",),
            ("jun", "june"), ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"),
            ("oct", "october"), ("nov", "november"), ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
# “PORT ANSEL, Nov. 23 (NWA) —”, “Seoul, June 19:”, “Kesterholm (NWA) -”.
OPENING = re.compile(
    r"(?P<text>(?P<place>[A-Z][\w.’'-]*(?:[ /][A-Z][\w.’'-]*){0,3}(?:, [A-Z][\w.’'-]*"
    r"(?: [A-Z][\w.’'-]*){0,2})??)"
    r"(?:, (?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?)?"
    r"(?P<agency> ?\([^()]{2,30}\))?)\s?(?:—|–|--?|:)\s"
)
# What follows a place in an agency's own words: a day, an agency in brackets, a dash.
AFTER_PLACE = re.compile(
    rf",? (?:{'|'.join(sorted(MONTHS))})\b|,? \d| ?\(| [-–—]|[,:]? ?\Z", re.IGNORECASE
)


def find_dateline(text: str, *, filed: dt.datetime | None = None) -> Dateline | None:
    """Return the dateline a paragraph opens with, or None.

    Without a day or an agency in brackets, a place before a dash or colon may be anything. The
    year is the one that puts the day nearest to when the item was filed; None where it says none.
    """
    match = OPENING.match(text)
    if match is None or not (match["month"] or match["agency"]):
        return None
    month = MONTHS.get((match["month"] or "").lower())
    if match["month"] and month is None:
        return None
    day = _day(match, month, filed) if month else None
    return Dateline(match["text"].strip(), match["place"], day)


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
    read = find_dateline(f"{written.rstrip(' -–—:')} - ", filed=filed)
    if read:
        return Dateline(written, place or read.place, read.date)
    named = AFTER_PLACE.split(written, maxsplit=1)[0].strip()
    is_day = written[0].isdigit() or named.lower() in MONTHS
    return Dateline(written, place or (None if is_day else named or None))


def _day(match: re.Match[str], month: int, filed: dt.datetime | None) -> dt.date | None:
    number = int(match["day"])
    years = [int(match["year"])] if match["year"] else []
    if not years and filed:
        years = [filed.year, filed.year - 1, filed.year + 1]
    days = []
    for year in years:
        try:
            days.append(dt.date(year, month, number))
        except ValueError:
            continue  # 31 November, 29 February in another year
    if not filed:
        return days[0] if days else None
    return min(days, key=lambda day: abs(day - filed.date()), default=None)
