"""Lines Dateline writes by itself: chosen and shortened from the copy, each with its proof."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.core.grounding.check import CheckResult, check
from dateline.core.grounding.compare import forms_in
from dateline.core.grounding.derive import opened_form
from dateline.core.grounding.edits import Edit, edited, outside
from dateline.core.grounding.quotes import Quote, QuoteKind, Resolution
from dateline.core.grounding.shortening import short_forms
from dateline.core.grounding.standing import stands_alone
from dateline.core.grounding.tags import Tag, draw_tags
from dateline.core.grounding.understanding import Understanding, understand
from dateline.core.grounding.words import OPENERS
from dateline.core.story import Item, Line, LineKind, Reason, Span, Verdict

# A story of fewer sentences is told by reading it: nothing rather than nonsense.
FEWEST_SENTENCES = 4
SUMMARY_SENTENCES = (2, 3)
KEY_POINT_MOST_WORDS = 20
PULL_QUOTE_WORDS = range(6, 41)
# What makes a sentence worth telling; docs/explanation/how-lines-are-drawn.md says how chosen.
POSITION_WEIGHT, POSITION_FADE = 1.2, 0.3
CENTRALITY_WEIGHT, HEADLINE_WEIGHT, LEAD_WEIGHT, LENGTH_WEIGHT = 1.2, 0.5, 0.7, 1.0
LEAD_SENTENCES = 2
# Two lines that share more of their words than this say the same.
SAME_AGAIN = 0.5
# So many short forms of a sentence are weighed against those of others.
FORMS_OF_ONE = 3
# What comes later in a story is hardly chosen, and shortening is what takes time.
SHORTENED_SENTENCES = 25

_FIRST_PERSON = re.compile(r"\b(?:I|we|us|our|my|me|you|your)\b")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line that was drawn or offered and failed the check: never shown, held for an editor.

    evidence    the spans that refute it, or come nearest to carrying it; may be empty
    derivation  the steps it was drawn by, which did not prove it
    """

    kind: LineKind
    text: str
    reasons: tuple[Reason, ...]
    evidence: tuple[Span, ...] = ()
    speaker: str | None = None
    derivation: tuple[str, ...] = ()
    support: float = 0.0


@dataclass(frozen=True, slots=True)
class Brief:
    """The lines of one story. Every one of them has passed the check.

    notes  sentences that tell why a kind of line is missing, where that is not plain
    """

    summary: tuple[Line, ...] = ()
    key_points: tuple[Line, ...] = ()
    pull_quote: Line | None = None
    tags: tuple[Tag, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence as a line may tell it; `plain` has its relative dates as the copy has them."""

    plain: str
    text: str
    derivation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    text: str
    derivation: tuple[str, ...]
    words: frozenset[str]
    score: float

    @property
    def length(self) -> int:
        return len(self.text.split())


def brief(
    story: Item | Understanding, *, key_points: int = 3, tags: tuple[Tag, ...] | None = None
) -> Brief:
    """Draw a summary, key points, a pull-quote and tags; fewer rather than doubtful ones.

    tags  where whoever asks has drawn them already, or wants none
    """
    seen = understand(story) if isinstance(story, Item) else story
    tags = draw_tags(seen) if tags is None else tags
    language = (seen.item.language or "en").lower().split("-")[0]
    if language != "en":
        # Whether “Er sagte” can be read alone, only rules for German could tell.
        return Brief(
            tags=tags,
            notes=(
                f"The copy is in “{seen.item.language}”. Dateline draws lines from English copy "
                "only; here it gives tags, and proves words of the copy that an editor chooses.",
            ),
        )
    if len(seen.sentences) < FEWEST_SENTENCES:
        return Brief(
            tags=tags,
            notes=(
                f"Dateline draws lines from copy of {FEWEST_SENTENCES} sentences or more; this has "
                f"{len(seen.sentences)}.",
            ),
        )
    candidates = _candidates(seen)
    summary, points = _chosen(candidates, key_points)
    withheld: list[Withheld] = []
    return Brief(
        summary=_lines(seen, LineKind.SUMMARY, summary, withheld) if len(summary) > 1 else (),
        key_points=_lines(seen, LineKind.KEY_POINT, points, withheld),
        pull_quote=_pull_quote(seen, withheld),
        tags=tags,
        withheld=tuple(withheld),
    )


def _candidates(seen: Understanding) -> list[_Candidate]:
    """Return the sentences that can stand alone, whole and shortened, with how much they tell."""
    counts = Counter(_telling(seen.text))
    most = max(counts.values(), default=0)
    headline = set(_telling(seen.item.headline or ""))
    lead = {word for held in seen.sentence_words[:LEAD_SENTENCES] for word in held}
    found = []
    for number in range(len(seen.sentences)):
        for form in _forms(seen, number, counts):
            words = frozenset(_telling(form.plain))
            if not words:
                continue
            central = sum(counts[word] for word in words) / len(words) / most
            told = len(words & headline) / len(headline) if headline else 0.0
            score = (
                POSITION_WEIGHT / (1 + number * POSITION_FADE)
                + CENTRALITY_WEIGHT * central
                + HEADLINE_WEIGHT * told
                + LEAD_WEIGHT * len(words & lead) / len(words)
                + LENGTH_WEIGHT * min(1.0, len(form.plain.split()) / KEY_POINT_MOST_WORDS)
            )
            found.append(_Candidate(number, form.text, form.derivation, words, score))
    return found


def _telling(text: str) -> list[str]:
    """Return the lower-case words of a text that carry something, in reading order."""
    lower = (form.lower() for form in forms_in(text))
    return [word for word in lower if len(word) > 2 and word not in OPENERS]


def _forms(seen: Understanding, number: int, counts: Counter[str]) -> Iterator[_Form]:
    """Give a sentence as it opens by itself, then its fullest forms that fit a key point.

    Only such as can be read alone; a day written out makes none lean.
    """
    opening, opened = opened_form(seen.sentences[number].of(seen.text))
    if "\n" in opened:
        return  # a heading over several lines
    put = seen.substitutions(number)
    steps = (f"sentence {number}", *opening)
    whole = (edited(opened, put.named) if put.named else None) or opened
    derivation = (*steps, *(e.step for e in put.named)) if put.named or opening else ()
    form = _Form(whole, whole, derivation)
    dated = _dated(form, opened, steps, put.named, put.dated)
    is_short = len(whole.split()) <= KEY_POINT_MOST_WORDS
    if stands := stands_alone(seen, number, whole):
        yield dated
        if is_short and len(dated.text.split()) > KEY_POINT_MOST_WORDS:
            yield form
    if number >= SHORTENED_SENTENCES or (is_short and stands):
        return
    short = [
        (form, edits)
        for edits, form in short_forms(opened, needed=put.named, most_words=KEY_POINT_MOST_WORDS)
        if form != whole
    ]
    short.sort(key=lambda one: -_told(one[0], counts))
    offered = 0
    for words, edits in short:
        if offered < FORMS_OF_ONE and stands_alone(seen, number, words):
            offered += 1
            form = _Form(words, words, (*steps, *(edit.step for edit in edits)))
            dated = _dated(form, opened, steps, edits, put.dated)
            yield dated if len(dated.text.split()) <= KEY_POINT_MOST_WORDS else form


def _dated(
    form: _Form,
    opened: str,
    steps: tuple[str, ...],
    edits: tuple[Edit, ...],
    dates: tuple[Edit, ...],
) -> _Form:
    """Return a form with those of its relative dates written out that no cut takes away."""
    kept = outside(dates, edits)
    every = tuple(sorted((*edits, *kept)))
    text = edited(opened, every) if kept else None
    if text is None:
        return form
    return _Form(form.plain, text, (*steps, *(edit.step for edit in every)))


def _told(form: str, counts: Counter[str]) -> float:
    """Return how much of the story a form tells: its words by how often the copy has them."""
    return sum(counts[word] ** 0.5 for word in _telling(form))


def _outside_quotes(seen: Understanding, number: int) -> str:
    sentence = seen.sentences[number]
    signs = list(sentence.of(seen.text))
    for quote in seen.quotes:
        for segment in quote.segments:
            for place in range(max(segment.start, sentence.start), min(segment.end, sentence.end)):
                signs[place - sentence.start] = " "
    return "".join(signs)


def _chosen(candidates: list[_Candidate], count: int) -> tuple[list[_Candidate], list[_Candidate]]:
    """Return the sentences of the summary and of the key points, each in the order of the copy.

    The lead opens both where it is short enough; for the rest the summary tells what the key
    points leave out, so that the two repeat each other only where the copy has nothing else.
    """
    ranked = sorted(candidates, key=lambda c: -c.score)
    points: list[_Candidate] = []
    short = [c for c in ranked if c.length <= KEY_POINT_MOST_WORDS]
    _add_untold(points, short, beside=[], most=count)
    whole = {c.number: c for c in reversed(candidates)}
    full = [c for c in ranked if whole[c.number] is c]
    summary = full[:1]
    fewest, most = SUMMARY_SENTENCES
    told = [c for c in points if summary and c.number != summary[0].number]
    _add_untold(summary, full, beside=told, most=most)
    if len(summary) < fewest:
        _add_untold(summary, full, beside=[], most=fewest)
    in_order = [sorted(part, key=lambda c: c.number) for part in (summary, points)]
    return in_order[0], in_order[1]


def _add_untold(
    chosen: list[_Candidate], offered: list[_Candidate], *, beside: list[_Candidate], most: int
) -> None:
    """Add what is offered until there are enough, leaving out what is said already."""
    for candidate in offered:
        if (
            len(chosen) < most
            and candidate not in chosen
            and not _is_told(candidate, [*chosen, *beside])
        ):
            chosen.append(candidate)


def _is_told(candidate: _Candidate, chosen: list[_Candidate]) -> bool:
    """Whether a chosen sentence has most of the candidate's words already."""
    return any(
        len(candidate.words & other.words) / min(len(candidate.words), len(other.words))
        > SAME_AGAIN
        for other in chosen
    )


def _lines(
    seen: Understanding, kind: LineKind, chosen: list[_Candidate], withheld: list[Withheld]
) -> tuple[Line, ...]:
    lines = []
    for candidate in chosen:
        result = check(seen, candidate.text, kind=kind, derivation=candidate.derivation)
        if result.verdict is Verdict.SUPPORTED:
            lines.append(
                Line(
                    kind=kind,
                    text=candidate.text,
                    evidence=result.evidence,
                    derivation=result.derivation,
                    support=result.support,
                )
            )
        else:
            withheld.append(_withheld(kind, candidate.text, result, steps=candidate.derivation))
    return tuple(lines)


def _pull_quote(seen: Understanding, withheld: list[Withheld]) -> Line | None:
    """Return the strongest whole quote with a sure, named speaker, or none."""
    fitting = [quote for quote in seen.quotes if _is_worth_pulling(seen, quote)]
    for quote in sorted(fitting, key=lambda q: -_pull(q)):
        words = quote.words.rstrip(" ,;")
        result = check(seen, words, kind=LineKind.PULL_QUOTE, speaker=quote.speaker)
        if result.verdict is Verdict.SUPPORTED:
            return Line(
                kind=LineKind.PULL_QUOTE,
                text=words,
                speaker=quote.speaker,
                evidence=(quote.span,),
                support=result.support,
            )
        withheld.append(_withheld(LineKind.PULL_QUOTE, words, result, speaker=quote.speaker))
    return None


def _withheld(
    kind: LineKind,
    text: str,
    result: CheckResult,
    *,
    speaker: str | None = None,
    steps: tuple[str, ...] = (),
) -> Withheld:
    return Withheld(kind, text, result.reasons, result.evidence, speaker, steps, result.support)


def _is_worth_pulling(seen: Understanding, quote: Quote) -> bool:
    """Whether a quote is whole, long enough to mean something, and surely its speaker's."""
    if quote.resolution is not Resolution.NAMED or quote.speaker_span is None or quote.cue is None:
        return False
    if quote.kind is QuoteKind.SCARE or len(quote.words.split()) not in PULL_QUOTE_WORDS:
        return False
    if len(quote.segments) > 1 or quote.words.rstrip().endswith("?"):
        return False
    first = re.match(r"\W*(\w+)", quote.words)
    if first is None or first.group(1).lower() in {"no", "yes", "well", "but", "so", "and", "that"}:
        return False
    if quote.kind is QuoteKind.PARTIAL and re.search(r"[,;]$", quote.words.strip()):
        return False
    return _is_beside(seen, quote)


def _is_beside(seen: Understanding, quote: Quote) -> bool:
    """Whether only marks and a comma stand between the quote and its reporting clause."""
    if quote.cue is None or quote.speaker_span is None:
        return False
    if quote.cue.of(seen.text).lower().endswith("ing"):
        return False  # whose participle it is depends on the whole sentence
    number = seen.sentence_number(quote.cue.start)
    if number is None or _FIRST_PERSON.search(_outside_quotes(seen, number)):
        return False  # “I hope the country says …”
    ends = (quote.cue.start, quote.speaker_span.start)
    if min(ends) >= quote.span.end:
        return not re.search(r"\w", seen.text[quote.span.end : min(ends)])
    between = seen.text[max(quote.cue.end, quote.speaker_span.end) : quote.span.start]
    return bool(re.fullmatch(r"(?:\s+(?:that|it|reporters|journalists))?[\s,:]*[“\"«‘]?", between))


def _pull(quote: Quote) -> float:
    """How much a quote pulls: whole statements first, neither short nor long."""
    length = len(quote.words.split())
    return (1.0 if quote.kind is QuoteKind.DIRECT else 0.4) - abs(length - 18) / 60
