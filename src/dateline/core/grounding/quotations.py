"""Quotations of a line that nobody in the copy is quoted with: what no person may let pass."""

from collections.abc import Sequence

from dateline.core.grounding.checking.guards.marks import quoted_runs
from dateline.core.grounding.compare import Word, find_run, forms, without_marks, words_of
from dateline.core.grounding.pull_quotes import pieces_of
from dateline.core.grounding.quotes import Quote
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Span


def false_quotations(seen: Understanding, line: str) -> tuple[Span, ...]:
    """Return the stretches inside quotation marks that no single quote of the copy holds.

    Spans count code points of `line`. A marked cut and a [bracket] are allowed, as in a pull-quote.
    """
    return tuple(
        Span(words[0].span.start, words[-1].span.end)
        for words in quoted_runs(words_of(line))
        if not any(_holds(seen, quote, words) for quote in seen.quotes)
    )


def _holds(seen: Understanding, quote: Quote, words: Sequence[Word]) -> bool:
    said = [
        word.form
        for segment in quote.segments
        for word in without_marks(words_of(seen.text, segment))
    ]
    place = 0
    for piece in pieces_of(words, said):
        found = find_run(forms(piece, any_first=False), said, place)
        if found is None:
            return False
        place = found + len(piece)
    return True
