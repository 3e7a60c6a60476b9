"""Actors: who does it to whom, through passives, pronouns and roles."""

from collections.abc import Iterator, Sequence

from dateline.core.grounding.checking.case import Case, Finding
from dateline.core.grounding.checking.events import Event, heads_of
from dateline.core.grounding.checking.reading import CALENDAR, Token
from dateline.core.grounding.checking.vocabulary import BE, HAVE, LIGHT
from dateline.core.story import ReasonCode

_SAYS = frozenset("say tell add".split())
# A subject this far before its verb is not surely the subject.
_SURE_REACH_WORDS = 14
_NEAR_WORDS = 10
_LIGHT_STRENGTH = 0.4


def find(case: Case) -> Iterator[Finding]:
    """Give the acts of the line whose actor or object is another in the copy."""
    for mine, its in case.pairs:
        if mine.verb.bases & (BE | HAVE | _SAYS):
            continue  # who speaks is another guard's
        yield from _agent(case, mine, its)
        yield from _patient(case, mine, its)
        yield from _rival(case, mine, its)


def _agree(case: Case, mine: Sequence[Token], its: Sequence[Token]) -> bool:
    return any(case.are_alike(t, its) for t in mine)


def _agent(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    who = [t for t in mine.agent if t.is_content]
    whom = [t for t in its.agent if t.is_content or t.called]
    if not who:
        return
    if its.is_passive and not whom:
        if _agree(case, who[:1], its.patient) and not mine.is_passive and mine.patient:
            yield _finding(case, "actor_swapped", 1.0, who, its, its.patient)
        return
    heads = heads_of(case.line.tokens, who)
    its_heads = heads_of(case.index.tokens, whom)
    if not whom or _agree(case, heads or who, its_heads or whom):
        yield from _one_more(case, heads, its, its_heads)
        return
    if _agree(case, who, whom):
        # Only an owner or a place beside the actor is the same: “Abe” for “Abe's aide Mori”.
        yield _finding(case, "actor_beside", 1.0, who, its, whom)
        return
    behind = [*its.patient, *its.rest]
    is_sure = mine.is_finite and _has_its_agent(case, its) and _is_near(its, whom)
    if is_sure and _agree(case, who[:1], behind):
        # “put”, “took”: such verbs say little of who did what.
        strength = _LIGHT_STRENGTH if mine.verb.bases & LIGHT else 1.0
        yield _finding(case, "actor_swapped", strength, who, its, whom)
    elif is_sure and who[0].part == "NAME" and any(_is_named(t) for t in whom):
        yield _finding(case, "actor_name", 1.0, who, its, whom)
    elif is_sure and who[0].part == "NAME":
        yield _finding(case, "actor_other", 1.0, who, its, whom)
    else:
        yield _finding(case, "actor_other", 0.4 if is_sure else 0.2, who, its, whom)


def _one_more(
    case: Case, heads: Sequence[Token], its: Event, whom: Sequence[Token]
) -> Iterator[Finding]:
    """Find one of several actors put in another's place: “Talleck and Varland” for “Osmark and …”.

    Without an actor of the copy that the line leaves out, the line may join two sentences.
    """
    if not any(t.part == "NAME" and not case.is_bound(t) for t in whom):
        return
    for token in heads:
        if token.part == "NAME" and not case.are_alike(token, whom):
            yield _finding(case, "actor_head", 1.0, [token], its, whom)
            return


def _is_named(token: Token) -> bool:
    return token.part == "NAME" or bool(token.called)


def _has_its_agent(case: Case, event: Event) -> bool:
    """Whether it is plain who acts: a verb with a tense, or “an article marking the day”."""
    tokens = case.index.by_sentence[event.verb.sentence]
    before = tokens[max(0, event.first - 1)]
    return event.is_finite or (before.part in ("N", "NAME") and before in event.agent)


def _is_near(event: Event, agent: Sequence[Token]) -> bool:
    return event.verb.place - max(t.place for t in agent) <= _SURE_REACH_WORDS


def _patient(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    what = [t for t in mine.patient if t.is_content and t.part != "R"]
    theirs = [t for t in (*its.patient, *its.rest) if t.is_content or t.called]
    if not what or not theirs or _agree(case, what, theirs):
        return
    if mine.is_finite and its.is_finite and _agree(case, what[:1], its.agent):
        yield _finding(case, "actor_swapped", 1.0, what, its, theirs)
        return
    near = case.around(its.verb, 12, 12)
    strength = 0.3 if _agree(case, what, near) or not its.is_finite else 0.8
    yield _finding(case, "object_other", strength, what, its, theirs)


def _rival(case: Case, mine: Event, its: Event) -> Iterator[Finding]:
    """Find a name or thing that took another's place behind the verb: “going to Armenia”."""
    clause = [*its.agent, *its.patient, *its.rest]
    free = [t for t in (*its.patient, *its.rest) if t.is_content and not case.is_bound(t)]
    near = [*clause, *case.around(its.verb, _NEAR_WORDS, _NEAR_WORDS)]
    for token in (*mine.patient, *mine.rest):
        if token.is_quoted or token.part not in ("NAME", "N") or case.are_alike(token, near):
            continue
        rivals = [t for t in free if t.part == token.part and t.low not in CALENDAR]
        if rivals:
            name = "rival_name" if token.part == "NAME" else "rival_thing"
            yield _finding(case, name, 1.0, [token], its, rivals)
            return


def _finding(
    case: Case, name: str, strength: float, mine: Sequence[Token], its: Event,
    theirs: Sequence[Token],
) -> Finding:  # fmt: skip
    who = " ".join(t.text for t in sorted(theirs, key=lambda t: t.place)[:5])
    code = ReasonCode.OBJECT if name in ("object_other", "rival_thing") else ReasonCode.ACTOR
    return Finding(
        code,
        name,
        strength,
        case.span(mine),
        f"In the copy it is “{who}” with “{its.verb.text}”.",
        (its.verb.place, *(t.place for t in theirs[:4])),
    )
