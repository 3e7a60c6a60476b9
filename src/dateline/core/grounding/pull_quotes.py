"""The check of a pull-quote: one contiguous quoted span of its named speaker, and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.grounding.compare import (
    CUT,
    MARK,
    Word,
    find_run,
    forms,
    longest_run,
    without_marks,
    words_of,
)
from dateline.core.grounding.quotes import Quote
from dateline.core.grounding.reporting import REPORTING_VERBS, Manner
from dateline.core.grounding.understanding import Understanding
from dateline.core.grounding.words import (
    CONDITIONS,
    HEDGES,
    NEGATIONS,
    POSSESSIVES,
    PRONOUNS,
)
from dateline.core.story import Reason, ReasonCode, Span

# A speaker is accepted only when found in a way that is right so often.
SPEAKER_SURE_FROM = 0.85
# What takes back the words beside it: “…, which is a lie”.
_TAKING_BACK = frozenset(
    "lie lies lied lying false wrong untrue nonsense joke joking kidding wish wished pretend "
    "supposedly called".split()
)
_TURNING = NEGATIONS | CONDITIONS | HEDGES | _TAKING_BACK
_REPORTING = frozenset(
    form
    for form, verb in REPORTING_VERBS.items()
    if verb.manner in (Manner.SAY, Manner.THINK, Manner.ASK)
)
_SENTENCE_END = re.compile(r"[.!?][”\"’']?$")
_CLAUSE_SIGN = re.compile(r"[,;:—–]$|\s[-–—]$")
_CLAUSE_WORDS = {"and", "but", "because", "so", "while", "although", "though", "which"}
_SUBJECTS = PRONOUNS | POSSESSIVES | {"the", "a", "an", "this", "these", "those", "there"}
_TITLES = {"mr", "mrs", "ms", "dr", "the", "sir", "president", "minister", "prime", "prof", "sen",
           "rep", "gov", "general", "judge"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words of a line stand inside one quote."""

    quote: Quote
    span: Span
    cut_reason: str | None = None


def check_pull_quote(
    understanding: Understanding, line: str, speaker: str | None
) -> tuple[Reason | None, tuple[Span, ...]]:
    """Return the reason a pull-quote fails, or None, with the spans that show it."""
    whole = Span(0, len(line))
    words = _inner(words_of(line))
    if not words:
        return Reason(ReasonCode.OUTSIDE, whole, "The line has no words."), ()
    found = [hit for quote in understanding.quotes if (hit := _find(understanding, quote, words))]
    if not found:
        return _why_not_quoted(understanding, line, words), ()
    evidence = tuple(hit.span for hit in found)
    if not speaker:
        return Reason(ReasonCode.SPEAKER, whole, "No speaker is named.", evidence), evidence
    said = [hit for hit in found if is_same_speaker(speaker, hit.quote, understanding)]
    if not said:
        known = sorted({hit.quote.speaker for hit in found if hit.quote.speaker})
        return Reason(ReasonCode.SPEAKER, whole, _whose(known, speaker), evidence), evidence
    clean = [hit for hit in said if hit.cut_reason is None]
    if not clean:
        detail = said[0].cut_reason or ""
        return Reason(ReasonCode.QUOTE_ALTERED, whole, detail, evidence), evidence
    return None, tuple(hit.span for hit in clean)


def _whose(known: Sequence[str], speaker: str) -> str:
    """Say whose words they are, when they are not proved to be those of `speaker`."""
    if speaker in known:
        return f"The copy does not say surely enough that these are the words of {speaker}."
    if known:
        return f"The copy gives these words to {' or '.join(known)}, not to {speaker}."
    return f"The copy does not say plainly who said these words, so not that {speaker} did."


def _inner(words: Sequence[Word]) -> list[Word]:
    """Return the words without marks around the whole and without a cut at either end."""
    kept = list(words)
    while kept and kept[0].form in (MARK, CUT):
        kept = kept[1:]
    while kept and kept[-1].form in (MARK, CUT):
        kept = kept[:-1]
    return without_marks(kept)


def _find(understanding: Understanding, quote: Quote, words: Sequence[Word]) -> Found | None:
    """Look for the line's words in one quote: in order, with marked cuts and substitutions."""
    hay = understanding.quote_words[quote]
    shape = [word.form for word in hay]
    position = 0
    spans: list[tuple[int, int]] = []
    dropped: list[str] = []
    added = {
        part
        for word in words
        if word.is_substitution and word.form not in shape
        for part in re.findall(r"[\w'’-]+", word.form.lower())
    }
    for piece in pieces_of(words, shape):
        place = find_run(forms(piece, any_first=False), shape, position)
        if place is None:
            return None
        if spans:
            dropped += shape[position:place]
        spans.append((place, place + len(piece)))
        position = place + len(piece)
    first, last = spans[0][0], spans[-1][1]
    reason = _added_reason(added, set(shape)) or _cut_reason(
        understanding.text, hay, first, last, dropped
    )
    return Found(quote, Span(hay[first].span.start, hay[last - 1].span.end), reason)


def pieces_of(words: Sequence[Word], copy: Sequence[str]) -> list[list[Word]]:
    """Split a line at its marked cuts and [substitutions], but not at those the copy has itself."""
    pieces: list[list[Word]] = [[]]
    for word in words:
        if (word.form == CUT or word.is_substitution) and word.form not in copy:
            pieces.append([])
        else:
            pieces[-1].append(word)
    return [piece for piece in pieces if piece]


def _added_reason(added: set[str], said: set[str]) -> str | None:
    """Return why a [bracket] is no mere substitution: it turns the words round or brings a number.

    `added` are the bracket's words in lower case, `said` the forms of the quote.
    """
    for word in sorted(added):
        if word in _TURNING or (word.isdigit() and word not in said):
            return f"The bracket puts in “{word}”, which the speaker did not say."
    return None


def _cut_reason(
    text: str, hay: Sequence[Word], first: int, last: int, dropped: Sequence[str]
) -> str | None:
    """Return why a part of a quote may not stand alone, or None."""
    if turned := {form.lower() for form in dropped if _negates(form.lower())}:
        return f"The marked cut drops “{min(turned)}”, which turns the words round."
    left = _until_sentence_start(text, hay, first)
    right = _until_sentence_end(text, hay, last)
    for side, words in (("before", left), ("after", right)):
        if turned := {word.form.lower() for word in words if _turns(word.form.lower())}:
            return f"The words {side} it that were cut hold “{min(turned)}”."
    if left and not _opens_clause(text, hay[first]):
        return "It begins in the middle of a clause of the quote."
    if right and not _closes_clause(text, hay[last - 1], hay[last]):
        return "It ends in the middle of a clause of the quote."
    return None


def _opens_clause(text: str, word: Word) -> bool:
    """Whether a clause begins with a word: it joins on, or is a subject behind a sign."""
    if word.form.lower() in _CLAUSE_WORDS:
        return True
    is_behind_sign = _CLAUSE_SIGN.search(text[: word.span.start][-4:].rstrip())
    return bool(is_behind_sign) and _may_be_subject(word)


def _closes_clause(text: str, word: Word, following: Word) -> bool:
    """Whether the clause that ends with a word is whole: what follows joins on or starts anew."""
    if word.form.lower() in _REPORTING:
        return False  # “… and say”, before what somebody else says
    if following.form.lower() in _CLAUSE_WORDS:
        return True
    sign = text[word.span.end : word.span.end + 2].strip()[:1]
    return sign in (";", ":") or (bool(_CLAUSE_SIGN.match(sign)) and _may_be_subject(following))


def _may_be_subject(word: Word) -> bool:
    return word.form.split("'")[0].lower() in _SUBJECTS or word.form[:1].isupper()


def _negates(word: str) -> bool:
    return word in NEGATIONS or word.endswith("n't")


def _turns(word: str) -> bool:
    """Whether a word left out could turn, soften or give to somebody else what is kept."""
    return word in _TURNING or word.endswith("n't") or word in _REPORTING


def _until_sentence_start(text: str, hay: Sequence[Word], first: int) -> Sequence[Word]:
    start = first
    while start > 0 and not _SENTENCE_END.search(
        text[hay[start - 1].span.end : hay[start].span.start].strip()[:2]
    ):
        start -= 1
    return hay[start:first]


def _until_sentence_end(text: str, hay: Sequence[Word], last: int) -> Sequence[Word]:
    end = last
    while end < len(hay) and not _SENTENCE_END.search(
        text[hay[end - 1].span.end : hay[end].span.start].strip()[:2]
    ):
        end += 1
    return hay[last:end]


def _why_not_quoted(understanding: Understanding, line: str, words: Sequence[Word]) -> Reason:
    """Tell a splice (words joined across the marks) from altered and from absent words."""
    whole = Span(0, len(line))
    plain, shape = understanding.plain_words, understanding.plain_forms
    pieces = pieces_of(words, shape)
    places = [find_run(forms(piece, any_first=False), shape) for piece in pieces]
    if all(place is not None for place in places):
        evidence = tuple(
            Span(plain[place].span.start, plain[place + len(piece) - 1].span.end)
            for place, piece in zip(places, pieces, strict=True)
            if place is not None
        )
        return Reason(
            ReasonCode.QUOTE_SPLICE,
            whole,
            "These words are not one quoted span: they join separate quotes, or a quote and the "
            "reporter's own words.",
            evidence,
        )
    quoted = {
        word.form.lower()
        for quote in understanding.quotes
        for word in understanding.quote_words[quote]
    }
    said = [word for word in words if word.form.lower() in quoted]
    if _is_spliced(understanding, words):
        return Reason(
            ReasonCode.QUOTE_SPLICE,
            whole,
            "The line joins the words of separate quotes into a sentence nobody said.",
        )
    if len(said) * 2 >= len(words):
        strange = next((word for word in words if word.form.lower() not in quoted), words[0])
        return Reason(
            ReasonCode.QUOTE_ALTERED,
            strange.span,
            f"No quote of the copy has these words; “{strange.form}” is not as it was said.",
        )
    return Reason(ReasonCode.QUOTE_ALTERED, whole, "The copy does not quote these words.")


def _is_spliced(understanding: Understanding, words: Sequence[Word]) -> bool:
    """Whether the line is two runs, each of which stands somewhere in the copy."""
    line = [word.form for word in words if word.form != CUT and not word.is_substitution]
    shape = understanding.plain_forms
    longest = longest_run(line, shape)
    from_end = longest_run(line[::-1], shape[::-1])
    return longest >= 3 and from_end >= 3 and longest + from_end >= len(line)


def is_same_speaker(named: str, quote: Quote, understanding: Understanding) -> bool:
    """Return whether the name under a line is the speaker the copy gives the quote to."""
    if quote.speaker is None or quote.sureness < SPEAKER_SURE_FROM:
        return False
    asked = _name_words(named.partition(",")[0])
    told = {*_name_words(quote.speaker)}
    for name in understanding.names:
        # A surname beside the quote stands for the full name the copy gave before.
        if set(_name_words(name.span.of(understanding.text))) == told:
            told |= set(_name_words(name.canonical))
    return bool(asked) and (set(asked) <= told or told <= set(asked)) and asked[-1] in told


def _name_words(name: str) -> list[str]:
    plain = [
        word.strip(".,").lower().removesuffix("'s")
        for word in name.replace("’", "'").replace("-", " ").split()
    ]
    return [word for word in plain if word and word not in _TITLES]
