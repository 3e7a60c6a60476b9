"""The sentences a page shows under a line, and whose words they are."""

from dataclasses import dataclass

from dateline.core.grounding.understanding import Understanding
from dateline.core.grounding.words import PRONOUNS
from dateline.core.story import Span


@dataclass(frozen=True, slots=True)
class EvidenceSentence:
    """One whole sentence of the copy, and the source the copy gives it to, if any."""

    span: Span
    source: str | None


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something by the copy.

    chain  the sources, the one nearest to the fact first
    party  whether the first of them is a party to the matter; None where that is not known
    """

    chain: tuple[str, ...]
    party: bool | None


def sayings(seen: Understanding, evidence: tuple[Span, ...]) -> tuple[Saying, ...]:
    """Return who says what the spans tell, each chain of sources once, in reading order.

    A chain that another one holds already, in whatever order, is left out.
    """
    found: dict[frozenset[str], Saying] = {}
    for number, sentence in enumerate(seen.sentences):
        if not any(sentence.overlaps(span) for span in evidence):
            continue
        for one in seen.sourced[number]:
            chain = tuple(name for name in one.chain if name.lower() not in PRONOUNS)
            if not chain:
                continue
            sources = frozenset(name.lower() for name in chain)
            if not any(sources <= known for known in found):
                saying = Saying(chain, one.party)
                found = {known: one for known, one in found.items() if not known <= sources}
                found[sources] = saying
    return tuple(found.values())


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
