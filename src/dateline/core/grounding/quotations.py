"""Quotations of a line that nobody in the copy is quoted with: what no person may let pass."""

from dateline.core.grounding.checking.guards.marks import holds_words, quoted_runs
from dateline.core.grounding.compare import words_of
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Span


def false_quotations(seen: Understanding, line: str) -> tuple[Span, ...]:
    """Return the stretches inside quotation marks that no single quote of the copy holds.

    Spans count code points of `line`. A marked cut and a [bracket] are allowed, as in a pull-quote.
    """
    return tuple(
        Span(words[0].span.start, words[-1].span.end)
        for words in quoted_runs(words_of(line))
        if not any(holds_words(said, words) for said in seen.quote_forms.values())
    )
