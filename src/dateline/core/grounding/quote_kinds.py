"""What words in marks are: speech, a title, a heading, an excerpt, or words held at a distance."""

import re
from enum import StrEnum

FEWEST_STATEMENT_WORDS = 3
# Words within the reporter's sentence are a whole statement from this length on.
FEWEST_CLOSED_WORDS = 5
LONGEST_HEADING_WORDS = 12
LONGEST_TITLE_WORDS = 12


class QuoteKind(StrEnum):
    """A statement, words taken into the reporter's sentence, words at a distance, or no speech.

    title    the name of a work, a programme or a thing
    heading  a line over a part of the copy, or a headline quoted
    excerpt  a passage of a text or a transcript with a link or labels, not one speaker's words
    """

    DIRECT = "direct"
    PARTIAL = "partial"
    SCARE = "scare"
    TITLE = "title"
    HEADING = "heading"
    EXCERPT = "excerpt"


SPEECH = frozenset((QuoteKind.DIRECT, QuoteKind.PARTIAL))
NO_SPEECH = frozenset((QuoteKind.TITLE, QuoteKind.HEADING, QuoteKind.EXCERPT))

# Words a title writes small.
_SMALL = frozenset(
    """
    a an the of and or in on at to for from with by as is but nor de la le du von der vs
    """.split()
)
_WORKS = (
    "song|single|album|book|novel|memoir|film|movie|show|series|episode|programme|program|play"
    "|musical|documentary|column|article|essay|editorial|commentary|report|piece|story|blog|podcast"
    "|magazine|newspaper|paper|painting|poem|ad|advert|game|anthem|hymn|opera|drama|sitcom|ballad"
    "|hit|bestseller|thriller|broadcast|edition|author|star|host|anchor|segment|website|exhibition"
    "|exhibit|sculpture|study|paper|pamphlet|manifesto|chapter|track|video|project|section"
)
# “the book “…””, “author of “…””, “on Friday’s “…””: a work is named.
_WORK_BEFORE = re.compile(
    rf"\b(?:{_WORKS})s?(?:,|\s+of|\s+on|\s+for|:)?\s*$|\b(?:titled|entitled|headlined|headed)\s*$"
    r"|\b[A-Z][\w.]*(?:’s|'s|s’|s')\s*$|\bon\s*$|\bstarring in\s*$|\b(?:co-?)?hosts?\s*$",
    re.IGNORECASE,
)
_TITLED_BEFORE = re.compile(
    r"\b(?:titled|entitled|headlined|headed|captioned)\s*$|—\s*$", re.IGNORECASE
)
_BYLINE_BEHIND = re.compile(r"[”\"’']*\s*by\s+(?:the\s+)?[A-Z]\w+")
_LINK_BEHIND = re.compile(r"[”\"’']*\s*(?:https?://|\[[A-Z])")
_LABELLED = re.compile(r"\s*\(?[A-Z]{3,}[A-Z .]*(?:\)|:)")
_SPEAKS_BEFORE = re.compile(
    r"(?:\b(?:said|says|say|saying|asked|added|wrote|writes|tweeted|told\b[^.]{0,40}|chant\w*|yell\w*"
    r"|shout\w*|replied|declar\w+|read|reads|reading)|[:,])\s*$"
)


def is_title(words: str, before: str, behind: str) -> bool:
    """Whether words in marks name something: capitals throughout, and no one speaks them.

    before, behind  the copy around the marks, some dozens of signs, without the marks
    """
    parts = re.findall(r"[\w][\w’'.&-]*", words)
    if not parts or len(parts) > LONGEST_TITLE_WORDS:
        return False
    if _TITLED_BEFORE.search(before.rstrip("“\"‘' ")) and len(parts) <= LONGEST_TITLE_WORDS:
        return True
    if words.isupper() or (words.rstrip()[-1:] in "!?" and not _WORK_BEFORE.search(before)):
        return False
    telling = [part for part in parts if part.lower() not in _SMALL]
    if not telling or (not parts[0][:1].isupper() and not parts[0][:1].isdigit()):
        return False
    if not all(part[:1].isupper() or part[:1].isdigit() for part in telling):
        return False
    if _WORK_BEFORE.search(before):
        return True
    if len(telling) == 1 and words.rstrip()[-1:] in ",.":
        return False
    return not _SPEAKS_BEFORE.search(before)


def is_excerpt(words: str, before: str, behind: str) -> bool:
    """Whether it is a passage with a link behind it or a transcript with labels within."""
    return bool(
        _LINK_BEHIND.match(behind)
        or _LABELLED.match(words)
        or re.search(r"\bby\s+[^.:“\"]{3,60}:\s*$", before)
    )


def is_headline(behind: str) -> bool:
    """Whether a byline follows: “Harbour to close,” by Coastline's Arne Vik."""
    return bool(_BYLINE_BEHIND.match(behind))


def is_heading(paragraph: str, words: str, mark: str) -> bool:
    """Whether the words in single marks are the whole of a short paragraph."""
    alone = paragraph.strip().strip("‘’'\"“”").strip() == words.strip()
    return alone and mark in "‘'" and len(words.split()) <= LONGEST_HEADING_WORDS


def kind_of_speech(words: str, before: str, is_attributed: bool) -> QuoteKind:
    """Return whether words that somebody may say are a statement, a part of one, or neither."""
    words = words.strip()
    starts_as_sentence = words[:1].isupper() or not words[:1].isalpha()
    before = before.rstrip()
    opens_clause = not before or before[-1] in ',:.!?”"’;\n—–'
    is_long = len(words.split()) >= FEWEST_STATEMENT_WORDS
    is_closed = words[-1:] in ".!?,…" and len(words.split()) >= FEWEST_CLOSED_WORDS
    if is_long and starts_as_sentence and (opens_clause or is_closed):
        return QuoteKind.DIRECT
    return QuoteKind.PARTIAL if is_attributed else QuoteKind.SCARE
