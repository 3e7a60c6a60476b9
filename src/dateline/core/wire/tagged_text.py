"""Read text whose headers are labels: “TI#Harbour reopens”, or “Headline: Harbour reopens”.

The last label, such as “TX#” or “Body:”, opens the copy; a blank line behind the labels does too.
Source: the practice of company-news and database services, whose two letters these are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.story import EdNote, Item
from dateline.core.wire.datelines import first_dateline
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of
from dateline.core.wire.embargo_lines import latest_embargo, without_embargo
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.hard_wrapped import one_line, paragraphs_of
from dateline.core.wire.private_notes import without_editors_notes, without_notebook
from dateline.core.wire.times import Embargo, read_embargo
from dateline.core.wire.written_times import read_written_time

FORMAT = "tagged-text"
LOOKED_AT_LINES = 40
LEAST_LABELS = 3
LINES_ABOVE_COPY = 4

_FIELDS = {
    "headline": "ti hd headline title überschrift schlagzeile titel titre titulo título",
    "subheadline": "subheadline subtitle subhead untertitel dachzeile",
    "abstract": "ab abstract summary lead standfirst zusammenfassung",
    "byline": "by byline author autor auteur",
    "provider": "kn publisher provider agency agentur pub",
    "creditline": "so sn credit creditline source quelle",
    "published": "pd date published publication date-line released datum dateandtime",
    "embargo": "embargo embargoed sperrfrist",
    "keywords": "ky keywords keyword tags schlagworte",
    "slugline": "slug slugline catchline",
    "uri": "an id guid accession",
    "language": "la lang language sprache",
    "copyrightnotice": "cy copyright",
    "usageterms": "usage rights",
    "note": "note notes ednote contact contacts kontakt",
    "body": "tx td text body story copy",
}
FIELD_OF = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_CODED = re.compile(r"(?P<label>[A-Z]{2})#(?P<value>.*)\Z")
_WORDED = re.compile(r"(?P<label>[^\W\d_][\w-]{1,24})[ \t]*:(?:[ \t]+(?P<value>.*))?\Z")
_FRAME = re.compile(r"\s*(?:zczc|n{4})\b.{0,20}\Z", re.IGNORECASE)
# A message or a release that has such labels as well, and formats of their own.
_MAIL = re.compile(r"(?:from|received|return-path|subject|message-id|mime-version)", re.IGNORECASE)


class _Labelled(NamedTuple):
    """The values by field, in file order, and the lines of copy."""

    values: dict[str, str]
    body: list[str]


def is_tagged_text(delivery: Delivery) -> bool:
    """Return whether a text opens with labelled lines, a headline among them."""
    if delivery.root is not None:
        return False
    lines = [line for line in lines_of(delivery.text[:8000]) if not _FRAME.match(line)]
    opening = [line for line in lines if line.strip()][:LOOKED_AT_LINES]
    if not opening or not _label(opening[0]) or _MAIL.match(opening[0]):
        return False
    fields = []
    for line in opening:
        match = _label(line)
        if match is None:
            break
        fields.append(FIELD_OF.get(match["label"].lower(), match["label"]))
    known = [field for field in fields if field in _FIELDS]
    return "headline" in known and len(fields) >= LEAST_LABELS and len(known) >= 2


def read_tagged_text(delivery: Delivery) -> Iterator[Item]:
    """Give the one item in a tagged text.

    Raises: MalformedWire when there is no headline, or the embargo is no time.
    """
    decoded = decode_eight_bit(delivery)
    values, body = _read_labels(lines_of(decoded.text))
    if not values.get("headline"):
        raise MalformedWire(
            where="the labels",
            found=repr(decoded.text[:80]),
            expected="a headline, as in “TI#Harbour reopens” or “Headline: Harbour reopens”",
        )
    above_copy = without_embargo(body[:LINES_ABOVE_COPY])
    public, notebook = without_notebook([*above_copy.others, *body[LINES_ABOVE_COPY:]])
    paragraphs, notes = without_editors_notes(tuple(paragraphs_of(public)))
    published = read_written_time(values.get("published"))
    private = (*filter(None, [values.get("note")]), *above_copy.notes)
    yield Item(
        format=FORMAT,
        uri=values.get("uri"),
        headline=values["headline"],
        subheadline=values.get("subheadline"),
        abstract=values.get("abstract"),
        byline=values.get("byline"),
        provider=values.get("provider"),
        creditline=values.get("creditline") or values.get("provider"),
        slugline=values.get("slugline"),
        language=values.get("language"),
        copyrightnotice=values.get("copyrightnotice"),
        usageterms=values.get("usageterms"),
        keywords=tuple(
            w.strip() for w in re.split("[,;]", values.get("keywords", "")) if w.strip()
        ),
        embargoed=latest_embargo(_embargo(values.get("embargo")), above_copy.until),
        versioncreated=published,
        firstcreated=published,
        paragraphs=paragraphs,
        dateline=first_dateline(paragraphs, filed=published),
        ednotes=(*(EdNote(note) for note in private), *notes, *notebook),
        source_encoding=decoded.how,
    )


def _embargo(text: str | None) -> Embargo:
    if text is None:
        return None
    return read_written_time(text) or read_embargo(text, where="the embargo's label")


def _read_labels(lines: list[str]) -> _Labelled:
    """Return the labelled values and the copy: what follows a label of it, or a blank line.

    A line without a label goes on with the value above it; of a label that comes twice, the first
    value stands.
    """
    rows: dict[str, list[str]] = {}
    row: list[str] | None = None
    end = len(lines)
    for number, line in enumerate(lines):
        match = _label(line)
        if match:
            field = FIELD_OF.get(match["label"].lower(), match["label"])
            if field == "body":
                return _labelled(rows, [match["value"] or "", *lines[number + 1 :]])
            row = [match["value"] or ""]
            if not one_line(rows.get(field, [])):
                rows[field] = row
        elif not line.strip() and "headline" in rows:
            end = number
            break
        elif row is not None and not _FRAME.match(line):
            row.append(line)
    return _labelled(rows, lines[end:])


def _labelled(rows: dict[str, list[str]], body: list[str]) -> _Labelled:
    values = {field: value for field, row in rows.items() if (value := one_line(row))}
    return _Labelled(values, [line for line in body if not _FRAME.match(line)])


def _label(line: str) -> re.Match[str] | None:
    return _CODED.match(line) or _WORDED.match(line)
