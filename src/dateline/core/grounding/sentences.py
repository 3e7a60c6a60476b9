"""Splitting paragraphs into sentences, with care for what only looks like an end."""

import re
from collections.abc import Iterable, Iterator

from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.words import (
    ENDING,
    MIDDLE,
    MONTH_ABBREVIATIONS,
    NUMBERED,
    OPENERS,
    SAYING_VERBS,
    TITLES,
)
from dateline.core.story import Paragraph, ParagraphKind, Span

SENTENCE_KINDS = {ParagraphKind.TEXT, ParagraphKind.QUOTE, ParagraphKind.LIST_ITEM}

CLOSERS = "\"'”’»)]›"
# One or more enders, then whatever closes with them.
_END = re.compile(rf"(?:\.(?: \.){{2,}}|[.!?…।॥؟։۔。！？]+)[{re.escape(CLOSERS)}]*")
_ENDS_WITHOUT_SPACE = "।॥。！？"
# A quotation opened within a sentence stays in it with all its sentences, up to this length: what
# is longer is read sentence by sentence, as annotators of news do.
LONGEST_HELD_QUOTATION_CHARS = 260
LONGEST_CREDIT_CHARS = 80
# What decides about a full stop stands within so many signs of it.
_NEAR_CHARS = 120
# “So far, so good. But it is a long way.” – Arne Vik: a displayed quotation with its credit, which
# has no end mark of its own.
_CREDITED = re.compile(r"[“\"«][^“”\"«»]+[”\"»]\s*(?:[-–—]\s*)?[A-Z][^.!?…]{2,100}")
_CREDIT = re.compile(r"[-–—]?\s*[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,3}")
_LABEL = re.compile(r"[A-Z][a-z]+:\s")
_LIST_NUMBER = re.compile(r"[•⁃*(]?\s*(?:\d{1,3}|[a-z])$")
_WORD_BEFORE = re.compile(r"[\w.&'’-]*\w$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[‹—–-]*\s*([\w’'-]+)")
_SPEAKER_AFTER = re.compile(
    r"(?:[A-Z][\w’'.-]*\s+|(?:the|a|an|one|his|her|their)\s+(?:[\w’'-]+\s+){1,3}?|(?:he|she|they|it)\s+)"
    r"{1,4}?([a-z]+)"
)


def split_sentences(
    paragraphs: Iterable[Paragraph], language: str | None = None
) -> tuple[Span, ...]:
    """Return the sentences of running text, quotations and list entries, in reading order.

    Spans are half-open, in code points of the paragraphs joined by one blank line. Abbreviations
    are English; in another language an abbreviation before a capital may end a sentence.
    """
    del language  # the marks that end sentences are known by themselves
    spans, offset = [], 0
    for paragraph in paragraphs:
        if paragraph.kind in SENTENCE_KINDS:
            spans += [Span(s + offset, e + offset) for s, e in sentences_of(paragraph.text)]
        offset += len(paragraph.text) + 2
    return tuple(spans)


def sentences_of(text: str) -> Iterator[Span]:
    """Give the sentences of one paragraph, without white space around them."""
    start = 0
    held = _short_quotations(text)
    around = next(held, None)
    for end in () if _CREDITED.fullmatch(text.strip()) else _ends(text):
        while around and around.end < end:
            around = next(held, None)
        if around and around.start < end and _opened_within(text, start, around):
            continue
        if len(text) - end < LONGEST_CREDIT_CHARS and _CREDIT.fullmatch(text[end:].strip()):
            continue
        if span := _trimmed(text, start, end):
            yield span
        start = end
    if span := _trimmed(text, start, len(text)):
        yield span


def _short_quotations(text: str) -> Iterator[Span]:
    for span in closed_quotations(text):
        if span.end - span.start <= LONGEST_HELD_QUOTATION_CHARS:
            yield span


def _opened_within(text: str, start: int, quotation: Span) -> bool:
    """Return whether a quotation was opened behind words of the sentence begun at `start`."""
    return any(sign.isalnum() for sign in text[start : quotation.start - 1])


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    right = len(words.rstrip())
    return Span(start + left, start + right) if words.strip() else None


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        end = match.end()
        if end == len(text):
            return
        if match.group()[0] in _ENDS_WITHOUT_SPACE or (
            text[end].isspace() and _is_end(text, match)
        ):
            yield end


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Decide whether an ender with white space behind it ends a sentence."""
    # Both are short, so that a text without end costs no more a sign than a short one.
    rest = text[match.end() : match.end() + _NEAR_CHARS].lstrip()
    before = text[max(0, match.start() - _NEAR_CHARS) : match.start()]
    marks = match.group()
    following = _NEXT_WORD.match(rest)
    next_word = following.group(1) if following else ""
    if not next_word:
        return True
    if next_word[0].islower():
        # "Why?" he asked. – but a brand or a handle may open a sentence in lower case.
        return False
    if _LABEL.match(rest):
        return True  # “… in Port Ansel, N.W. Picture: the port authority.”
    if match.start() < _NEAR_CHARS and _LIST_NUMBER.match(before.lstrip()):
        return False  # “1. The harbour reopens.”
    is_closed = marks[-1] in CLOSERS
    if marks[0] in "!?" and is_closed:
        return not _is_speaker(rest)
    if marks[0] == "." and not is_closed and len(marks) == 1:
        return _full_stop_ends(before, next_word)
    if marks[:2] == ".." and not is_closed:
        return next_word[0].isupper()
    if marks[0] == "." and marks[-1] == ")" and _is_abbreviation(before):
        return next_word.lower() in OPENERS
    return True


def _is_speaker(rest: str) -> bool:
    """Return whether “Stop!” is followed by who said it, so that the sentence goes on."""
    after = _SPEAKER_AFTER.match(rest)
    return after is not None and after.group(1) in SAYING_VERBS


def _full_stop_ends(before: str, next_word: str) -> bool:
    word_before = _WORD_BEFORE.search(before)
    if word_before is None:
        return True
    word = word_before.group().lower().lstrip(".'’-")
    opens = next_word.lower() in OPENERS and not next_word.isupper()
    if word in TITLES or word in MIDDLE:
        return word == "st" and opens
    if re.fullmatch(r"[A-Z]", word_before.group()):
        return _initial_ends(before, word, opens)
    if word in NUMBERED:
        return not next_word[0].isdigit()
    if word in MONTH_ABBREVIATIONS:
        return not next_word[0].isdigit()
    if word in ENDING or re.fullmatch(r"(?:\w\.){1,4}\w", word):
        return opens or next_word in ("I",)
    return True


def _initial_ends(before: str, letter: str, opens: bool) -> bool:
    """Return whether a capital letter ends a sentence: the pronoun does, an initial does not."""
    follows_word = re.search(r"\b[a-z]+\sI$", before) is not None
    return letter == "i" and (opens or follows_word)


def _is_abbreviation(before: str) -> bool:
    word = _WORD_BEFORE.search(before)
    return (
        word is not None and word.group().lower() in TITLES | MIDDLE | ENDING | MONTH_ABBREVIATIONS
    )
