"""A story laid out for the check: its words by form, base and meaning, its events and sources."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.core.grounding.checking import lexicon
from dateline.core.grounding.checking.entities import resolve
from dateline.core.grounding.checking.events import Event, events_of
from dateline.core.grounding.checking.reading import CALENDAR, Token, read
from dateline.core.grounding.checking.vocabulary import ALIASES, FUNCTION
from dateline.core.grounding.compare import without_marks, words_of
from dateline.core.grounding.marks import quotations_in
from dateline.core.grounding.names import find_names
from dateline.core.grounding.quotes import Quote, blanked, find_quotes
from dateline.core.grounding.referents import Referents
from dateline.core.grounding.sentences import sentences_of
from dateline.core.grounding.statements import Statement, statements_of
from dateline.core.grounding.subjects import attributions_in
from dateline.core.story import Paragraph, Span

# How alike two words are that are not the same: measured on no text, ordered by how far apart.
SAME, ALIAS, KIN, SYNONYM, CALLED, STEM, WIDER = 1.0, 0.95, 0.9, 0.8, 0.75, 0.7, 0.55
STEM_CHARS = 5
_MARKS = '“”"«»'
_DEMONYM_ENDS = frozenset("n an ian ese i ish s ns ians ic er ers".split())


class StoryIndex:
    """The words of a story by place, with all that is asked of them when a line is checked."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        quotes: Sequence[Quote],
        statements: Sequence[Sequence[Statement]],
    ) -> None:
        self.text, self.sentences, self.quotes = text, sentences, quotes
        self.statements = statements
        self.tokens = read(text, sentences)
        self.by_sentence: list[list[Token]] = [[] for _ in sentences]
        for token in self.tokens:
            self.by_sentence[token.sentence].append(token)
        _mark_quoted(self.tokens, quotes)
        self.events: list[list[Event]] = [events_of(tokens) for tokens in self.by_sentence]
        self.event_at: dict[int, Event] = {
            event.verb.place: event for events in self.events for event in events
        }
        resolve(self.by_sentence, self.events, self._speakers())
        self._likeness: dict[tuple[str, str], dict[str, float]] = {}

    def _speakers(self) -> list[frozenset[str]]:
        found: list[set[str]] = [set() for _ in self.sentences]
        for number, said in enumerate(self.statements):
            for statement in said:
                found[number] |= _words(statement.source.of(self.text))
        place = 0
        for quote in self.quotes:
            words = _words(quote.speaker or "")
            while place < len(self.sentences) and self.sentences[place].end <= quote.span.start:
                place += 1
            number = place
            while number < len(self.sentences) and self.sentences[number].start < quote.span.end:
                found[number] |= words
                number += 1
        return [frozenset(words) for words in found]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each lower-case form stands, function words and signs left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for token in self.tokens:
            if token.is_content:
                found[token.low].append(token.place)
        return found

    @cached_property
    def plain_forms(self) -> list[str]:
        """The words of the text as they are compared, without quotation marks."""
        return [word.form for word in without_marks(words_of(self.text))]

    @cached_property
    def quote_forms(self) -> list[tuple[Quote, list[str]]]:
        """Each quote with its words as they are compared."""
        return [
            (
                quote,
                [w.form for s in quote.segments for w in without_marks(words_of(self.text, s))],
            )
            for quote in self.quotes
        ]

    @cached_property
    def called_places(self) -> dict[str, list[int]]:
        """Where a word is meant by another: a pronoun, a role, the other part of a name."""
        found: dict[str, list[int]] = defaultdict(list)
        for token in self.tokens:
            for word in token.called - {token.low}:
                found[word].append(token.place)
        return found

    @cached_property
    def value_places(self) -> dict[float, list[int]]:
        """Where each number stands, in digits or words."""
        found: dict[float, list[int]] = defaultdict(list)
        for token in self.tokens:
            if token.value is not None:
                found[token.value].append(token.place)
        return found

    @cached_property
    def _relatives(self) -> dict[str, dict[str, list[str]]]:
        """The forms of the story under each base, meaning, wider meaning, kin, alias and stem."""
        kinds: dict[str, dict[str, list[str]]] = {
            kind: defaultdict(list) for kind in ("base", "meaning", "wider", "kin", "alias", "stem")
        }
        for form in self.places:
            known = lexicon.relatives(form)
            for kind, keys in (
                ("base", known.bases), ("meaning", known.meanings),
                ("wider", known.wider), ("kin", known.kin),
            ):  # fmt: skip
                for key in keys:
                    kinds[kind][key].append(form)
            if form in ALIASES:
                kinds["alias"][ALIASES[form]].append(form)
            if len(form) >= STEM_CHARS - 1:
                kinds["stem"][form[: STEM_CHARS - 1]].append(form)
        return kinds

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much a base form tells: the fewer sentences have it, the more. 0.3 to 1.0."""
        held: dict[str, set[int]] = defaultdict(set)
        for token in self.tokens:
            if token.is_content:
                for base in token.bases:
                    held[base].add(token.sentence)
        most = math.log(len(self.sentences) + 1.0) or 1.0
        return {
            base: max(0.3, math.log((len(self.sentences) + 1) / len(numbers)) / most)
            for base, numbers in held.items()
        }

    def weight(self, token: Token) -> float:
        """Return how much a word of a line weighs; one the story does not have weighs most."""
        return min((self.weights.get(base, 1.0) for base in token.bases), default=1.0)

    def like(self, token: Token) -> dict[str, float]:
        """Return the forms of the story that are like a word of a line, each with how much."""
        key = (token.low, "NAME" if token.part == "NAME" else "")
        if key not in self._likeness:
            self._likeness[key] = self._forms_like(token)
        return self._likeness[key]

    def _forms_like(self, token: Token) -> dict[str, float]:
        low, known, kinds = token.low, lexicon.relatives(token.low), self._relatives
        found: dict[str, float] = {}

        def add(forms: Sequence[str], strength: float) -> None:
            for form in forms:
                found[form] = max(found.get(form, 0.0), strength)

        if token.part != "NAME":
            for meaning in known.meanings:
                add(kinds["wider"].get(meaning, ()), WIDER)
                add(kinds["meaning"].get(meaning, ()), SYNONYM)
            for wider in known.wider:
                add(kinds["meaning"].get(wider, ()), WIDER)
            for base in known.bases:
                add(kinds["kin"].get(base, ()), KIN)
            for kin in known.kin:
                add(kinds["base"].get(kin, ()), KIN)
        for form in kinds["stem"].get(low[: STEM_CHARS - 1], ()):
            if token.part == "NAME" and _is_demonym(low, form):
                add([form], KIN)
            elif low[:STEM_CHARS] == form[:STEM_CHARS] and abs(len(low) - len(form)) <= 3:
                add([form], STEM if token.part != "NAME" else 0.0)
        for base in known.bases:
            add(kinds["base"].get(base, ()), SAME)
        if low in ALIASES:
            add(kinds["alias"].get(ALIASES[low], ()), ALIAS)
        if low in self.places:
            found[low] = SAME
        return {form: strength for form, strength in found.items() if strength > 0}

    def opposites(self, token: Token) -> frozenset[str]:
        """Return the base forms that mean the contrary of a word."""
        return lexicon.relatives(token.low).opposites

    def statements_over(self, span: Span, sentence: int) -> list[Statement]:
        """Return the statements of somebody that hold a stretch of one sentence."""
        return [
            statement
            for statement in self.statements[sentence]
            if any(part.overlaps(span) for part in statement.content)
        ]

    def quotes_over(self, span: Span) -> list[Quote]:
        """Return the quotes that hold a stretch of the story."""
        return [q for q in self.quotes if any(s.overlaps(span) for s in q.segments)]


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line, read as a story of its own."""

    text: str
    tokens: list[Token]
    events: list[Event]
    statements: list[Statement]
    quotes: tuple[Quote, ...]

    @property
    def content(self) -> list[Token]:
        """Its words that carry meaning."""
        return [token for token in self.tokens if token.is_content]


def read_line(line: str) -> LineReading:
    """Return what a line says, word by word."""
    sentences = list(sentences_of(line))
    tokens = read(line, sentences)
    by_sentence: list[list[Token]] = [[] for _ in sentences]
    for token in tokens:
        by_sentence[token.sentence].append(token)
    events = [event for part in by_sentence for event in events_of(part)]
    statements = [one for part in statements_of(line, sentences) for one in part]
    inside = False
    for token in tokens:
        if token.part == "P" and token.text in _MARKS:
            inside = not inside
        token.is_quoted = inside
    has_marks = any(mark in line for mark in _MARKS)
    quotes = _quotes_of(line, sentences) if has_marks else ()
    return LineReading(line, tokens, events, statements, quotes)


def _quotes_of(line: str, sentences: Sequence[Span]) -> tuple[Quote, ...]:
    paragraphs = (Paragraph(line),)
    quotations = quotations_in(paragraphs)
    frame = blanked(line, quotations)
    cues = [cue for sentence in sentences for cue in attributions_in(frame, sentence)]
    referents = Referents(line, frame, cues, find_names(line, sentences))
    return find_quotes(paragraphs, line, sentences, quotations, cues, referents)


def _is_demonym(one: str, other: str) -> bool:
    """Whether two names are a country and its people: Afghan, Afghanistan."""
    shorter, longer = sorted((one, other), key=len)
    for cut in range(3):
        stem = shorter[: len(shorter) - cut]
        if len(stem) < STEM_CHARS - 1:
            return False
        if longer.startswith(stem) and (
            longer[len(stem) :] in _DEMONYM_ENDS or longer.endswith("stan")
        ):
            return True
    return False


def _words(text: str) -> set[str]:
    """Return the words of a source phrase without the small ones."""
    small = {"the", "a", "an", "of", "for", "and", "in", "at", "his", "her", "its", "their"}
    plain = (word.strip(".,“”\"'’").lower() for word in text.replace("’s", "").split())
    return {word.removesuffix("'s") for word in plain} - small - FUNCTION - CALENDAR - {""}


def _mark_quoted(tokens: Sequence[Token], quotes: Sequence[Quote]) -> None:
    segments = sorted(segment for quote in quotes for segment in quote.segments)
    place = 0
    for token in tokens:
        while place < len(segments) and segments[place].end <= token.span.start:
            place += 1
        token.is_quoted = place < len(segments) and segments[place].start <= token.span.start
