"""Read bulletins between ZCZC and NNNN, the teleprinter frame that Australian wires still use.

ZCZC agency; header lines whose first character says what they are; copy; credit; NNNN. The header
characters differ from service to service, so a line is read by its character and its value: “$T”
is a category, “$Harbour reopens” a headline.
Source: ITU-T F.1 (the frame); AAP's practice (the header).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.story import EdNote, Item, Paragraph
from dateline.core.wire.bylines import without_byline
from dateline.core.wire.datelines import first_dateline
from dateline.core.wire.delivery import Delivery, Read
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of
from dateline.core.wire.embargo_lines import without_embargo
from dateline.core.wire.errors import EmptyWire, MalformedWire
from dateline.core.wire.hard_wrapped import blocks_of, one_line, paragraphs_of, preformatted
from dateline.core.wire.private_notes import without_editors_notes, without_notebook
from dateline.core.wire.takes import canceled_by_marker
from dateline.core.wire.vocabulary import bare_subject_code, subject_codes

FORMAT = "zczc"
START = re.compile(
    r"^[ \t]*ZCZC\b[ \t]*(?P<provider>[A-Za-z]{2,8})?[ \t]*(?P<sequence>\d{1,5})?[^\n]*$",
    re.MULTILINE,
)
_FIRST_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?[\s\x00-\x1f\x7f]{0,64}ZCZC\b")
_END = re.compile(r"^[ \t]*N{4}[ \t]*$", re.MULTILINE)
_MARKS = "%#$:&*@^=+~!"
_HEADLINES, _SLUGS, _TAKES = "^$", "#:", "=:"
_CODE = re.compile(r"[A-Z](?:[A-Z:]{0,4})\Z")  # a category, a format or a level of service
_SUBJECT = re.compile(r"\d{8}")
_CREDIT_MOST_CHARS = 40
TITLE_MOST_CHARS = 120
TABULAR = "T"
LINES_ABOVE_COPY = 4


class _Header(NamedTuple):
    """What the header lines say, by their first character, in the order they came."""

    values: dict[str, str]
    subjects: tuple[str, ...]

    def first(self, marks: str, *, code: bool = False) -> str | None:
        """Return the first value under one of these characters that is a code, or that is none."""
        found = (self.values.get(mark) for mark in marks)
        return next((v for v in found if v and bool(_CODE.match(v)) is code), None)


def is_zczc(delivery: Delivery) -> bool:
    """Return whether the bytes open with ZCZC."""
    return _FIRST_BYTES.match(delivery.raw) is not None


def read_zczc(delivery: Delivery) -> Iterator[Read]:
    """Give the items in a delivery of ZCZC bulletins; one without any words is refused.

    Raises: MalformedWire when no bulletin begins in it.
    """
    decoded = decode_eight_bit(delivery)
    text = "\n".join(lines_of(decoded.text))
    starts = list(START.finditer(text))
    if not starts:
        raise MalformedWire(
            where="the first line", found=repr(text[:60]), expected="ZCZC, as in “ZCZC NWA”"
        )
    ends = [*(start.start() for start in starts[1:]), len(text)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        bulletin = _END.split(text[start.end() : end], maxsplit=1)[0]
        if bulletin.strip():
            yield _item(start, bulletin.split("\n"), decoded.how)
        else:
            yield EmptyWire(
                where=f"bulletin {number}", found="nothing", expected="copy between ZCZC and NNNN"
            )


def _item(start: re.Match[str], lines: list[str], encoding: str) -> Item:
    header, body = _split_header(lines)
    provider, keyword = start["provider"], header.first(_SLUGS)
    held = without_embargo(body[:LINES_ABOVE_COPY])
    public, notebook = without_notebook([*held.others, *body[LINES_ABOVE_COPY:]])
    public, credit, initials = _without_credit(public, provider)
    paragraphs, notes = without_editors_notes(_paragraphs(public, header))
    title = None
    if not (header.first(_HEADLINES) or keyword):
        title, paragraphs = _without_title(paragraphs)
    byline, paragraphs = without_byline(paragraphs)
    in_colon = header.values.get("#") and header.values.get(":")
    return canceled_by_marker(
        Item(
            format=FORMAT,
            headline=header.first(_HEADLINES) or keyword or title,
            byline=byline,
            paragraphs=paragraphs,
            creditline=credit or provider,
            provider=provider,
            dateline=first_dateline(paragraphs),
            slugline=keyword,
            subjects=header.subjects,
            places=_places(header),
            embargoed=held.until,
            ednotes=(*(EdNote(note) for note in held.notes), *notes, *notebook, *initials),
            take_key=header.values.get("=") or in_colon or None,
            sequence=start["sequence"],
            category=header.first("%$", code=True),
            source_encoding=encoding,
        )
    )


def _split_header(lines: list[str]) -> tuple[_Header, list[str]]:
    """Return what the header lines say, and the lines of copy.

    The header ends with a line that begins with none of its characters, is blank, or begins with
    one that has already said something.
    """
    values: dict[str, str] = {}
    subjects: list[str] = []
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    for number in range(start, len(lines)):
        mark, value = lines[number][:1], one_line(lines[number][1:])
        if not mark or mark not in _MARKS or (values.get(mark) and not _SUBJECT.match(value)):
            return _Header(values, subject_codes(subjects)), lines[number:]
        if codes := _SUBJECT.findall(value) if mark in "*+" else []:
            subjects += [bare_subject_code(code) for code in codes]
        else:
            values[mark] = value
    return _Header(values, subject_codes(subjects)), []


def _places(header: _Header) -> tuple[str, ...]:
    return tuple(part.strip() for part in header.values.get("@", "").split(",") if part.strip())


def _paragraphs(lines: list[str], header: _Header) -> tuple[Paragraph, ...]:
    """Return the paragraphs; where the header says that the copy is tabular, each block as it is.

    Source: the format mark, “*T” tabular or “*X” text.
    """
    if header.values.get("*") != TABULAR:
        return tuple(paragraphs_of(lines))
    return tuple(preformatted(block) for block in blocks_of(lines))


def _without_title(
    paragraphs: tuple[Paragraph, ...],
) -> tuple[str | None, tuple[Paragraph, ...]]:
    """Return the first paragraph as the headline, where it is one line and no sentence."""
    first = paragraphs[0].text if len(paragraphs) > 1 else ""
    if not first or "\n" in first or len(first) > TITLE_MOST_CHARS or first.endswith("."):
        return None, paragraphs
    return one_line(first), paragraphs[1:]


def _without_credit(
    lines: list[str], provider: str | None
) -> tuple[list[str], str | None, tuple[EdNote, ...]]:
    """Return the lines without the last one, where that is a credit: “NWA RTV”, “NWA hs/rov”.

    Small letters behind the agency are the desk's initials: a private note.
    """
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), None)
    words = one_line(lines[last]).split() if last is not None else []
    is_credit = (
        words
        and provider
        and words[0] == provider
        and len(" ".join(words)) <= _CREDIT_MOST_CHARS
        and all(re.fullmatch(r"[A-Z]{2,8}|[a-z]{1,4}(?:/[a-z]{1,4})*", word) for word in words)
    )
    if not is_credit:
        return lines, None, ()
    initials = [word for word in words if word.islower()]
    notes = (EdNote(" ".join(words)),) if initials else ()
    return lines[:last], " ".join(word for word in words if not word.islower()), notes
