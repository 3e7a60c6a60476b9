"""A brief with a model's lines in it: what passes the check stands, and else what was derived."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from dateline.core.grounding.brief import KEY_POINT_MOST_WORDS, SUMMARY_SENTENCES, Brief, Withheld
from dateline.core.grounding.check import check
from dateline.core.grounding.prompting.writer import Candidate, RefusedLine
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Line, LineKind, Origin, Verdict

MOST_ATTEMPTS = 2

# Answers the refused lines with others; the first time there are none.
Asks = Callable[[tuple[RefusedLine, ...]], tuple[Candidate, ...]]


def brief_with_model(
    derived: Brief, seen: Understanding, ask: Asks, *, key_points: int = 3
) -> Brief:
    """Ask a model for lines, and once more with the reasons if some did not pass.

    A line of the model stands in place of the derived ones that rest on the same passages. Where
    no line of the model passes, the derived ones are left as they are.

    ask  returns candidates, or none when nothing usable was answered
    """
    passed: list[Line] = []
    refused: list[RefusedLine] = []
    held: tuple[RefusedLine, ...] = ()
    for _ in range(MOST_ATTEMPTS):
        answered = [_checked(seen, candidate) for candidate in ask(held)]
        passed += [line for line in answered if isinstance(line, Line)]
        held = tuple(line for line in answered if isinstance(line, RefusedLine))
        refused += held
        if not held:
            break
    return _merged(derived, passed, refused, key_points=key_points)


def _checked(seen: Understanding, candidate: Candidate) -> Line | RefusedLine:
    result = check(seen, candidate.text, kind=candidate.kind, speaker=candidate.speaker)
    if result.verdict is Verdict.UNSUPPORTED:
        return RefusedLine(candidate, result.reasons)
    return Line(
        kind=candidate.kind,
        text=candidate.text,
        speaker=candidate.speaker,
        evidence=result.evidence,
        origin=Origin.MODEL,
        derivation=result.derivation,
        support=result.support,
    )


def _merged(
    derived: Brief, passed: list[Line], refused: Iterable[RefusedLine], *, key_points: int
) -> Brief:
    offered = _of(passed, LineKind.KEY_POINT)
    points = [line for line in offered if len(line.text.split()) <= KEY_POINT_MOST_WORDS]
    too_long = [line.text for line in offered if line not in points]
    quotes = _of(passed, LineKind.PULL_QUOTE)
    return replace(
        derived,
        summary=_filled(_of(passed, LineKind.SUMMARY), derived.summary, most=SUMMARY_SENTENCES[1]),
        key_points=_filled(points, derived.key_points, most=key_points),
        pull_quote=quotes[0] if quotes else derived.pull_quote,
        withheld=(
            *derived.withheld,
            *(
                Withheld(
                    one.candidate.kind,
                    one.candidate.text,
                    one.reasons,
                    speaker=one.candidate.speaker,
                )
                for one in refused
            ),
        ),
        notes=(
            *derived.notes,
            *(
                f"The model’s key point “{text}” has more than {KEY_POINT_MOST_WORDS} words and is "
                "left out."
                for text in too_long
            ),
        ),
    )


def _of(lines: Iterable[Line], kind: LineKind) -> list[Line]:
    return [line for line in lines if line.kind is kind]


def _filled(written: list[Line], derived: tuple[Line, ...], *, most: int) -> tuple[Line, ...]:
    """Return the model's lines, then derived ones of other passages, in the copy's order."""
    chosen: list[Line] = []
    for line in (*written, *derived):
        if len(chosen) < most and not any(_rest_on_the_same(line, other) for other in chosen):
            chosen.append(line)
    return tuple(sorted(chosen, key=lambda line: line.evidence[0].start))


def _rest_on_the_same(line: Line, other: Line) -> bool:
    return any(
        one.start < two.end and two.start < one.end
        for one in line.evidence
        for two in other.evidence
    )
