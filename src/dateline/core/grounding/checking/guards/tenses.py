"""Time of the act: what is planned is not done, what was is not what is."""

from collections.abc import Iterator

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Stage, is_planned_noun
from dateline.core.story import LineKind, ReasonCode

_OPEN = (Stage.OPEN, Stage.POSSIBLE)
_SAID = {
    Stage.DONE: "done", Stage.NOW: "going on", Stage.OPEN: "to come", Stage.POSSIBLE: "possible",
    Stage.UNSAID: "open",
}  # fmt: skip


def find(case: Case) -> Iterator[Finding]:
    """Give the verbs of the line that put an act elsewhere in time than the copy."""
    for mine, its in case.pairs:
        if Stage.UNSAID in (mine.stage, its.stage):
            continue
        name, strength = _clash(mine.stage, its.stage, case.kind)
        if name:
            yield Finding(
                ReasonCode.TENSE,
                name,
                strength,
                mine.verb.span,
                f"In the copy “{its.verb.text}” is {_SAID[its.stage]}, in the line "
                f"“{mine.verb.text}” is {_SAID[mine.stage]}.",
                (its.verb.place,),
            )
    paired = {mine.verb.place for mine, _ in case.pairs}
    for event in case.line.events:
        link = case.link(event.verb)
        if link is None or event.verb.place in paired or event.stage in (*_OPEN, Stage.UNSAID):
            continue
        tokens = case.index.by_sentence[link.source.sentence]
        if link.source.part == "N" and is_planned_noun(tokens, link.source.place - tokens[0].place):
            yield Finding(
                ReasonCode.TENSE,
                "tense_open",
                1.0,
                event.verb.span,
                f"In the copy “{link.source.text}” is only planned or talked of.",
                (link.source.place,),
            )


def _clash(mine: Stage, its: Stage, kind: LineKind) -> tuple[str, float]:
    if mine is Stage.POSSIBLE or its is Stage.POSSIBLE:
        return ("", 0.0)  # certainty is another guard's
    if (mine is Stage.DONE) and its in _OPEN:
        return ("tense_open", 1.0)
    if mine is Stage.OPEN and its is Stage.DONE:
        return ("tense_open", 0.8)
    if mine is Stage.NOW and its is Stage.OPEN:
        return ("tense_open", 0.7)
    if mine is Stage.OPEN and its is Stage.NOW:
        return ("tense_now", 0.7)
    if mine is Stage.NOW and its is Stage.DONE and kind is not LineKind.HEADLINE:
        return ("tense_now", 0.6)
    if mine is Stage.DONE and its is Stage.NOW:
        return ("tense_now", 0.6)
    return ("", 0.0)
