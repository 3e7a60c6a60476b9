"""Read press releases and bulletins as their distributors send them: plain text with a head.

“Source: …”, “MEDIA RELEASE PR123”, a title, a dateline such as “PORT ANSEL, Nov. 23, 2026
/NWA-AsiaNet/ --”, the copy, contacts, “SOURCE: …”. A release is its sender's words, so its headline
names the sender; one filed with a source or number keeps its label and title above the copy.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.core.story import Dateline, EdNote, Item, Media, Paragraph, ParagraphKind
from dateline.core.wire.bylines import without_byline
from dateline.core.wire.datelines import first_dateline
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of
from dateline.core.wire.embargo_lines import latest_embargo, read_embargo_line, without_embargo
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.hard_wrapped import blocks_of, one_line, paragraphs_of
from dateline.core.wire.private_notes import without_editors_notes, without_notebook
from dateline.core.wire.stamps import moment_of
from dateline.core.wire.times import Embargo
from dateline.core.wire.written_times import read_written_time

FORMAT = "press-release"
HEAD_LINES = 12
LOOKED_AT_CHARS = 3000
CONTACT_LINE_MOST_CHARS = 90
HEADLINE_MOST_CHARS = 400
SUBHEAD_MOST_CHARS = 80

_LABEL = re.compile(
    r"\W*(?:(?:media|press|news) (?:release|statement)|pressemitteilung|medienmitteilung"
    r"|presseinformation|communiqué de presse|comunicado de prensa|comunicato stampa"
    r"|persbericht|pressmeddelande|for immediate release"
    r"|embargo(?:ed)? (?:is |has been )?lifted)\b.{0,40}\Z",
    re.IGNORECASE,
)
# A message that holds a release is a message.
_MAIL_HEADER = re.compile(
    r"(?:from|to|subject|received|return-path|delivered-to|message-id|mime-version|x-[\w-]{1,40}):",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\W*[A-Z]{0,4}-?\d{3,}\W*\Z")
_SOURCE = re.compile(r"(?:(?i:source|quelle)[ \t]*:|SOURCE\b)[ \t]*(?P<name>\S.{0,120})\Z")
_DISTRIBUTOR = re.compile(
    r"[(/](?P<name>(?:[^/()\n]{0,30}[ -])?(?:PR ?Newswire|AsiaNet|Medianet|JCN Newswire"
    r"|BUSINESS WIRE|GLOBE ?NEWSWIRE|ACCESSWIRE|Marketwired|Newsfile)\b[^/()\n]{0,30})[/)]"
)
_END = re.compile(
    r"\W*(?:#{2,}|# # #|-{1,3} ?ends? ?-{1,3}|ends|- ?end ?-|\(ends\))\W*\Z", re.IGNORECASE
)
_CONTACT = re.compile(
    r"(?:for (?:more|further|media|press)\b[^.]{0,60}"
    r"|(?:media|press|investor|further) ?[\w/& ]{0,30})?"
    r"(?:contacts?(?: details| person| information)?|enquiries|inquiries|pressekontakt|kontakt"
    r"|ansprechpartner(?:in)?|rückfrage\w*)\b[^.]{0,40}:?\Z",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:\+|\b)\d[\d ()/-]{6,}\d|\b(?:tel|phone|mobile|fax)\b", re.IGNORECASE
)
_MEDIA = re.compile(
    r"\W{0,2}(?P<kind>photo|image|picture|logo|video|infographic)s?(?: \d{1,2})?[ \t]*[-:–][ \t]*"
    r"(?P<href>https?://[^\s)]+)\W*\Z",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:date|datum|released?(?: on)?|issued)\b[ :]", re.IGNORECASE)
_KINDS = {"video": "video", "infographic": "graphic"}


@dataclass
class _Head:
    """What the lines before the copy say, and the copy's own lines."""

    source: str | None = None
    label: str | None = None
    title: str = ""
    embargoed: Embargo = None
    written_at: dt.datetime | None = None
    notes: list[EdNote] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


def is_release_text(delivery: Delivery) -> bool:
    """Return whether a text has a release's label, or names a distributor of releases."""
    if delivery.root is not None:
        return False
    opening = delivery.text[:LOOKED_AT_CHARS]
    head = [line.strip() for line in lines_of(opening) if line.strip()][:HEAD_LINES]
    return bool(head and not _MAIL_HEADER.match(head[0])) and (
        any(_LABEL.match(line) or read_embargo_line(line) is not None for line in head)
        or _SOURCE.match(head[0]) is not None
        or _DISTRIBUTOR.search(opening) is not None
    )


def read_release_text(delivery: Delivery) -> Iterator[Item]:
    """Give the one item in a release.

    Raises: MalformedWire when there is no title, or no copy below it.
    """
    decoded = decode_eight_bit(delivery)
    lines = [line.rstrip() for line in lines_of(decoded.text)]
    head = _read_head(lines)
    below_title = without_embargo(head.body[:HEAD_LINES], filed=head.written_at)
    body, source, private = _without_end([*below_title.others, *head.body[HEAD_LINES:]])
    held = tuple(EdNote(line) for line in below_title.notes)
    source = head.source or source
    public, notebook = without_notebook(body)
    public, contacts = _without_contacts(public)
    public, media = _without_media(public)
    paragraphs, notes = without_editors_notes(_with_subheads(public))
    if not head.title or not paragraphs:
        raise MalformedWire(
            where="the first lines",
            found=repr(decoded.text[:80]),
            expected="a release's title, an empty line, then its copy",
        )
    byline, paragraphs = without_byline(paragraphs)
    dateline = first_dateline(paragraphs, filed=head.written_at)
    written_at = head.written_at
    if written_at is None and dateline and dateline.date:
        written_at = moment_of(dateline.date)
    yield Item(
        format=FORMAT,
        headline=_headline(head.title, source),
        paragraphs=(*_labelled(head), *paragraphs),
        byline=byline,
        creditline=source,
        provider=_distributor(dateline),
        dateline=dateline,
        embargoed=latest_embargo(head.embargoed, below_title.until),
        versioncreated=written_at,
        firstcreated=written_at,
        ednotes=(*head.notes, *held, *notes, *notebook, *contacts, *private),
        media=media,
        source_encoding=decoded.how,
    )


def _read_head(lines: list[str]) -> _Head:
    """Return what stands before the copy: source, label, embargo, day, contacts, and the title.

    The title is the first block of lines that is none of the others; the copy follows it.
    """
    head = _Head()
    blocks = list(blocks_of(lines))
    for number, block in enumerate(blocks):
        rest = [line for line in _joined_source(block) if not _takes(head, one_line(line))]
        if not rest:
            continue
        if _is_contacts(rest):
            head.notes.append(EdNote("\n".join(line.strip() for line in rest)))
            continue
        head.title = one_line(rest)
        head.body = [line for later in blocks[number + 1 :] for line in (*later, "")]
        break
    if len(head.title) > HEADLINE_MOST_CHARS:  # no title: the copy begins at once
        head.title = ""
    return head


def _joined_source(block: list[str]) -> list[str]:
    """Return a block's lines; a source over several lines before the label becomes one."""
    label = next((n for n, line in enumerate(block) if _LABEL.match(line.strip())), 0)
    if label < 2 or _SOURCE.match(block[0].strip()) is None:
        return block
    return [one_line(block[:label]), *block[label:]]


def _takes(head: _Head, line: str) -> bool:
    """Return whether a line of the head says something else than the title, and keep it."""
    if match := _SOURCE.match(line):
        head.source = head.source or match["name"].strip()
    elif (embargo := read_embargo_line(line)) is not None:
        head.embargoed = latest_embargo(head.embargoed, embargo)
        head.notes.append(EdNote(line))
    elif _LABEL.match(line):
        head.label = head.label or line
    elif _DATED.match(line) and (moment := read_written_time(line)):
        head.written_at = head.written_at or moment
    else:
        return False
    return True


def _labelled(head: _Head) -> tuple[Paragraph, ...]:
    """Return the label and title that a release with a source or number keeps above its copy."""
    if head.label is None or not (head.source or _NUMBERED.search(head.label)):
        return ()
    return tuple(Paragraph(text, ParagraphKind.HEADING) for text in (head.label, head.title))


def _headline(title: str, source: str | None) -> str:
    """Return the title with its sender in front, unless it names the sender itself."""
    if source is None or source.lower() in title.lower():
        return title
    return f"{source}: {title}"


def _distributor(dateline: Dateline | None) -> str | None:
    """Return who distributed a release: “NWA-AsiaNet” of “… /NWA-AsiaNet/”."""
    match = _DISTRIBUTOR.search(dateline.text) if dateline else None
    return match["name"].strip() if match else None


def _without_end(lines: list[str]) -> tuple[list[str], str | None, tuple[EdNote, ...]]:
    """Return the lines up to “ends” or the last “SOURCE”, the source, and what stands below."""
    source = None
    end = next((n for n, line in enumerate(lines) if _END.match(line.strip())), None)
    public, below = (lines, []) if end is None else (lines[:end], lines[end + 1 :])
    for part in (public, below):
        last = next((n for n in range(len(part) - 1, -1, -1) if part[n].strip()), None)
        match = _SOURCE.match(part[last].strip()) if last is not None else None
        if match and last is not None:
            source = source or match["name"].strip()
            del part[last:]
    note = "\n".join(kept for line in below if (kept := line.strip()))
    return public, source, (EdNote(note),) if note else ()


def _without_contacts(lines: list[str]) -> tuple[list[str], tuple[EdNote, ...]]:
    """Return the lines without blocks of contacts, and those as notes.

    Short blocks with a number or address right behind a block of contacts belong to it.
    """
    public: list[str] = []
    notes: list[EdNote] = []
    inside = False
    for block in blocks_of(lines):
        short = max(len(line) for line in block) <= CONTACT_LINE_MOST_CHARS
        has_address = short and any(_ADDRESS.search(line) for line in block)
        inside = _is_contacts(block) or (inside and has_address)
        if inside:
            notes.append(EdNote("\n".join(line.strip() for line in block)))
        else:
            public += [*block, ""]
    return public, tuple(notes)


def _is_contacts(block: list[str]) -> bool:
    first = one_line(block[0])
    return len(first) <= CONTACT_LINE_MOST_CHARS and _CONTACT.match(first) is not None


def _without_media(lines: list[str]) -> tuple[list[str], tuple[Media, ...]]:
    """Return the lines without “Photo - https://…”, and the pictures those point to."""
    public, media = [], []
    for line in lines:
        match = _MEDIA.match(line.strip())
        if match is None:
            public.append(line)
            continue
        kind = match["kind"].lower()
        media.append(Media(match["href"], kind=_KINDS.get(kind, "picture")))
    return public, tuple(media)


def _with_subheads(lines: list[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs; one short line alone, without an end mark, is a subhead."""
    return tuple(
        Paragraph(p.text, ParagraphKind.HEADING) if number and _is_subhead(p) else p
        for number, p in enumerate(paragraphs_of(lines))
    )


def _is_subhead(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        paragraph.kind is ParagraphKind.TEXT
        and len(text) <= SUBHEAD_MOST_CHARS
        and text[:1].isupper()
        and text[-1].isalnum()
        and "://" not in text
    )
