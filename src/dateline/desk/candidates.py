"""Lines an editor may choose instead: drawn from the copy, proved, and not on the page yet."""

from collections.abc import Iterator

from dateline.core import grounding
from dateline.core.story import Line, LineKind, Verdict
from dateline.pages.models import Story, StoryLine

KEY_POINTS_ASKED_FOR = 8
MOST_OFFERED = 6
# Words taken into the reporter's own sentence lean on it: an editor sees whether they can stand.
FEWEST_WORDS_OF_A_PART = 6


def candidates_for(
    understanding: grounding.Understanding, kind: str, lines: list[StoryLine]
) -> list[Line]:
    """Return what could stand as a line of a kind, best first, without what the story has."""
    known = {line.text for line in lines if line.kind == kind}
    found: dict[str, Line] = {}
    for line in _of_kind(understanding, kind):
        if line.text not in known:
            found.setdefault(line.text, line)
    return list(found.values())[:MOST_OFFERED]


def candidate_by_text(story: Story, kind: str, text: str) -> Line | None:
    """Return the candidate of these words, drawn anew from the text as it is now."""
    offered = candidates_for(grounding.understand(story.as_item()), kind, list(story.lines.all()))
    return next((line for line in offered if line.text == text), None)


def _of_kind(understanding: grounding.Understanding, kind: str) -> Iterator[Line]:
    if kind == LineKind.PULL_QUOTE:
        yield from _quotes(understanding)
        return
    drawn = grounding.brief(understanding, key_points=KEY_POINTS_ASKED_FOR)
    own, others = drawn.summary, drawn.key_points
    if kind == LineKind.KEY_POINT:
        own, others = others, own
    yield from (*own, *others)


def _quotes(understanding: grounding.Understanding) -> Iterator[Line]:
    for quote in understanding.quotes:
        words = quote.words.rstrip(" ,;")
        is_long_enough = quote.kind is grounding.QuoteKind.DIRECT or (
            quote.kind is grounding.QuoteKind.PARTIAL
            and len(words.split()) >= FEWEST_WORDS_OF_A_PART
        )
        if not is_long_enough or not quote.speaker:
            continue
        result = grounding.check(
            understanding, words, kind=LineKind.PULL_QUOTE, speaker=quote.speaker
        )
        if result.verdict is Verdict.SUPPORTED:
            yield Line(
                kind=LineKind.PULL_QUOTE,
                text=words,
                speaker=quote.speaker,
                evidence=result.evidence,
                support=result.support,
            )
