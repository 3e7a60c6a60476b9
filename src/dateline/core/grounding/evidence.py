"""The sentences a page shows under a line, and whose words they are."""

from dataclasses import dataclass

from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Span


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One whole sentence of the copy, and the source the copy gives it to, if any."""

    span: Span
    source: str | None


def evidence_sentences(
    seen: Understanding, evidence: tuple[Span, ...]
) -> tuple[EvidenceSentence, ...]:
    """Return the whole sentences the spans touch, in reading order, each once."""
    numbers = sorted(
        {
            number
            for number, sentence in enumerate(seen.sentences)
            if any(sentence.overlaps(span) for span in evidence)
        }
    )
    return tuple(
        EvidenceSentence(seen.sentences[number], _source(seen, number)) for number in numbers
    )


def _source(seen: Understanding, number: int) -> str | None:
    """Return the source of a sentence, or of the quote that runs through it."""
    if source := seen.source_of(number):
        return source
    for quote in seen.quotes:
        if quote.speaker and any(s.overlaps(seen.sentences[number]) for s in quote.segments):
            return quote.speaker
    return None
