"""Names: runs of words written with capitals, and what the copy shows them to be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core.grounding.name_words import OFFICES, ORGANISATION
from dateline.core.grounding.nations import COUNTRIES
from dateline.core.grounding.words import MONTH_ABBREVIATIONS, MONTHS, OPENERS, PRONOUNS, WEEKDAYS
from dateline.core.story import Span

_WORD = r"(?:(?:al|el|El|Al)-)?[A-Z](?:\.(?=\s?[A-Z])|[\w’'&-]*)"
_RUN = re.compile(
    rf"\b{_WORD}(?:(?:[ ](?:of|de|van|von|der|bin|al|du|di|for)(?:[ ]the)?)?[ ]{_WORD})*"
)
_WITHIN_SENTENCE = re.compile(r"(?<=[a-z,]\s)[A-Z][\w’'-]*")
_CALENDAR = {word.lower() for word in (*WEEKDAYS, *MONTHS)} | MONTH_ABBREVIATIONS
_PERSON_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|President|Minister|Leader|Judge|Mayor|King|Queen|leader"
    r"|spokesman|spokeswoman|spokesperson|minister|president|chairman|director|captain)\.?\s+$"
)
_OWNER = re.compile(r"[’']s\s")
_OFFICE_WITHIN = re.compile(rf"\b(?:{OFFICES})\.?\s[A-Z]")
_PAPER_BEHIND = re.compile(r"\s(?:newspaper|daily|news agency|magazine|broadcaster)\b")
_PAPER_BEFORE = re.compile(
    r"\b(?:newspaper|daily|agency|mouthpiece|broadcaster|magazine)(?:\sthe)?\s+$"
)
LONGEST_NAME_WORDS = 12
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|from|to|outside|across|around|throughout)\s+$")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention: where, the fullest form in the copy, and its kind.

    kind  person, organisation, place or other
    """

    span: Span
    canonical: str
    kind: str


def find_names(text: str, sentences: Sequence[Span]) -> tuple[Name, ...]:
    """Return the names of a story, in reading order, each with its fullest form."""
    starts = {sentence.start for sentence in sentences}
    inside = set(_WITHIN_SENTENCE.findall(text))
    mentions = [
        part
        for match in _RUN.finditer(text)
        if (span := _name_span(match, starts, inside, text)) is not None
        for part in _without_owner(span, text)
    ]
    kinds = {span: _kind(text, span) for span in mentions}
    # Of two of one length the first named stays first: a set's order is another in each process.
    forms = sorted(dict.fromkeys(span.of(text) for span in mentions), key=len, reverse=True)
    full = _full_forms(forms)
    known: dict[str, str] = {}
    for span in mentions:
        if kinds[span] != "other":
            known.setdefault(full[span.of(text)], kinds[span])
    return tuple(
        Name(span, full[span.of(text)], known.get(full[span.of(text)], "other"))
        for span in mentions
    )


def _name_span(match: re.Match[str], starts: set[int], inside: set[str], text: str) -> Span | None:
    """Return the name in a run of capitals; `inside` are words capital also within sentences."""
    start, words = match.start(), match.group()
    first = words.split()[0]
    at_start = start in starts or text[start - 1 : start] in '“"‘«'
    if first.lower() in OPENERS | PRONOUNS or first.lower() in _CALENDAR:
        rest = words[len(first) :].lstrip()
        if not rest or not rest[0].isupper():
            return None
        start, words = start + words.index(rest, len(first)), rest
    elif at_start and " " not in words and words not in inside:
        return None  # an ordinary word that opens a sentence
    if re.match(r"I[’'][a-z]", words):
        return None  # “I’m”
    words = re.sub(r"(?:’s|'s|[.’'])$", "", words)
    if words.lower() in _CALENDAR or len(words) < 2:
        return None
    return Span(start, start + len(words))


def _without_owner(span: Span, text: str) -> Iterator[Span]:
    """Give the names of “Varland’s Marrow Head” one by one."""
    start = span.start
    for owner in _OWNER.finditer(text, span.start, span.end):
        yield Span(start, owner.start())
        start = owner.end()
    yield Span(start, span.end)


def _full_forms(forms: Sequence[str]) -> dict[str, str]:
    """Return for each form the longest one that ends in it; `forms` come longest first."""
    longest: dict[str, str] = {}
    for form in forms:
        words = form.split(" ")
        for start in range(max(0, len(words) - LONGEST_NAME_WORDS), len(words)):
            longest.setdefault(" ".join(words[start:]), form)
    return {form: longest.get(form, form) for form in forms}


def _kind(text: str, span: Span) -> str:
    words, before = span.of(text), text[max(0, span.start - 40) : span.start]
    if ORGANISATION.search(words):
        return "organisation"
    if _PERSON_BEFORE.search(before) or _OFFICE_WITHIN.search(words):
        return "person"
    if _PAPER_BEHIND.match(text, span.end) or _PAPER_BEFORE.search(before):
        return "organisation"
    if words.lower().replace("-", " ") in COUNTRIES:
        return "place"
    if _PLACE_BEFORE.search(before):
        return "place"
    after = text[span.end : span.end + 12]
    if re.match(r"(?:,\s\d{1,3},|\ssaid\b|\stold\b)", after) and " " in words:
        return "person"
    return "other"
