"""Attributions: what the copy gives to a source, whether in marks or in its own words."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core.grounding.circumstances import (
    HEARER_VERBS,
    is_circumstance,
    is_opening,
    trimmed,
)
from dateline.core.grounding.cues import ACCORDING_TO, Cue, cues_in
from dateline.core.grounding.quotes import Quote, QuoteKind, Resolution
from dateline.core.grounding.subjects import stretches_of
from dateline.core.story import Span

_CLOSES = re.compile(r"[,”\"’?!—–-]\s*$")
# Where what a source says ends and the copy goes on by itself.
_TURN = re.compile(
    r",\s+(?:but|while|although|though|whereas|according to|and (?:he|she|they|it|also|then)\b)"
    r"|;\s|\s[—–]\s"
)
# “He said … and later added …”
_JOINED = re.compile(r",?\s(?:and|but)\s(?:then\s|later\s|also\s)?$")
# “issued a statement saying that …”
_GOING_ON = frozenset("saying adding".split())
# “was praised by …”
_BY = re.compile(r"\sby\s$")
_CLAUSE = re.compile(r"\b(?:that|whether|how|why|what|to)\s")
_CLAUSE_REACH_CHARS = 60
_HELPERS = re.compile(
    r"(?:\s(?:has|have|had|will|would|is|are|was|were|be|been|being|also|not|\w+ly))+\s$"
)
_QUOTE_NEXT = re.compile(r",\s*[“\"]")
_STATEMENT_KINDS = (QuoteKind.DIRECT, QuoteKind.PARTIAL)


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution: what is said, by whom, by which words; spans into the story's text.

    content   the stretches that are the source's, in reading order; quotes over their whole length
    source    the words that name the source beside the cue, None where the copy leaves it out
    cue       the word or phrase that reports, None for words in marks that only follow others
    sureness  how sure it is that this is an attribution, 0.0 to 1.0
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    word: str
    sureness: float


def find_claims(
    text: str, frame: str, sentences: Sequence[Span], quotes: Sequence[Quote]
) -> tuple[Claim, ...]:
    """Return what a story gives to its sources, in the order of their cues.

    frame  the text with quoted words blanked
    """
    found: list[Claim] = []
    for sentence in (part for whole in sentences for part in stretches_of(frame, whole)):
        cues = cues_in(frame, sentence)
        for place, cue in enumerate(cues):
            content = tuple(_content(text, sentence, cue, cues[place + 1 :]))
            found.append(Claim(content, cue.source, cue.span, cue.word, cue.sureness))
    return tuple(_with_quotes(found, quotes))


def _content(text: str, sentence: Span, cue: Cue, later: Sequence[Cue]) -> Iterator[Span]:
    source = cue.source or cue.span
    if _BY.search(text[cue.span.end : source.start]):
        yield from _of_passive(text, sentence, cue, later)
        return
    if source.start > cue.span.end and not _opens_quote(text, sentence, cue):
        # “…,” said Arne Vik, the mayor of …: what follows tells who he is.
        before = trimmed(text, sentence.start, cue.span.start)
        if before is not None:
            yield before
        return
    start, end = min(source.start, cue.span.start), max(source.end, cue.span.end)
    if source.start > cue.span.end and text[cue.span.end : source.start].strip():
        start, end = cue.span
    before = trimmed(text, sentence.start, start)
    if cue.word == ACCORDING_TO:
        yield from _according(text, sentence, start, end)
        return
    if cue.is_noun:
        if after := _until_turn(text, cue.span.end, sentence.end, later):
            yield after
        return
    tail = text[end : sentence.end]
    after = trimmed(text, end, sentence.end)
    closes = _CLOSES.search(text[sentence.start : start])
    is_alone = after is None or is_circumstance(cue.word, tail)
    is_closed = closes is not None and closes.group().strip() in '”"’'
    is_inverted = closes is not None and (
        is_alone
        or is_closed
        or source.start > cue.span.start
        or (tail.startswith(",") and not _QUOTE_NEXT.match(tail))
    )
    if before is not None and not is_closed and is_opening(before.of(text)):
        is_inverted = False
    if before is not None and is_inverted and not cue.word.endswith("ing"):
        yield before
        behind = re.search(r"[“\"]", tail)
        if behind and not (is_alone and tail.startswith(",")):
            yield Span(end + behind.start(), sentence.end)
        return
    if after := _until_turn(text, end, sentence.end, later):
        yield _without_hearer(text, cue, after)
    elif before is not None:
        yield before


def _of_passive(text: str, sentence: Span, cue: Cue, later: Sequence[Cue]) -> Iterator[Span]:
    """Give what “was asked by the mayor whether …” or “the plan was praised by …” is about."""
    start = cue.source.end if cue.source else cue.span.end
    if behind := _CLAUSE.search(text, start, min(sentence.end, start + _CLAUSE_REACH_CHARS)):
        said = _until_turn(text, behind.start(), sentence.end, later)
    else:
        helpers = _HELPERS.search(text, sentence.start, cue.span.start)
        said = trimmed(text, sentence.start, helpers.start() if helpers else cue.span.start)
    if said:
        yield said


def _opens_quote(text: str, sentence: Span, cue: Cue) -> bool:
    """Whether words in marks follow an inverted cue: “Said Vik: “…””."""
    return bool(re.search(r"[“\"«]", text[cue.span.end : sentence.end]))


def _according(text: str, sentence: Span, start: int, end: int) -> Iterator[Span]:
    before, after = trimmed(text, sentence.start, start), trimmed(text, end, sentence.end)
    if before is not None:
        yield before
    elif after is not None:
        yield after


def _until_turn(text: str, start: int, end: int, later: Sequence[Cue]) -> Span | None:
    """Return what follows a cue, up to where the copy takes over again."""
    stop = end
    if turn := _TURN.search(text, start + 1, end):
        stop = turn.start()
    for cue in later:
        # A second verb of the same subject begins where it stands: “…, adding that …”.
        has_own_source = cue.source is not None and start < cue.source.start < cue.span.start
        place = cue.source.start if cue.source and has_own_source else cue.span.start
        if not start < place < stop:
            continue
        told = text[start:place]
        joint = None if has_own_source else _JOINED.search(told)
        if joint or told.rstrip().endswith(",") or cue.word in _GOING_ON:
            stop = start + joint.start() if joint else place
            break
    return trimmed(text, start, stop)


def _without_hearer(text: str, cue: Cue, content: Span) -> Span:
    """Leave out whom it was told to: “told reporters that …”."""
    if cue.word not in HEARER_VERBS:
        return content
    behind = re.search(r"\b(?:that|to|how|why|what|whether)\s|[“\"]", content.of(text)[:80])
    return Span(content.start + behind.start(), content.end) if behind else content


def _with_quotes(found: Sequence[Claim], quotes: Sequence[Quote]) -> list[Claim]:
    """Let each attribution hold its quotes whole, and those that go on without a cue."""
    claims = list(found)
    holder: dict[int, list[Span]] = {}
    by_cue = {one.cue: number for number, one in enumerate(found)}
    starts = [(part.start, part.end, n) for n, one in enumerate(found) for part in one.content]
    starts.sort()
    places = [start for start, _, _ in starts]
    last: int | None = None
    for quote in quotes:
        if quote.kind not in _STATEMENT_KINDS:
            continue
        number = by_cue.get(quote.cue) if quote.cue else None
        if number is None and quote.resolution in (Resolution.CONTINUATION, Resolution.CARRIED):
            number = last
        place = bisect_right(places, quote.span.start) - 1
        if number is None and place >= 0 and starts[place][1] > quote.span.start:
            number = starts[place][2]
        if number is None and quote.kind is QuoteKind.DIRECT:
            number = len(claims)
            claims.append(Claim((), quote.speaker_span, quote.cue, "", quote.sureness))
        if number is not None:
            holder.setdefault(number, []).extend(quote.segments)
        last = number
    whole = [
        replace(one, content=_merged([*one.content, *holder[number]])) if number in holder else one
        for number, one in enumerate(claims)
    ]
    return sorted(
        (one for one in whole if one.content), key=lambda one: (one.cue or one.content[0]).start
    )


def _merged(parts: Sequence[Span]) -> tuple[Span, ...]:
    """Return overlapping or neighbouring stretches as one."""
    merged: list[Span] = []
    for part in sorted(parts):
        if merged and part.start <= merged[-1].end + 3:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, part.end))
        else:
            merged.append(part)
    return tuple(merged)
