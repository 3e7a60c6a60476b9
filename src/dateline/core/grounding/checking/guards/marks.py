"""Quotation marks inside a line: one quoted span of the copy, of the source the line names."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.guards.sources import source_tokens, tokens_in
from dateline.core.grounding.compare import (
    MARK,
    Word,
    find_run,
    forms,
    words_of,
)
from dateline.core.grounding.pull_quotes import pieces_of
from dateline.core.grounding.quotes import Quote
from dateline.core.story import ReasonCode, Span

# A quoted term of so few words has no speaker of its own.
_TERM_WORDS = 2
# Runs of fewer words stand in the copy by chance: then a word was changed, not two spans joined.
_JOINED_WORDS = 3


def find(case: Case) -> Iterator[Finding]:
    """Give the quotations of the line that nobody in the copy is quoted with."""
    for words in quoted_runs(words_of(case.line.text)):
        span = Span(words[0].span.start, words[-1].span.end)
        found = [quote for quote, hay in case.index.quote_forms if holds_words(hay, words)]
        if found:
            yield from _speaker(case, span, words, found)
            continue
        copy = case.index.plain_forms
        shown = span.of(case.line.text)
        if find_run(forms(words, any_first=False), copy) is not None or _joined(case, words):
            yield Finding(
                ReasonCode.QUOTE_SPLICE,
                "quote_splice",
                1.0,
                span,
                f"“{shown}” is not one quoted span of the copy.",
            )
        else:
            yield Finding(
                ReasonCode.QUOTE_ALTERED,
                "quote_altered",
                1.0,
                span,
                f"The copy quotes nobody with “{shown}”.",
            )


def quoted_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words inside each pair of quotation marks."""
    runs: list[list[Word]] = []
    is_open = False
    for word in words:
        if word.form == MARK:
            is_open = not is_open
            if is_open:
                runs.append([])
        elif is_open:
            runs[-1].append(word)
    return [run for run in runs if run]


def holds_words(hay: Sequence[str], words: Sequence[Word]) -> bool:
    """Return whether one quote has the words in this order, with marked cuts and brackets."""
    position = 0
    for piece in pieces_of(words, hay):
        place = find_run(forms(piece, any_first=False), hay, position)
        if place is None:
            return False
        position = place + len(piece)
    return True


def _joined(case: Case, words: Sequence[Word]) -> bool:
    """Whether the words are two runs, each of which the copy has."""
    copy = case.index.plain_forms
    line = [word.form for word in words]
    longest = 0
    while longest < len(line) and find_run(line[: longest + 1], copy) is not None:
        longest += 1
    rest = line[longest:]
    is_long = min(longest, len(rest)) >= _JOINED_WORDS
    return is_long and find_run(rest, copy) is not None


def _speaker(
    case: Case, span: Span, words: Sequence[Word], found: Sequence[Quote]
) -> Iterator[Finding]:
    if len(words) <= _TERM_WORDS or any(q.speaker is None for q in found):
        return
    holders = [
        source_tokens(case.line.tokens, case.line.events, s.source, s.cue)
        for s in case.line.statements
        if any(p.overlaps(span) for p in s.content)
    ] + [
        source_tokens(case.line.tokens, case.line.events, q.speaker_span, q.cue)
        for q in case.line.quotes
        if q.speaker_span is not None and q.cue is not None and q.span.overlaps(span)
    ]
    if not any(holders):
        return
    named = {word.strip(".,").lower() for quote in found for word in (quote.speaker or "").split()}
    where = [q.speaker_span for q in found if q.speaker_span is not None]
    sources = [t for named_at in where for t in tokens_in(case, named_at)]
    for mine in holders:
        is_named = any(t.part == "NAME" for t in mine)
        if not is_named or any(t.low in named or case.are_alike(t, sources) for t in mine):
            return
    yield Finding(
        ReasonCode.SPEAKER,
        "quote_speaker",
        1.0,
        case.span(next(mine for mine in holders if mine)),
        f"The copy gives these words to {found[0].speaker}.",
        tuple(t.place for t in sources),
    )
