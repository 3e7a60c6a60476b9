"""The check: may this line stand on the page, given exactly this copy?"""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.grounding.compare import MARK, Word, find_run, forms, without_marks, words_of
from dateline.core.grounding.derive import forms_of, replay
from dateline.core.grounding.figures import find_figures
from dateline.core.grounding.names import find_names
from dateline.core.grounding.pull_quotes import check_pull_quote
from dateline.core.grounding.sentences import sentences_of
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import LineKind, Reason, ReasonCode, Span, Verdict

# A line of more sentences than this is no line.
MOST_SENTENCES = 4
# What support a line can have at most that is not supported.
UNSUPPORTED_BELOW = 0.49


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What the check says of one line.

    support     1.0 for a proved line; below 0.5, the share of its words one sentence has
    reasons     why it fails, the one that decided first; empty when supported
    evidence    the spans of the story's text that carry or refute it
    derivation  the steps from the copy to the words, empty when they are verbatim
    """

    verdict: Verdict
    support: float
    reasons: tuple[Reason, ...]
    evidence: tuple[Span, ...]
    derivation: tuple[str, ...] = ()


def check(
    understanding: Understanding,
    line: str,
    *,
    kind: LineKind = LineKind.KEY_POINT,
    speaker: str | None = None,
    derivation: Sequence[str] = (),
) -> CheckResult:
    """Return whether the copy carries a line: verbatim, or by a derivation that can be replayed.

    Anything else is unsupported, because a true paraphrase cannot yet be told from a false one.
    Source: docs/explanation/what-the-check-says.md
    """
    if kind is LineKind.PULL_QUOTE:
        reason, evidence = check_pull_quote(understanding, line, speaker)
        if reason is None:
            return CheckResult(Verdict.SUPPORTED, 1.0, (), evidence)
        return _failed(understanding, line, reason, evidence)
    proof = _proved(understanding, line, derivation)
    if proof is not None:
        numbers, steps = proof
        spans = tuple(understanding.sentences[number] for number in numbers)
        if reason := lacks_its_speaker(understanding, line, spans):
            return _failed(understanding, line, reason, spans)
        return CheckResult(Verdict.SUPPORTED, 1.0, (), spans, steps)
    reason = (
        _quoted_otherwise(understanding, line)
        or _said_by_somebody(understanding, line)
        or _figure_not_in_copy(understanding, line)
        or _name_not_in_copy(understanding, line)
        or Reason(
            ReasonCode.OUTSIDE,
            Span(0, len(line)),
            "The line is not in the copy word for word, and no derivation leads to it.",
        )
    )
    return _failed(understanding, line, reason, ())


def _proved(
    understanding: Understanding, line: str, derivation: Sequence[str]
) -> tuple[list[int], tuple[str, ...]] | None:
    """Return the sentences a line was made of and the steps, or None."""
    wanted = forms(words_of(line))
    if not wanted:
        return None
    if derivation:
        replayed = replay(derivation, understanding.text, understanding.sentences)
        if replayed is not None and forms(words_of(replayed)) == wanted:
            return [int(derivation[0].split()[1])], tuple(derivation)
    numbers = _verbatim(understanding, line)
    if numbers:
        return numbers, ()
    for number, sentence in enumerate(understanding.sentences):
        for steps, shortened in forms_of(sentence.of(understanding.text)):
            if forms(words_of(shortened)) == wanted:
                return [number], (f"sentence {number}", *steps)
    return None


def _verbatim(understanding: Understanding, line: str) -> list[int] | None:
    """Return the consecutive sentences whose words the line has, or None."""
    known = understanding.sentence_forms
    parts = [forms(words_of(span.of(line))) for span in sentences_of(line)]
    if len(parts) > MOST_SENTENCES:
        return None
    for start in range(len(known) - len(parts) + 1):
        if known[start : start + len(parts)] == parts:
            return list(range(start, start + len(parts)))
    return None


def lacks_its_speaker(
    understanding: Understanding, line: str, spans: Sequence[Span]
) -> Reason | None:
    """Return a reason when words of someone's direct speech would stand in the site's own voice."""
    whole = Span(spans[0].start, spans[-1].end)
    for quote in understanding.quotes:
        for segment in quote.segments:
            # A quote that the line holds from mark to mark brings its marks along.
            if segment.overlaps(whole) and not (
                whole.start < segment.start and segment.end < whole.end
            ):
                who = quote.speaker or "somebody"
                return Reason(
                    ReasonCode.ATTRIBUTION,
                    Span(0, len(line)),
                    f"These are words of {who} in the copy, not the copy's own.",
                    (segment,),
                )
    return None


def _said_by_somebody(understanding: Understanding, line: str) -> Reason | None:
    """Return a reason when the whole line is quoted in the copy, and stands here without marks."""
    needle = forms(without_marks(words_of(line)), any_first=False)
    for quote in understanding.quotes:
        for segment in quote.segments:
            hay = [word.form for word in without_marks(words_of(understanding.text, segment))]
            if find_run(needle, hay) is not None:
                return Reason(
                    ReasonCode.ATTRIBUTION,
                    Span(0, len(line)),
                    f"These are words of {quote.speaker or 'somebody'} in the copy, not its own.",
                    (segment,),
                )
    return None


def _quoted_otherwise(understanding: Understanding, line: str) -> Reason | None:
    """Return a reason when the line's quotation marks hold no one quoted span of the copy."""
    for words in _quoted_runs(words_of(line)):
        span = Span(words[0].span.start, words[-1].span.end)
        needle = forms(words, any_first=False)
        hays = [
            [
                w.form
                for segment in q.segments
                for w in without_marks(words_of(understanding.text, segment))
            ]
            for q in understanding.quotes
        ]
        if any(find_run(needle, hay) is not None for hay in hays):
            continue
        copy = [word.form for word in without_marks(words_of(understanding.text))]
        if find_run(needle, copy) is not None:
            return Reason(
                ReasonCode.QUOTE_SPLICE,
                span,
                f"“{span.of(line)}” is not one quoted span of the copy.",
            )
        return Reason(
            ReasonCode.QUOTE_ALTERED, span, f"The copy quotes nobody with “{span.of(line)}”."
        )
    return None


def _quoted_runs(words: Sequence[Word]) -> list[list[Word]]:
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


def _figure_not_in_copy(understanding: Understanding, line: str) -> Reason | None:
    known = {figure.value for figure in understanding.figures}
    for figure in find_figures(line):
        if figure.value not in known:
            return Reason(
                ReasonCode.FIGURE,
                figure.span,
                f"The copy has no figure “{figure.span.of(line)}”.",
            )
    return None


def _name_not_in_copy(understanding: Understanding, line: str) -> Reason | None:
    copy = {word.form.lower().removesuffix("'s") for word in words_of(understanding.text)}
    sentences = tuple(sentences_of(line))
    for name in find_names(line, sentences):
        if any(span.start == name.span.start for span in sentences):
            continue  # a capital that may only be the sentence's
        words = [word.form.lower().removesuffix("'s") for word in words_of(name.span.of(line))]
        if any(word not in copy for word in words):
            return Reason(
                ReasonCode.NAME, name.span, f"The copy does not name “{name.span.of(line)}”."
            )
    return None


def _failed(
    understanding: Understanding, line: str, reason: Reason, evidence: tuple[Span, ...]
) -> CheckResult:
    nearest, share = _nearest_sentence(understanding, line)
    if not evidence and nearest is not None:
        evidence = (nearest,)
    if not reason.evidence:
        reason = Reason(reason.code, reason.line_span, reason.detail, evidence)
    return CheckResult(
        Verdict.UNSUPPORTED, round(UNSUPPORTED_BELOW * share, 3), (reason,), evidence
    )


def _nearest_sentence(understanding: Understanding, line: str) -> tuple[Span | None, float]:
    """Return the sentence that shares most words with the line, and the share it has."""
    wanted = {word.form.lower() for word in without_marks(words_of(line))}
    best, best_share = None, 0.0
    for sentence in understanding.sentences:
        held = {word.form.lower() for word in words_of(understanding.text, sentence)}
        share = len(wanted & held) / len(wanted) if wanted else 0.0
        if share > best_share:
            best, best_share = sentence, share
    return best, best_share
