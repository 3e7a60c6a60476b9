"""Actors: who does it to whom, through passives, pronouns and roles."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.reading import Token
from dateline.core.grounding.checking.vocabulary import BE
from dateline.core.story import ReasonCode


def find(case: Case) -> Iterator[Finding]:
    """Give the acts of the line whose actor or object is another in the copy."""
    for mine, its in case.pairs:
        if mine.verb.bases & BE:
            continue
        yield from _agent(case, mine, its)
        yield from _patient(case, mine, its)


def _agree(case: Case, mine: Sequence[Token], its: Sequence[Token]) -> bool:
    return any(case.are_alike(t, its) for t in mine if t.is_content) or any(
        not t.is_content for t in mine
    )


def _agent(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    who, whom = _content(mine.agent), [t for t in its.agent if t.is_content or t.called]
    if not who or not whom:
        if who and its.is_passive and _agree(case, who[:2], its.patient):
            yield _finding(case, "actor_swapped", ReasonCode.ACTOR, 1.0, who, its, its.patient)
        return
    if _agree(case, who[:3], whom):
        head_agrees = _agree(case, who[:1], whom)
        if not head_agrees and who[0].part == "NAME":
            yield _finding(case, "actor_head", ReasonCode.ACTOR, 1.0, who[:1], its, whom)
        return
    swapped = _agree(case, who[:1], [*its.patient, *its.rest])
    name = "actor_swapped" if swapped else "actor_other"
    strength = 1.0 if who[0].part == "NAME" or swapped else 0.7
    yield _finding(case, name, ReasonCode.ACTOR, strength, who, its, whom)


def _patient(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    what = _content(mine.patient)
    theirs = [t for t in (*its.patient, *its.rest) if t.is_content or t.called]
    if not what or not theirs or _agree(case, what, theirs):
        return
    swapped = _agree(case, what[:1], its.agent)
    code = ReasonCode.ACTOR if swapped else ReasonCode.OBJECT
    name = "actor_swapped" if swapped else "object_other"
    yield _finding(case, name, code, 1.0 if swapped else 0.7, what, its, theirs)


def _content(tokens: Sequence[Token]) -> list[Token]:
    return [t for t in tokens if t.is_content]


def _finding(
    case: Case,
    name: str,
    code: ReasonCode,
    strength: float,
    mine: Sequence[Token],
    its: Event,
    theirs: Sequence[Token],
) -> Finding:
    who = " ".join(t.text for t in sorted(theirs, key=lambda t: t.place)[:5])
    says = f"In the copy it is “{who}” with “{its.verb.text}”" if who else (
        f"The copy has another part for this with “{its.verb.text}”"
    )
    return Finding(
        code, name, strength, case.span(mine), f"{says}.",
        (its.verb.place, *(t.place for t in theirs[:4])),
    )  # fmt: skip
