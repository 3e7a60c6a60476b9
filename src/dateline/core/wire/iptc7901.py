"""Read IPTC 7901, the text format of European agencies: a framed message without an id.

SOH source and number, priority, category, words; keywords; STX headline “ =”, copy; ETX time.
Source: IPTC 7901 (1979, revision 5 of 1995), and dpa's and APA's practice.
"""

import datetime as dt
import re
from collections.abc import Iterator

from dateline.core.story import EdNote, Item
from dateline.core.wire.bylines import byline_in, without_byline
from dateline.core.wire.datelines import find_dateline, first_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of, with_umlauts
from dateline.core.wire.embargo_lines import latest_embargo, without_embargo
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.framed import Message, messages_in
from dateline.core.wire.hard_wrapped import one_line, paragraphs_of
from dateline.core.wire.months import month_number
from dateline.core.wire.private_notes import without_editors_notes, without_notebook
from dateline.core.wire.stamps import date_of, moment_of
from dateline.core.wire.takes import canceled_by_marker, parse_take
from dateline.core.wire.vocabulary import read_urgency

FORMAT = "iptc7901"
_HEADER = (
    r"\x01(?P<service>[A-Za-z]{2,6})(?P<sequence>\d{1,5})[ \t]+(?P<priority>\d)[ \t]+"
    r"(?P<category>[A-Za-z]{1,4})\b(?:[ \t]+(?P<words>\d{1,5}))?(?P<optional>[^\r\n\x02]*)"
)
START = re.compile(_HEADER)
HEADING = "SOH, source and number, priority, category, as in “nwa062 4 i 211”"
_FIRST_BYTES = re.compile(rb"[\s\x00\x16\x7f]{0,64}" + _HEADER.encode())
_OPTIONAL = re.compile(r"(?P<provider>[A-Za-z]{2,10}) +\d{2,5}\s*\Z")
_TIME = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s*(?P<zone>[A-Z]{1,4})?\s+"
    r"(?P<month>[^\W\d_]{3,10})\.?\s+(?P<year>\d{4}|\d{2})\b"
)
_SUBHEAD = re.compile(r"(?:Utl|Untertitel|Subhead)\.?: ?", re.IGNORECASE)
_HEADING_MOST_LINES = 8
LINES_ABOVE_COPY = 4  # where an embargo stands that is not in the heading
_SIGNATURE_MOST_CHARS = 40


def is_iptc7901(delivery: Delivery) -> bool:
    """Return whether the bytes open with the heading of an IPTC 7901 message."""
    return _FIRST_BYTES.match(delivery.raw) is not None


def read_iptc7901(delivery: Delivery) -> Iterator[Read]:
    """Give the items in a delivery of IPTC 7901 messages.

    Raises: MalformedWire when no message begins in it.
    """
    decoded = with_umlauts(decode_eight_bit(delivery))
    for message in messages_in(decoded.text, START, expected=HEADING):
        yield message if isinstance(message, MalformedWire) else _item(message, decoded.how)


def _item(message: Message, encoding: str) -> Item:
    header = message.start
    provider = _OPTIONAL.search(header["optional"])
    sent_at = _sent_at(message.trailer)
    heading, body = _split_heading(lines_of(message.text))
    in_heading = without_embargo(heading, filed=sent_at)
    take, headline, subheadline, byline = _read_heading(in_heading.others)
    above_copy = without_embargo(body[:LINES_ABOVE_COPY], filed=sent_at)
    public, notebook = without_notebook([*above_copy.others, *body[LINES_ABOVE_COPY:]])
    public, signature = _without_signature(public, provider and provider["provider"])
    paragraphs, notes = without_editors_notes(tuple(paragraphs_of(public)))
    in_copy, paragraphs = without_byline(paragraphs)
    held = (*in_heading.notes, *above_copy.notes)
    item = Item(
        format=FORMAT,
        headline=headline,
        subheadline=subheadline,
        byline=byline or in_copy,
        paragraphs=paragraphs,
        dateline=first_dateline(paragraphs, filed=sent_at),
        slugline=one_line(lines_of(message.heading)).rstrip("/ ") or None,
        urgency=read_urgency(header["priority"]),
        versioncreated=sent_at,
        firstcreated=sent_at,
        provider=provider["provider"] if provider else None,
        creditline=provider["provider"] if provider else None,
        embargoed=latest_embargo(in_heading.until, above_copy.until),
        ednotes=(*(EdNote(note) for note in held), *notes, *notebook, *signature),
        take_key=take,
        service=header["service"],
        sequence=header["sequence"],
        category=header["category"],
        source_encoding=encoding,
    )
    return canceled_by_marker(item)


def _split_heading(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of headline and byline, and the lines of copy.

    The heading ends with a line that closes with “=”. Without one, it is what stands before the
    first line that is blank, set in, or opens with a dateline.
    """
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    for number in range(start, min(start + _HEADING_MOST_LINES, len(lines))):
        if not lines[number].rstrip().endswith("="):
            continue
        end = number + 1
        while end < len(lines) and (
            not lines[end].strip()
            or (_SUBHEAD.match(lines[end]) and lines[end].rstrip().endswith("="))
        ):
            end += 1
        return [line for line in lines[start:end] if line.strip()], lines[end:]
    end = next((n for n in range(start, len(lines)) if _opens_copy(lines, n, start)), len(lines))
    if end - start > _HEADING_MOST_LINES:  # no blank line: the first line is all there is
        end = start + 1
    return lines[start:end], lines[end:]


def _opens_copy(lines: list[str], number: int, start: int) -> bool:
    """Return whether a line is blank, set in, or opens with a dateline: the heading ends above."""
    line = lines[number]
    return not line.strip() or (
        number > start and (line.startswith(("  ", "\t")) or find_dateline(line) is not None)
    )


def _read_heading(
    lines: list[str],
) -> tuple[str | None, str | None, str | None, str | None]:
    """Return take line, headline, subheadline and byline of the heading's lines."""
    words = [one_line(line.rstrip().removesuffix("=")) for line in lines]
    words = [word for word in words if word]
    subhead = [word for word in words if _SUBHEAD.match(word)]
    words = [word for word in words if not _SUBHEAD.match(word)]
    takes: list[str] = []
    while len(words) > 1 and _is_take_line(words[0]):
        takes.append(words.pop(0))
    byline = byline_in(words[-1]) if len(words) > 1 else None
    if byline:
        words.pop()
    return (
        one_line(takes) or None,
        one_line(words) or None,
        _SUBHEAD.sub("", one_line(subhead)) or None,
        byline,
    )


def _is_take_line(line: str) -> bool:
    in_brackets = line.startswith("(") and line.endswith(")") and len(line) <= 60
    return in_brackets or parse_take(line) is not None


def _without_signature(
    lines: list[str], provider: str | None
) -> tuple[list[str], tuple[EdNote, ...]]:
    """Return the lines without the desk's initials at the end (“nwa rov hs”), which are a note."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), None)
    if last is None or not provider:
        return lines, ()
    line = lines[last].strip()
    initials = rf"{re.escape(provider)}(?: [a-z0-9]{{1,4}}){{1,5}}"
    stands_alone = last == 0 or not lines[last - 1].strip()
    if (
        not stands_alone
        or len(line) > _SIGNATURE_MOST_CHARS
        or not re.fullmatch(initials, line, re.IGNORECASE)
    ):
        return lines, ()
    return lines[:last], (EdNote(line),)


def _sent_at(trailer: str) -> dt.datetime | None:
    """Return when a message was sent, from “131137 GMT Nov 13”: day, hour, minute, month, year."""
    match = _TIME.search(trailer)
    month = month_number(match["month"]) if match else None
    if match is None or month is None:
        return None
    day = date_of(int(match["year"]), month, int(match["day"]))
    return moment_of(day, int(match["hour"]), int(match["minute"]), zone=match["zone"])
