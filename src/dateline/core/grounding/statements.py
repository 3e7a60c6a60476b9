"""Statements: what the copy gives to a source, with the words that say so, and how far back."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core.grounding.circumstances import is_circumstance, trimmed
from dateline.core.grounding.marks import quotations_in
from dateline.core.grounding.quotes import blanked
from dateline.core.grounding.subjects import Attribution, attributions_in, stretches_of
from dateline.core.story import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a source says: what, who, by which cue.

    content  the stretches of the sentence that are the source's and not the copy's own
    chain    whose words these are, the first source first
    """

    content: tuple[Span, ...]
    source: Span
    cue: Span
    verb: str
    chain: tuple[str, ...] = ()


def statements_of(text: str, sentences: Sequence[Span]) -> list[list[Statement]]:
    """Return the statements of a text that stands alone, such as a line, sentence by sentence."""
    frame = blanked(text, quotations_in((Paragraph(text),)))
    return [
        statements_in(text, sentence, list(attributions_in(frame, sentence)))
        for sentence in sentences
    ]


def statements_in(text: str, sentence: Span, cues: Sequence[Attribution]) -> list[Statement]:
    """Return the statements of one sentence, in the order of their cues."""
    starts = [cue.cue.start for cue in cues]
    found: list[Statement] = []
    for stretch in stretches_of(text, sentence):
        within = cues[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)]
        found += _statements_of_stretch(text, stretch, within)
    return found


def _statements_of_stretch(
    text: str, sentence: Span, cues: Sequence[Attribution]
) -> list[Statement]:
    found: list[Statement] = []
    for place, cue in enumerate(cues):
        content = tuple(_content(text, sentence, cue, cues[place + 1 :]))
        if content:
            found.append(Statement(content, cue.source, cue.cue, cue.verb))
    return [_with_chain(text, one, found) for one in found]


def _content(
    text: str, sentence: Span, cue: Attribution, later: Sequence[Attribution]
) -> Iterator[Span]:
    start, end = min(cue.source.start, cue.cue.start), max(cue.source.end, cue.cue.end)
    before, after = trimmed(text, sentence.start, start), trimmed(text, end, sentence.end)
    if cue.verb == "according to":
        yield from (part for part in (before, after) if part)
        return
    # “…, Coastline News reported” at the end is no part of what the first source says.
    for other in later:
        other_start = min(other.source.start, other.cue.start)
        if other_start >= end and _is_final(text, sentence, other):
            after = trimmed(text, end, other_start)
            break
    closes = re.search(r"[,”\"’?!—–-]\s*$", text[sentence.start : start])
    tail = text[end : sentence.end]
    is_alone = after is None or is_circumstance(cue.verb, tail)
    is_inverted = closes is not None and (
        is_alone
        or closes.group().strip() in '”"’'
        or cue.source.start > cue.cue.start
        or tail.startswith(",")
    )
    if before is not None and is_inverted:
        yield before
        behind = re.search(r"[“\"]", tail)
        if after is not None and not is_alone and (tail.startswith(",") or behind):
            yield (
                after
                if tail.startswith(",") or not behind
                else Span(end + behind.start(), sentence.end)
            )
        return
    if after is not None:
        yield after
    elif before is not None:
        yield before


def _is_final(text: str, sentence: Span, cue: Attribution) -> bool:
    end = max(cue.source.end, cue.cue.end)
    start = min(cue.source.start, cue.cue.start)
    return bool(
        text[sentence.start : start].rstrip().endswith(",")
        and is_circumstance(cue.verb, text[end : sentence.end])
    )


def _with_chain(text: str, one: Statement, all_of_it: Sequence[Statement]) -> Statement:
    """Put behind a source those whose statements hold its own cue."""
    outer = [
        other
        for other in all_of_it
        if other is not one and any(part.covers(one.source) for part in other.content)
    ]
    names = (one.source.of(text), *(other.source.of(text) for other in outer))
    return Statement(one.content, one.source, one.cue, one.verb, names)
