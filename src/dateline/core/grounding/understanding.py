"""What a story says, found once and asked often."""

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from dateline.core.grounding.acts import Act, acts_in
from dateline.core.grounding.attributions import Claim, find_claims
from dateline.core.grounding.checking.index import StoryIndex
from dateline.core.grounding.compare import Word, forms_in, with_any_first, without_marks, words_of
from dateline.core.grounding.dates import DateMention, find_dates
from dateline.core.grounding.derive import opened_form
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.figures import Figure, find_figures
from dateline.core.grounding.filing import FilingDays, filed_on, filing_days
from dateline.core.grounding.marks import quotations_in
from dateline.core.grounding.mentions import Mention, find_mentions
from dateline.core.grounding.names import Name, find_names
from dateline.core.grounding.parties import Sourced, sourced_claims
from dateline.core.grounding.pronouns import names_for_pronouns
from dateline.core.grounding.quotes import Quote, blanked, find_quotes
from dateline.core.grounding.referents import Referents, Resolution
from dateline.core.grounding.relative_dates import dates_resolved
from dateline.core.grounding.sentences import split_sentences
from dateline.core.grounding.statements import Statement, statements_in
from dateline.core.grounding.subjects import Attribution, attributions_in
from dateline.core.story import Item, Span


@dataclass(frozen=True)
class Substitutions:
    """What a sentence may be told with instead of its own words.

    named  a name for the pronoun it opens with, where that is sure
    dated  its relative dates written out, where they are sure
    """

    named: tuple[Edit, ...]
    dated: tuple[Edit, ...]

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words put, as they are compared."""
        return frozenset(
            word.form.lower() for edit in (*self.named, *self.dated) for word in words_of(edit.put)
        )


@dataclass(frozen=True)
class Understanding:
    """A story's text with its sentences, quotes, attributions, dates and names.

    All spans are half-open, in code points of `text`; `frame` is the text with quoted words
    blanked. `attributions` has an entry for each sentence: its reporting cues with their sources.
    """

    item: Item
    text: str
    frame: str
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    referents: Referents
    attributions: tuple[tuple[Attribution, ...], ...]
    names: tuple[Name, ...]
    dates: tuple[DateMention, ...]

    @property
    def day(self) -> dt.date | None:
        """The day the copy was filed, which its relative dates count from."""
        return filed_on(self.item)

    @property
    def filed(self) -> FilingDays | None:
        """The days on which the copy may have been filed: one, where its dateline says so."""
        return filing_days(self.item)

    @cached_property
    def statements(self) -> list[list[Statement]]:
        """What each sentence gives to a source, with the stretches that are the source's."""
        return [
            statements_in(self.text, sentence, cues)
            for sentence, cues in zip(self.sentences, self.attributions, strict=True)
        ]

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers of the copy, apart from those of its dates."""
        return _apart_from(find_figures(self.text), self.dates)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Whom each name means: its fullest form without titles, its kind, its nation."""
        place = self.item.dateline.place if self.item.dateline is not None else None
        return find_mentions(self.text, self.names, place)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every attribution, whether in marks or in the copy's own words."""
        return find_claims(self.text, self.frame, self.sentences, self.quotes)

    @cached_property
    def sourced(self) -> list[list[Sourced]]:
        """The claims of each sentence, with the chains of their sources."""
        return sourced_claims(self.claims, self.text, self.sentences, self.referents)

    @cached_property
    def index(self) -> StoryIndex:
        """The story laid out for the check of free lines."""
        return StoryIndex(self.text, self.sentences, self.quotes, self.statements)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What each verb says of its act: polarity, certainty, tense."""
        return acts_in(self.index.by_sentence, self.index.events)

    @cached_property
    def sentence_forms(self) -> list[tuple[str, ...]]:
        """The words of each sentence as they are compared."""
        return [with_any_first(forms_in(one.of(self.text))) for one in self.sentences]

    @cached_property
    def sentence_words(self) -> list[set[str]]:
        """The lower-case words of each sentence as they are compared."""
        return [{form.lower() for form in sentence} for sentence in self.sentence_forms]

    @cached_property
    def plain_words(self) -> list[Word]:
        """The words of the whole text as they are compared, without quotation marks."""
        return without_marks(words_of(self.text))

    @cached_property
    def plain_forms(self) -> list[str]:
        """Their forms."""
        return [word.form for word in self.plain_words]

    @cached_property
    def quote_words(self) -> dict[Quote, list[Word]]:
        """The words of each quote as they are compared."""
        return {
            quote: [w for s in quote.segments for w in without_marks(words_of(self.text, s))]
            for quote in self.quotes
        }

    @cached_property
    def quote_forms(self) -> dict[Quote, list[str]]:
        """The forms of those words."""
        return {quote: [word.form for word in words] for quote, words in self.quote_words.items()}

    @cached_property
    def _substitutions(self) -> dict[int, Substitutions]:
        return {}

    def substitutions(self, number: int) -> Substitutions:
        """Return what may be named otherwise in a sentence once it is opened.

        Found when first asked, because every line is held against every sentence.
        """
        if number not in self._substitutions:
            opened = opened_form(self.sentences[number].of(self.text))[1]
            of_sentence = self.text, self.sentences, number, opened
            self._substitutions[number] = Substitutions(
                tuple(names_for_pronouns(*of_sentence, self.names)),
                tuple(dates_resolved(*of_sentence, self.filed)),
            )
        return self._substitutions[number]

    def sentence_number(self, place: int) -> int | None:
        """Return which sentence a place in the text lies in, or None between them."""
        number = bisect_right(self.sentences, place, key=lambda one: one.start) - 1
        return number if number >= 0 and place < self.sentences[number].end else None

    def sentences_over(self, span: Span) -> tuple[Span, ...]:
        """Return the whole sentences that a span touches."""
        return tuple(sentence for sentence in self.sentences if sentence.overlaps(span))

    def source_of(self, number: int) -> str | None:
        """Return the words that name who says sentence `number`, or None for the copy itself.

        A source behind another is named with it: “port officials, via Coastline News”.
        """
        cues = self.attributions[number]
        if not cues:
            return None
        last = self._shown(cues[-1].source)
        if len(cues) > 1 and cues[-2].verb == "according to":
            return f"{self._shown(cues[-2].source)}, via {last}"
        return last

    def _shown(self, source: Span) -> str:
        """Return one name for a source, however the copy calls it in this place."""
        found = self.referents.name_behind(source)
        is_role = found.how is Resolution.ROLE
        if found.name is None or found.is_contested or is_role:
            return source.of(self.text)
        return found.name


def understand(item: Item) -> Understanding:
    """Return what a story says. Pure: the same item gives the same answer."""
    text = item.text
    sentences = split_sentences(item.paragraphs, item.language)
    quotations = quotations_in(item.paragraphs)
    frame = blanked(text, quotations)
    names = find_names(text, sentences)
    dates = find_dates(text, filed_on(item))
    cues = tuple(tuple(attributions_in(frame, sentence)) for sentence in sentences)
    every_cue = [cue for part in cues for cue in part]
    referents = Referents(text, frame, every_cue, names)
    return Understanding(
        item=item,
        text=text,
        sentences=sentences,
        frame=frame,
        quotes=find_quotes(item.paragraphs, text, sentences, quotations, every_cue, referents),
        referents=referents,
        attributions=cues,
        names=names,
        dates=dates,
    )


def _apart_from(figures: tuple[Figure, ...], dates: tuple[DateMention, ...]) -> tuple[Figure, ...]:
    """Leave out the numbers that are a part of a date."""
    starts = [date.span.start for date in dates]
    kept = []
    for figure in figures:
        place = bisect_right(starts, figure.span.start) - 1
        if place < 0 or dates[place].span.end <= figure.span.start:
            kept.append(figure)
    return tuple(kept)
