"""Quotes: what stands between marks, who said it, and how surely we know."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.grounding.marks import Quotation
from dateline.core.grounding.quote_kinds import (
    QuoteKind,
    is_excerpt,
    is_heading,
    is_headline,
    is_title,
    kind_of_speech,
)
from dateline.core.grounding.referents import Referents, Resolution, name_in, without_title
from dateline.core.grounding.speakers import NOBODY, Place, SpeakerFinder
from dateline.core.grounding.subjects import BLANK, Attribution
from dateline.core.story import Paragraph, Span

__all__ = [
    "Quote",
    "QuoteKind",
    "Resolution",
    "blanked",
    "find_quotes",
    "name_in",
    "without_title",
]

# So much of the copy on each side tells what words in marks are.
_AROUND_CHARS = 80


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words and their speaker.

    segments      the words without marks, a span for each paragraph they run over
    speaker       the name to show, or None where we are not sure
    speaker_span  the words in the copy that name the speaker beside the quote
    cue           the reporting verb or phrase
    resolution    how the speaker was found
    sureness      how sure the speaker is right, 0.0 to 1.0, as measured on annotated news
    """

    segments: tuple[Span, ...]
    words: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    resolution: Resolution = Resolution.NONE
    sureness: float = 0.0
    place: Place = Place.NOWHERE

    @property
    def span(self) -> Span:
        """From the first word to the last, across paragraphs."""
        return Span(self.segments[0].start, self.segments[-1].end)


def find_quotes(
    paragraphs: Sequence[Paragraph],
    text: str,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    cues: Sequence[Attribution],
    referents: Referents,
) -> tuple[Quote, ...]:
    """Return the quotes of a story with their speakers, in reading order."""
    spans = _paragraph_spans(paragraphs)
    finder = SpeakerFinder(referents.frame, sentences, cues, referents, spans)
    quotes: list[Quote] = []
    last, last_end = NOBODY, None
    for quotation in quotations:
        words = " ".join(segment.of(text) for segment in quotation.segments)
        if not any(character.isalnum() for character in words):
            continue
        kind = _kind_apart_from_speech(text, spans, quotation, words)
        if kind is not None:
            quotes.append(Quote(quotation.segments, words, kind))
            continue
        found = finder.speaker_of(quotation.segments, last, last_end)
        last, last_end = found, quotation.span.end
        before = text[max(0, quotation.span.start - _AROUND_CHARS) : quotation.span.start - 1]
        quotes.append(
            Quote(
                quotation.segments,
                words,
                kind_of_speech(words, before, bool(found.cue or found.speaker)),
                found.speaker,
                found.source,
                found.cue,
                found.resolution,
                found.sureness if found.speaker else 0.0,
                found.place,
            )
        )
    return tuple(quotes)


def _kind_apart_from_speech(
    text: str, paragraphs: Sequence[Span], quotation: Quotation, words: str
) -> QuoteKind | None:
    """Return what words in marks are that nobody speaks, or None for words of a speaker."""
    span = quotation.span
    before = text[max(0, span.start - _AROUND_CHARS) : span.start - 1]
    behind = text[span.end : span.end + _AROUND_CHARS]
    if is_headline(behind):
        return QuoteKind.HEADING
    if is_excerpt(words, before, behind):
        return QuoteKind.EXCERPT
    if is_title(words, before, behind):
        return QuoteKind.TITLE
    if len(quotation.segments) == 1:
        number = bisect_right(paragraphs, span.start, key=lambda one: one.start) - 1
        mark = text[span.start - 1 : span.start]
        if number >= 0 and is_heading(paragraphs[number].of(text), words, mark):
            return QuoteKind.HEADING
    return None


def blanked(text: str, quotations: Sequence[Quotation]) -> str:
    """Return the text with all quoted words replaced by a blank sign of the same length."""
    return blanked_spans(text, [s for quotation in quotations for s in quotation.segments])


def blanked_spans(text: str, spans: Sequence[Span]) -> str:
    """Return the text with the spans replaced by a blank sign of the same length."""
    signs = list(text)
    for span in spans:
        signs[span.start : span.end] = BLANK * (span.end - span.start)
    return "".join(signs)


def _paragraph_spans(paragraphs: Sequence[Paragraph]) -> list[Span]:
    spans, offset = [], 0
    for paragraph in paragraphs:
        spans.append(Span(offset, offset + len(paragraph.text)))
        offset += len(paragraph.text) + 2
    return spans
