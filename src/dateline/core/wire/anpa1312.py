"""Read ANPA 1312, the text format of North American wires: a framed message without an id.

SYN SYN SOH service and number; priority, category, DC3, DC1, keyword, take, date, words; STX; lines
that begin with “^” (slug, headline, notes, byline); paragraphs that begin with a tab; ETX, a time.
Source: ANPA Special Report 84-2 (1312), and AP's and Kyodo's practice.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.story import EdNote, Item, Paragraph
from dateline.core.wire.datelines import first_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of
from dateline.core.wire.embargo_lines import latest_embargo, without_embargo
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.framed import Message, messages_in
from dateline.core.wire.hard_wrapped import is_table, one_line, paragraphs_of, preformatted
from dateline.core.wire.private_notes import (
    note_to_editors,
    without_editors_notes,
    without_notebook,
)
from dateline.core.wire.stamps import (
    NORTH_AMERICAN_HOURS,
    ZONE_HOURS,
    date_of,
    moment_of,
)
from dateline.core.wire.takes import canceled_by_marker, parse_take

FORMAT = "anpa1312"
_FIRST_LINE = r"\x16{0,4}\x01(?P<service>[A-Za-z])(?P<sequence>\d{4})(?=[\x1f\s])"
START = re.compile(_FIRST_LINE)
HEADING = "SYN SYN SOH, a letter and four digits, as in “W2870”"
_FIRST_BYTES = re.compile(rb"[\s\x00\x7f]{0,64}" + _FIRST_LINE.encode())
_SECOND_LINE = re.compile(
    r"\n *(?P<priority>[A-Za-z])[ \t]+(?P<category>[A-Za-z])(?P<format>[\x11-\x14]{1,3})"
    r"(?P<rest>[^\n\x02]*)"
)
TABULAR = "\x12"
LINES_ABOVE_COPY = 4
_DATE_AND_WORDS = re.compile(
    r"\s(?P<first>\d{1,2})-(?P<second>\d{1,2})(?:-(?P<year>\d{2,4}))?(?:\s+(?P<words>\d{1,5}))?\s*\Z"
)
# ANPA 1312: flash, bulletin, urgent, regular, deferred; advances for weekdays and weekends after.
URGENCY = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 6, "s": 6, "w": 6}
_STAMP = re.compile(
    r"(?P<provider>[A-Za-z]{2,8})-[A-Za-z]{2,4}-(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d)\s+"
    r"(?P<hour>\d\d)(?P<minute>\d\d)\s*(?P<zone>[A-Z]{3})?"
)
# The wire is North American, so “EST” is New York's.
ZONES = {**ZONE_HOURS, **NORTH_AMERICAN_HOURS}
_SLUG = re.compile(r"(?P<cycle>[A-Z]{2}-)?(?P<region>[A-Z]{2,4}--)?(?P<slug>.*)", re.IGNORECASE)
_PHOTOS = re.compile(r"(?:[A-Z]+ )?(?:photos?|graphics?|video)s?\b[ :]?.*\d", re.IGNORECASE)
_BYLINE = re.compile(r"by [^\W\d_]", re.IGNORECASE)
_CREDIT = re.compile(r"(?:the )?(?P<name>[^\W\d_][\w .&'-]{1,60})\Z", re.IGNORECASE)
_JOBS = re.compile(r"(?:writer|correspondent|editor|columnist|reporter|critic)s?\Z", re.IGNORECASE)


class _Special(NamedTuple):
    """What the lines with “^” say."""

    slug: str
    byline: str | None
    creditline: str | None
    notes: tuple[str, ...]
    others: tuple[str, ...]


def is_anpa1312(delivery: Delivery) -> bool:
    """Return whether the bytes open with the heading of an ANPA 1312 message."""
    return _FIRST_BYTES.match(delivery.raw) is not None


def read_anpa1312(delivery: Delivery) -> Iterator[Read]:
    """Give the items in a delivery of ANPA 1312 messages; a message without its heading is refused.

    Raises: MalformedWire when no message begins in it.
    """
    decoded = decode_eight_bit(delivery)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    for number, message in enumerate(messages_in(text, START, expected=HEADING), start=1):
        if isinstance(message, MalformedWire):
            yield message
        else:
            yield _read(message, number, decoded.how)


def _read(message: Message, number: int, encoding: str) -> Read:
    second = _SECOND_LINE.search(message.heading)
    if second is None:
        return MalformedWire(
            where=f"message {number}, the heading's second line",
            found=repr(message.heading[:80]),
            expected="priority, category and format bytes, as in “r a” 13 11 (hex)",
        )
    keyword, take, day = _read_keyword(second["rest"])
    sent_at, provider = _stamp(message.trailer)
    special, body = _split_special(lines_of(message.text))
    sent_at = sent_at or day
    above_copy = without_embargo(body[:LINES_ABOVE_COPY], filed=sent_at)
    public, notebook = without_notebook([*above_copy.others, *body[LINES_ABOVE_COPY:]])
    paragraphs, notes = without_editors_notes(_paragraphs(public, TABULAR in second["format"]))
    held = without_embargo((*special.notes, *special.others), filed=sent_at)
    titles = [line for line in held.others if line not in special.notes]
    slug, keywords, slug_take = _read_slug(special.slug or keyword)
    item = Item(
        format=FORMAT,
        headline=titles[0] if titles else keywords,
        byline=special.byline,
        paragraphs=paragraphs,
        abstract=" ".join(titles[1:]) or None,
        dateline=first_dateline(paragraphs, filed=sent_at),
        slugline=slug,
        keywords=(keywords,) if keywords else (),
        urgency=URGENCY.get(second["priority"].lower()),
        versioncreated=sent_at,
        firstcreated=sent_at,
        provider=provider,
        creditline=special.creditline or provider,
        embargoed=latest_embargo(held.until, above_copy.until),
        ednotes=(
            *(EdNote(note) for note in _kept(special.notes, (*held.notes, *above_copy.notes))),
            *notes,
            *notebook,
        ),
        take_key=take or slug_take,
        service=message.start["service"],
        sequence=message.start["sequence"],
        category=second["category"].lower(),
        source_encoding=encoding,
    )
    return canceled_by_marker(item)


def _kept(notes: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """Return the notes, and the lines that hold the item where those are not among them."""
    return (*notes, *(line for line in held if line not in notes))


def _read_keyword(rest: str) -> tuple[str, str | None, dt.datetime | None]:
    """Return the keyword, the take behind it and the day, where the day has a year."""
    day = None
    if dated := _DATE_AND_WORDS.search(rest):
        rest = rest[: dated.start()]
        if dated["year"]:
            day = _day(int(dated["first"]), int(dated["second"]), int(dated["year"]))
    keyword, *takes = rest.split() or [""]
    return keyword, one_line(takes) or None, day


def _day(first: int, second: int, year: int) -> dt.datetime | None:
    """Return midnight of a day written DD-MM-YY, or MM-DD-YY where only that is a date."""
    return moment_of(date_of(year, second, first) or date_of(year, first, second))


def _read_slug(text: str) -> tuple[str | None, str | None, str | None]:
    """Return slugline, keywords and take of “BC-US--Varland-Harbour Cranes, 1st Ld-Writethru,1140”.

    Cycle and region go. What hyphens make one word is the slugline (“Varland-Harbour”); where the
    first word has none, the keywords are (“Harbour Cranes”).
    """
    slug, *rest = (part.strip() for part in text.split(","))
    take = next((part for part in rest if part and not part.isdigit() and parse_take(part)), None)
    match = _SLUG.match(slug)
    keywords = one_line(match["slug"] if match else slug)
    first = keywords.partition(" ")[0]
    return (first if "-" in first else keywords) or None, keywords or None, take


def _split_special(lines: list[str]) -> tuple[_Special, list[str]]:
    """Return what the lines with “^” before the copy say, and the lines of copy."""
    start = 0
    special: list[list[str]] = []
    while start < len(lines):
        line = lines[start].strip()
        if line.startswith("^"):
            special.append([line])
        elif line and (lines[start].startswith(("\t", "   ")) or not special):
            break
        elif line:  # a special line that was wrapped goes on
            special[-1].append(line)
        start += 1
    return _read_special([" ".join(parts) for parts in special]), lines[start:]


def _read_special(lines: list[str]) -> _Special:
    slug, *rest = lines or [""]
    byline = credit = None
    notes: list[str] = []
    others: list[str] = []
    for line in rest:
        words = one_line(line.strip("^<= \t"))
        if not words:
            continue
        if (note := note_to_editors(words)) is not None:
            notes.append(note)
        elif _PHOTOS.match(words):
            notes.append(words)
        elif not line.rstrip("< ").endswith("="):
            others.append(words)
        elif _BYLINE.match(words) and byline is None:
            byline = words
        elif _CREDIT.match(words) and not _JOBS.search(words):
            credit = credit or words
    return _Special(slug.strip("^< \t"), byline, credit, tuple(notes), tuple(others))


def _paragraphs(lines: list[str], tabular: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs: a tab begins one, and a line without one goes on with it."""
    filled = [line for line in lines if line.strip()]
    if tabular:
        return (preformatted([line.rstrip() for line in filled]),) if filled else ()
    if not any(line.startswith("\t") for line in filled):
        return tuple(paragraphs_of(lines))
    blocks: list[list[str]] = []
    for line in filled:
        words = line.strip().strip("<").removeprefix("^")
        if line.startswith("\t") or not blocks:
            blocks.append([words])
        else:
            blocks[-1].append(words)
    return tuple(
        preformatted(block) if is_table(block) else Paragraph(one_line(block))
        for block in blocks
        if one_line(block)
    )


def _stamp(trailer: str) -> tuple[dt.datetime | None, str | None]:
    """Return when and by whom a message was sent, from “NWA-WF-11-13-13 1509GMT”."""
    match = _STAMP.search(trailer)
    if match is None:
        return None, None
    day = _day(int(match["day"]), int(match["month"]), int(match["year"]))
    hour, minute = int(match["hour"]), int(match["minute"])
    sent_at = moment_of(day, hour, minute, zone=match["zone"], zones=ZONES)
    return sent_at, match["provider"]
