"""A news item: what an agency sent, read from its format and never changed afterwards."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class PubStatus(StrEnum):
    """What the agency says may be done with an item. Source: IPTC newscodes pubstatusg2."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class ParagraphKind(StrEnum):
    """What a paragraph is: running text, subhead, quotation, list entry, table, preformatted."""

    TEXT = "p"
    HEADING = "h"
    QUOTE = "quote"
    LIST_ITEM = "li"
    TABLE = "table"
    PREFORMATTED = "pre"


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasis or a link over part of a paragraph.

    start, end  half-open, code points into the paragraph's text
    kind        "em", "strong" or "a"
    href        the link's address for "a" (http, https or mailto), else None
    """

    start: int
    end: int
    kind: Literal["em", "strong", "a"]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: plain text, what kind it is, and its inline marks in reading order.

    A table's text has a line for each row and a tab between cells.
    """

    text: str
    kind: ParagraphKind = ParagraphKind.TEXT
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story was filed: the literal text, its place and its day."""

    text: str
    place: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class EdNote:
    """A note from the agency to its customers. Private unless the agency said otherwise."""

    text: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or other attachment an item points to; never fetched by core.

    href      where the bytes lie: an address, or a file name beside the item
    caption   what a reader is told about it
    credit    who is named below it, such as "Runa Vik/NWA"
    alt       what a reader who does not see it is told
    kind      "picture", "video", "audio", "graphic" or "other"
    uri       the agency's id of the picture's own item, by which a kill finds it
    copyright_notice, usage_terms, expires  its own rights, where they differ from the story's
    """

    href: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    kind: str = "picture"
    uri: str | None = None
    copyright_notice: str | None = None
    usage_terms: str | None = None
    expires: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One news item in one version, as the agency sent it. Absent values are None or empty.

    format       the wire format it was read from, such as "newsml-g2" or "ninjs-3"
    uri          the agency's id without the version; None where the file gives none
    version      as written (integers may be huge and not consecutive)
    type         text, picture, video, audio, graphic, composite, …
    urgency      1 (most) to 9
    subjects     "medtop:20000705" (Media Topic) or "subj:04000000" (subject code)
    times        aware UTC when the file gives the zone, naive when it does not
    embargoed    None, the moment it lifts, or "indefinite" (until further notice)
    take_key     the agency's take or lead marker, such as "2ND LEAD"
    service, sequence, category  what stands in for an id in formats without one: the wire and the
                 number of the message on it that day, and the agency's own code of the subject
    source_encoding  the character set the bytes were read with and how it was found,
                 such as "utf-8 (declared)"

    Source: IPTC NewsML-G2 and ninjs; docs/reference/wire-formats.md has the field map.
    """

    format: str
    headline: str | None
    paragraphs: tuple[Paragraph, ...]
    uri: str | None = None
    version: str | None = None
    type: str = "text"
    pubstatus: PubStatus = PubStatus.USABLE
    subheadline: str | None = None
    byline: str | None = None
    creditline: str | None = None
    dateline: Dateline | None = None
    language: str | None = None
    slugline: str | None = None
    urgency: int | None = None
    signals: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    versioncreated: dt.datetime | None = None
    firstcreated: dt.datetime | None = None
    embargoed: dt.datetime | Literal["indefinite"] | None = None
    expires: dt.datetime | None = None
    provider: str | None = None
    ednotes: tuple[EdNote, ...] = ()
    usageterms: str | None = None
    copyrightholder: str | None = None
    copyrightnotice: str | None = None
    take_key: str | None = None
    service: str | None = None
    sequence: str | None = None
    category: str | None = None
    abstract: str | None = None
    media: tuple[Media, ...] = ()
    source_encoding: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs joined by one blank line: what every span of a story counts in."""
        return joined_text(self.paragraphs)


def joined_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return the paragraphs' texts joined by one blank line."""
    return "\n\n".join(paragraph.text for paragraph in paragraphs)
