"""The objects the command line prints. Source: docs/reference/commands.md."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from dateline.core.grounding.brief import Brief
from dateline.core.grounding.check import CheckResult
from dateline.core.grounding.compare import without_marks, words_of
from dateline.core.grounding.quote_kinds import NO_SPEECH, QuoteKind
from dateline.core.grounding.quotes import Quote
from dateline.core.grounding.repeats import repeats_in
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Line, Reason, Span, Verdict

Json = dict[str, Any]


def ground_as_json(seen: Understanding) -> Json:
    """Return what `dateline ground` prints of a story."""
    return {
        "text": seen.text,
        "sentences": _spans(seen.sentences),
        "quotes": [_quote(quote) for quote in seen.quotes],
        "attributions": list(_attributions(seen)),
        "figures": _figures(seen),
        "dates": [
            {
                "span": list(date.span),
                "from": date.first and date.first.isoformat(),
                "to": date.last and date.last.isoformat(),
                "conflict": [day.isoformat() for day in date.conflict] or None,
            }
            for date in seen.dates
        ],
        "names": _names(seen),
        "acts": _acts(seen),
        "repeats": [
            list(repeat)
            for repeat in repeats_in(
                [
                    [word.form for word in without_marks(words_of(seen.text, sentence))]
                    for sentence in seen.sentences
                ]
            )
        ],
    }


def _quote(quote: Quote) -> Json:
    # Readers of the object know three kinds. What is nobody's speech is the third, and its use
    # stands beside it.
    no_speech = quote.kind in NO_SPEECH
    return {
        "span": list(quote.span),
        "words": quote.words,
        "speaker": quote.speaker,
        "speaker_span": _span(quote.speaker_span),
        "cue": _span(quote.cue),
        "kind": (QuoteKind.SCARE if no_speech else quote.kind).value,
        **({"use": quote.kind.value} if no_speech else {}),
        "resolution": quote.resolution.value,
        "sureness": round(quote.sureness, 3),
    }


def _figures(seen: Understanding) -> list[Json]:
    return [
        {
            "span": list(figure.span),
            "value": figure.value,
            "unit": figure.unit,
            "hedge": figure.hedge,
            "comparison": figure.comparison
            and {"direction": figure.comparison.direction, "role": figure.comparison.role},
            "rank": figure.is_rank,
        }
        for figure in seen.figures
    ]


def _names(seen: Understanding) -> list[Json]:
    return [
        {
            "span": list(name.span),
            "canonical": name.canonical,
            "kind": name.kind,
            "title": name.title,
            "nation": name.nation,
        }
        for name in seen.mentions
    ]


def _acts(seen: Understanding) -> list[Json]:
    return [
        {
            "span": list(act.span),
            "sentence": act.sentence,
            "negated": act.is_negated,
            "alleged": act.is_alleged,
            "modal": act.modal,
            "tense": act.tense,
        }
        for act in seen.acts
    ]


def _attributions(seen: Understanding) -> Iterator[Json]:
    agency = seen.item.creditline or seen.item.provider
    for one in chain.from_iterable(seen.sourced):
        claim = one.claim
        yield {
            "content": _spans(claim.content),
            "source": _spans([claim.source] if claim.source else []),
            "cue": _spans([claim.cue] if claim.cue else []),
            "chain": list(dict.fromkeys([*one.chain, agency] if agency else one.chain)),
            "party": one.party,
            "sureness": round(claim.sureness, 3),
        }


def check_as_json(result: CheckResult) -> Json:
    """Return what `dateline check` prints of a line, without its id."""
    return {
        "verdict": result.verdict.value,
        "support": result.support,
        "reasons": reasons_as_json(result.reasons),
        "evidence": _spans(result.evidence),
    }


def reasons_as_json(reasons: Iterable[Reason]) -> list[Json]:
    """Return reasons as rows, the one that decided first."""
    return [
        {
            "code": reason.code.value,
            "line_span": list(reason.line_span),
            "detail": reason.detail,
            "evidence": _spans(reason.evidence),
        }
        for reason in reasons
    ]


def brief_as_json(brief: Brief) -> Json:
    """Return what `dateline brief` prints of a story."""
    quote = brief.pull_quote
    return {
        "summary": [_line(line) for line in brief.summary],
        "key_points": [_line(line) for line in brief.key_points],
        "pull_quote": quote
        and {
            "text": quote.text,
            "speaker": quote.speaker,
            "evidence": _spans(quote.evidence),
            "origin": quote.origin.value,
        },
        "tags": [
            {
                "label": tag.label,
                "qcode": tag.qcode,
                "evidence": _spans(tag.evidence),
                "derivation": list(tag.derivation),
            }
            for tag in brief.tags
        ],
        "withheld": [
            {"text": one.text, "reasons": reasons_as_json(one.reasons)} for one in brief.withheld
        ],
        # Only where there is something to tell, so that the object is what it always was.
        **({"notes": list(brief.notes)} if brief.notes else {}),
    }


def _line(line: Line) -> Json:
    return {
        "text": line.text,
        "evidence": _spans(line.evidence),
        "verdict": Verdict.SUPPORTED.value,
        "support": line.support,
        "derivation": list(line.derivation),
        "origin": line.origin.value,
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in spans]
