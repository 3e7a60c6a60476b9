"""What each verb says of its act: whether it is denied, done, still to come or only may be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core.grounding.checking.events import Event, Stage
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import FUTURE, MODALS
from dateline.core.story import Span

_TENSES = {Stage.DONE: "past", Stage.NOW: "present", Stage.OPEN: "future"}


@dataclass(frozen=True, slots=True)
class Act:
    """One verb with its helpers, as the check reads it.

    sentence    the number of its sentence, from 0
    is_negated  whether the copy denies it: “did not sell”, “failed to sell”
    is_alleged  whether the copy only repeats it as a charge
    modal       the helper that softens or demands it (may, must, would …), or None
    tense       past, present or future (also planned), or None where it is only possible or unsaid
    """

    span: Span
    sentence: int
    is_negated: bool
    is_alleged: bool
    modal: str | None
    tense: str | None


def acts_in(
    tokens: Sequence[Sequence[Token]], events: Sequence[Sequence[Event]]
) -> tuple[Act, ...]:
    """Return the acts of a story in reading order; both arguments have an entry a sentence."""
    return tuple(
        act
        for number, (words, told) in enumerate(zip(tokens, events, strict=True))
        for act in _acts(number, words, told)
    )


def _acts(number: int, words: Sequence[Token], told: Sequence[Event]) -> Iterator[Act]:
    for event in told:
        parts = words[event.first : event.last + 1]
        helpers = [part.low for part in parts[:-1] if part.low in MODALS - FUTURE]
        yield Act(
            Span(parts[0].span.start, parts[-1].span.end),
            number,
            event.is_negated,
            event.is_alleged,
            helpers[0] if helpers else None,
            _TENSES.get(event.stage),
        )
