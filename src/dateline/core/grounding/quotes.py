"""Quotes: what stands between marks, who said it, and how surely we know."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.core.grounding.marks import Quotation, quotations_in
from dateline.core.grounding.subjects import BLANK, Attribution, attributions_in
from dateline.core.grounding.words import PRONOUNS
from dateline.core.story import Paragraph, Span

PERSON_PRONOUNS = {"he", "she"}
# What “the daily” may refer to: the words on the left name the same kind of thing.
_KINDS = {
    "daily": "paper", "newspaper": "paper", "paper": "paper", "mouthpiece": "paper",
    "tabloid": "paper", "journal": "paper", "magazine": "paper", "agency": "agency",
    "broadcaster": "broadcaster", "ministry": "ministry", "company": "company", "firm": "company",
    "group": "group", "union": "union", "party": "party", "court": "court",
    "university": "university", "authority": "authority",
}  # fmt: skip


class QuoteKind(StrEnum):
    """A whole statement, words taken into the reporter's sentence, or words held at a distance."""

    DIRECT = "direct"
    PARTIAL = "partial"
    SCARE = "scare"


class Resolution(StrEnum):
    """How a speaker was found."""

    NAMED = "named"
    TITLE = "title"
    PRONOUN = "pronoun"
    CONTINUATION = "continuation"
    CARRIED = "carried over from the paragraph before"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words and their speaker.

    segments      the words without marks, a span for each paragraph they run over
    speaker       the name to show, or None where we are not sure
    speaker_span  the words in the copy that name the speaker beside the quote
    cue           the reporting verb or phrase
    """

    segments: tuple[Span, ...]
    words: str
    kind: QuoteKind
    speaker: str | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    resolution: Resolution = Resolution.NONE

    @property
    def span(self) -> Span:
        """From the first word to the last, across paragraphs."""
        return Span(self.segments[0].start, self.segments[-1].end)


def find_quotes(
    paragraphs: Sequence[Paragraph], text: str, sentences: Sequence[Span]
) -> tuple[Quote, ...]:
    """Return the quotes of a story with their speakers, in reading order."""
    quotations = quotations_in(paragraphs)
    frame = blanked(text, quotations)
    ends = _paragraph_spans(paragraphs)
    finder = _SpeakerFinder(text, frame, sentences)
    quotes: list[Quote] = []
    for quotation in quotations:
        words = " ".join(segment.of(text) for segment in quotation.segments)
        if not any(character.isalnum() for character in words):
            continue
        quote = Quote(quotation.segments, words, QuoteKind.SCARE)
        quote = finder.with_speaker(quote, quotes, ends)
        quotes.append(replace(quote, kind=_kind(quote, text)))
    return tuple(quotes)


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


def _kind(quote: Quote, text: str) -> QuoteKind:
    words = quote.words.strip()
    starts_as_sentence = words[:1].isupper() or not words[:1].isalpha()
    before = text[: quote.span.start - 1].rstrip()
    opens_clause = not before or before[-1] in ',:.!?”"’;\n—–'
    if len(words.split()) >= 3 and starts_as_sentence and opens_clause:
        return QuoteKind.DIRECT
    if words[-1:] in ".!?,…" and starts_as_sentence and len(words.split()) >= 3:
        return QuoteKind.DIRECT
    return QuoteKind.PARTIAL if quote.cue or quote.speaker else QuoteKind.SCARE


class _SpeakerFinder:
    """Looks for the source beside a quote, then for the name behind it."""

    def __init__(self, text: str, frame: str, sentences: Sequence[Span]) -> None:
        self.text, self.frame, self.sentences = text, frame, sentences
        self.cues: list[tuple[Span, Attribution]] = [
            (sentence, cue) for sentence in sentences for cue in attributions_in(frame, sentence)
        ]

    def with_speaker(
        self, quote: Quote, earlier: Sequence[Quote], paragraphs: Sequence[Span]
    ) -> Quote:
        beside = self._beside(quote)
        if beside is not None:
            speaker, how = self._name_behind(beside.source)
            return replace(
                quote,
                speaker=speaker,
                speaker_span=beside.source,
                cue=beside.cue,
                resolution=how,
            )
        return self._continued(quote, earlier, paragraphs)

    def _beside(self, quote: Quote) -> Attribution | None:
        """Return the attribution in the quote's own sentence that stands nearest to it."""
        touching = [
            sentence
            for sentence in self.sentences
            if sentence.overlaps(quote.segments[-1]) or sentence.overlaps(quote.segments[0])
        ]
        after = [
            cue
            for sentence, cue in self.cues
            if sentence in touching
            and cue.cue.start >= quote.span.end
            and not cue.verb.endswith("ing")
            and self._is_adjacent(quote.span.end, min(cue.cue.start, cue.source.start))
        ]
        if after:
            return after[0]
        first = next((s for s in touching if s.overlaps(quote.segments[0])), None)
        before = [
            cue
            for sentence, cue in self.cues
            if sentence == first
            and cue.cue.end <= quote.span.start
            and not self._is_closed_between(cue.cue.end, quote.span.start)
        ]
        if before:
            return before[-1]
        trailing = [
            cue
            for sentence, cue in self.cues
            if sentence in touching and cue.cue.start >= quote.span.end
        ]
        return trailing[0] if trailing and quote.span.end >= touching[-1].start else None

    def _is_adjacent(self, end: int, start: int) -> bool:
        """Whether only the closing mark and a comma stand between a quote and who said it."""
        return not re.search(r"\w", self.frame[end:start].replace(BLANK, "")) and start >= end

    def _is_closed_between(self, start: int, end: int) -> bool:
        """Whether another quotation or a new clause stands between a cue and the quote."""
        between = self.frame[start:end]
        return ";" in between

    def _continued(
        self, quote: Quote, earlier: Sequence[Quote], paragraphs: Sequence[Span]
    ) -> Quote:
        """Give the second half of “…,” she said. “…” to the speaker of the first."""
        if not earlier:
            return quote
        last = earlier[-1]
        if last.speaker is None and last.cue is None:
            return quote
        here = next((p for p in paragraphs if p.covers(quote.segments[0])), None)
        if here is None:
            return quote
        between = self.frame[last.span.end : quote.span.start]
        is_same_paragraph = here.covers(last.segments[-1])
        opens_sentence = any(
            sentence.start in (quote.span.start - 1, quote.span.start)
            for sentence in self.sentences
        )
        alone = not re.search(r"\w", self.frame[here.start : here.end].replace(BLANK, ""))
        neighbour = is_same_paragraph or _is_next(paragraphs, last.segments[-1], here)
        only_attribution = len(re.findall(r"[.!?](?:\s|$)", between)) <= 1
        if opens_sentence and neighbour and only_attribution and (is_same_paragraph or alone):
            how = Resolution.CONTINUATION if is_same_paragraph else Resolution.CARRIED
            return replace(quote, speaker=last.speaker, resolution=how)
        return quote

    def _name_behind(self, source: Span) -> tuple[str | None, Resolution]:
        """Return the name to show for the words beside a quote."""
        words = source.of(self.text)
        lower = words.lower()
        if lower in PRONOUNS:
            return self._antecedent(source, lower), Resolution.PRONOUN
        if name := name_in(words):
            return name, Resolution.NAMED
        return self._titled(source, lower), Resolution.TITLE

    def _antecedent(self, source: Span, pronoun: str) -> str | None:
        """Return the subject of the sentence before, if it fits; else nothing: better silent."""
        if pronoun not in PERSON_PRONOUNS | {"it"}:
            return None
        for _sentence, cue in reversed(self.cues):
            if cue.cue.start >= source.start:
                continue
            if source.start - cue.cue.end > 900:
                return None
            words = cue.source.of(self.text)
            if words.lower() in PRONOUNS:
                if words.lower() == pronoun:
                    continue
                return None
            name = name_in(words)
            is_thing = words.lower().startswith(("the ", "a ", "an ")) and not _ends_in_name(words)
            if pronoun == "it":
                return self._titled(cue.source, words.lower()) if is_thing else name
            return None if is_thing else name
        return None

    def _titled(self, source: Span, lower: str) -> str | None:
        """Return the name behind “the daily”: the last one called by a word of the same kind."""
        head = lower.split()[-1]
        kind = _KINDS.get(head)
        if kind is None or not lower.startswith(("the ", "its ")):
            return None
        family = [word for word, its_kind in _KINDS.items() if its_kind == kind]
        pattern = re.compile(
            rf"(?:\b(?:{'|'.join(family)})\s+(?:the\s+)?(?P<after>(?:[A-Z][\w’'-]+\s?)+))"
            rf"|(?P<before>(?:[A-Z][\w’'-]+\s)+)(?:[a-z]+\s)?(?:{'|'.join(family)})\b"
        )
        found = list(pattern.finditer(self.frame, 0, source.start))
        if not found:
            return None
        # A paper is called by its name alone, a ministry by the whole phrase.
        names = [
            (match.group("after") or match.group("before") if kind == "paper" else match.group())
            for match in found
        ]
        names = [name.strip().removeprefix("The ") for name in names]
        return names[-1] if kind == "paper" or len(set(names)) == 1 else None


def _is_next(paragraphs: Sequence[Span], segment: Span, here: Span) -> bool:
    for before, after in itertools.pairwise(paragraphs):
        if after == here:
            return before.covers(segment)
    return False


_NAME = re.compile(
    r"[A-Z][\w.’'-]*(?:(?:\s+(?:of|for|the|and|de|van|von|der|bin|el|la|du|di))*"
    r"\s+(?:(?:al|el)-)?[A-Z][\w.’'-]*)*"
)
_TITLE = re.compile(
    r"^.*\b(?:Mr|Mrs|Ms|Dr|Sir|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|Rev|President|Minister|Premier"
    r"|Secretary(?:\sof\s[A-Z]\w+)?|Chairman|Chairwoman|Director|Professor|Senator|Governor|Mayor"
    r"|King|Queen|Prince|Princess|Judge|Justice|General|Chancellor|Ambassador|Commissioner|Captain"
    r"|Spokesman|Spokeswoman)\.?\s+(?=[A-Z]\S*\s+\S)"
)
# Behind a name these still belong to it: “the Courier newspaper”.
_AFTER_NAME = {"newspaper", "daily", "news", "agency", "magazine"}


def name_in(words: str) -> str | None:
    """Return the name in a noun phrase, without titles: the last run of capitals, or None."""
    words = re.sub(r"^(?:The|A|An|One|His|Her|Their|Its|Another|Some)\s+", "", words)
    runs = [match.group().strip(" .,") for match in _NAME.finditer(words)]
    if not runs:
        return None
    last = runs[-1]
    tail = words[words.rfind(last) + len(last) :].split()
    if tail and tail[0].islower() and tail[0] not in _AFTER_NAME:
        return None  # “Lund Bay officials”, “the Kesterholm port chief”: a name inside a role
    return without_title(re.sub(r"(?:’s|'s)$", "", last))


def without_title(name: str) -> str:
    """Return a full name without what stands before it: “Transport Minister Runa Ostby”."""
    return _TITLE.sub("", name)


def _ends_in_name(words: str) -> bool:
    return words.split()[-1][:1].isupper()
