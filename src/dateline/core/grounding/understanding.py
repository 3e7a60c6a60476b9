"""What a story says, found once and asked often."""

from dataclasses import dataclass, replace
from functools import cached_property

from dateline.core.grounding.compare import forms, words_of
from dateline.core.grounding.figures import Figure, find_figures
from dateline.core.grounding.marks import quotations_in
from dateline.core.grounding.names import Name, find_names
from dateline.core.grounding.quotes import Quote, blanked, find_quotes, without_title
from dateline.core.grounding.sentences import split_sentences
from dateline.core.grounding.subjects import Attribution, attributions_in
from dateline.core.story import Item, Span


@dataclass(frozen=True)
class Understanding:
    """A story's text with its sentences, quotes, attributions, figures and names.

    All spans are half-open, in code points of `text`. `attributions` has an entry for each
    sentence: its reporting cues with their sources.
    """

    item: Item
    text: str
    sentences: tuple[Span, ...]
    quotes: tuple[Quote, ...]
    attributions: tuple[tuple[Attribution, ...], ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]

    @cached_property
    def sentence_forms(self) -> list[tuple[str, ...]]:
        """The words of each sentence as they are compared."""
        return [forms(words_of(self.text, sentence)) for sentence in self.sentences]

    def sentence_number(self, place: int) -> int | None:
        """Return which sentence a place in the text lies in, or None between them."""
        for number, sentence in enumerate(self.sentences):
            if sentence.start <= place < sentence.end:
                return number
        return None

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
        last = cues[-1].source.of(self.text)
        if len(cues) > 1 and cues[-2].verb == "according to":
            return f"{cues[-2].source.of(self.text)}, via {last}"
        return last


def understand(item: Item) -> Understanding:
    """Return what a story says. Pure: the same item gives the same answer."""
    text = item.text
    sentences = split_sentences(item.paragraphs, item.language)
    frame = blanked(text, quotations_in(item.paragraphs))
    names = find_names(text, sentences)
    quotes = find_quotes(item.paragraphs, text, sentences)
    return Understanding(
        item=item,
        text=text,
        sentences=sentences,
        quotes=tuple(_with_full_name(quote, names) for quote in quotes),
        attributions=tuple(tuple(attributions_in(frame, sentence)) for sentence in sentences),
        figures=find_figures(text),
        names=names,
    )


def _with_full_name(quote: Quote, names: tuple[Name, ...]) -> Quote:
    """Give a speaker known by surname the one full name the copy has for it."""
    if quote.speaker is None or " " in quote.speaker:
        return quote
    full = {
        without_title(name.canonical)
        for name in names
        if name.canonical.split()[-1] == quote.speaker and " " in name.canonical
    }
    return replace(quote, speaker=full.pop()) if len(full) == 1 else quote
