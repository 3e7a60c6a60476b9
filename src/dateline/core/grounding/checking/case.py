"""One line against one story: what every guard looks at, and what a guard finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from dateline.core.grounding.checking.align import Alignment, Link
from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.index import LineReading, StoryIndex
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import PASSING_ON, SAYING
from dateline.core.grounding.dates import DateMention
from dateline.core.story import LineKind, ReasonCode, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that speaks against a line.

    name      which sign it is, as the fitted weights know it
    strength  how plain it is, 0.0 to 1.0
    places    words of the copy that show it
    """

    code: ReasonCode
    name: str
    strength: float
    line_span: Span
    detail: str
    places: tuple[int, ...] = ()


@dataclass(eq=False)
class Case:
    """A line bound to a story, ready to be judged."""

    index: StoryIndex
    line: LineReading
    alignment: Alignment
    kind: LineKind
    line_dates: tuple[DateMention, ...]
    story_dates: tuple[DateMention, ...]
    pairs: list[tuple[Event, Event]] = field(default_factory=list)

    def link(self, token: Token) -> Link | None:
        """Return what a word of the line is bound to."""
        return self.alignment.links.get(token.place)

    @cached_property
    def bound(self) -> dict[int, Token]:
        """The line's words by the place of the copy's word they are bound to."""
        return {link.source.place: link.token for link in self.alignment.links.values()}

    def is_bound(self, source: Token) -> bool:
        """Return whether some word of the line comes from a word of the copy."""
        return source.place in self.bound

    def is_cue(self, token: Token) -> bool:
        """Return whether a word of the line only tells that somebody says the rest."""
        return token.low in PASSING_ON or (
            bool(token.bases & SAYING)
            and any(statement.cue.covers(token.span) for statement in self.line.statements)
        )

    def has_low(self, words: Iterable[str]) -> bool:
        """Return whether the line has one of some lower-case words."""
        return bool(self.line_words & set(words))

    @cached_property
    def line_words(self) -> frozenset[str]:
        """The lower-case words and base forms of the line."""
        return frozenset(base for t in self.line.tokens for base in (t.low, *t.bases))

    @cached_property
    def main_sentences(self) -> list[int]:
        """The evidence sentences in reading order."""
        return sorted(self.alignment.evidence)

    def evidence_tokens(self) -> Iterator[Token]:
        """Give the tokens of the evidence sentences."""
        for number in self.main_sentences:
            yield from self.index.by_sentence[number]

    def around(self, source: Token, before: int, after: int) -> list[Token]:
        """Return the tokens near one of the copy, within its sentence."""
        tokens = self.index.by_sentence[source.sentence]
        at = source.place - tokens[0].place
        return [t for t in tokens[max(0, at - before) : at + after + 1] if t is not source]

    def span(self, tokens: Iterable[Token]) -> Span:
        """Return the stretch of the line from the first to the last of some tokens."""
        spans = [token.span for token in tokens]
        if not spans:
            return Span(0, len(self.line.text))
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def are_alike(self, token: Token, sources: Iterable[Token]) -> bool:
        """Return whether a word of the line may mean one of some words of the copy."""
        forms = self.index.like(token)
        names = {token.low, *token.bases}
        return any(
            source.low in forms or names & source.called or token.value == source.value is not None
            for source in sources
        )
