"""What happens in a sentence: each verb with its tense, polarity, certainty and its actors."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dateline.core.grounding.checking import lexicon
from dateline.core.grounding.checking.reading import CALENDAR, Token, is_auxiliary, is_past
from dateline.core.grounding.checking.vocabulary import (
    ALLEGING,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    DO,
    FUTURE,
    HAVE,
    MODALS,
    NEGATIVE_BEFORE_INFINITIVE,
    NEGATORS,
    PLANNING,
    POSSESSIVES,
    PREPOSITIONS,
    PRESENT_AUXILIARIES,
    SAYING,
)

# How far before its verb a planning noun may stand: “in discussions about the deployment of”.
_PLAN_REACH_WORDS = 6
_EPISTEMIC = frozenset("may might could".split())
# An act is bound to the verb before it within so few words: “asked the council to help”.
_BOUND_REACH_WORDS = 4
_RELATIVE = frozenset("who which that".split())
# These may stand between the words of one verb: “will soon retire”.
_BETWEEN = frozenset(
    "also already now still even soon then once just only ever later first".split()
)


class Stage(StrEnum):
    """How far an act has come: done, going on, still to come, possible, or not said."""

    DONE = "done"
    NOW = "now"
    OPEN = "open"
    POSSIBLE = "possible"
    UNSAID = "unsaid"


@dataclass(slots=True)
class Event:
    """One verb of a sentence.

    agent, patient  tokens of who acts and of whom or what it is done to, either may be empty
    rest            tokens of the clause behind the verb that are not the patient
    """

    verb: Token
    first: int
    last: int
    stage: Stage
    is_passive: bool = False
    is_negated: bool = False
    is_alleged: bool = False
    is_finite: bool = True
    agent: list[Token] = field(default_factory=list)
    patient: list[Token] = field(default_factory=list)
    rest: list[Token] = field(default_factory=list)


def events_of(tokens: Sequence[Token]) -> list[Event]:
    """Return the events of the tokens of one sentence, in reading order."""
    events: list[Event] = []
    for place, token in enumerate(tokens):
        if token.part == "V" or _is_main_be(tokens, place):
            events.append(_event(tokens, place, events))
    for event in events:
        _find_objects(tokens, event)
    return events


def _is_main_be(tokens: Sequence[Token], place: int) -> bool:
    """Whether “is” or “has” stands alone as the verb of its clause."""
    if tokens[place].low not in (BE | HAVE) - {"being", "having", "'s"}:
        return False
    for after in tokens[place + 1 : place + 4]:
        if after.part == "V" or after.low in BE | HAVE:
            return False
        if after.part not in ("R",) and after.low not in ("not", "n't", "already", "also", "now"):
            return True
    return True


def _event(tokens: Sequence[Token], place: int, earlier: Sequence[Event]) -> Event:
    first = place
    helpers: list[str] = []
    left = place - 1
    while left >= 0:
        token = tokens[left]
        if is_auxiliary(token) or token.low in NEGATORS | {"to"}:
            helpers.insert(0, token.low)
            first = left
        elif token.low == "like" and left and tokens[left - 1].low in ("would", "'d"):
            first = left  # “would like to go”: a wish
        elif token.part != "R" and token.low not in _BETWEEN:
            break
        left -= 1
    governor = next((e for e in reversed(earlier) if e.last < first), None)
    is_bound = (
        governor is not None
        and all(word in NEGATORS | {"to"} for word in helpers)
        and _is_bound(tokens, governor, first, place, "to" in helpers)
    )
    stage, is_passive = _stage(tokens[place], helpers)
    event = Event(tokens[place], first, place, stage, is_passive)
    event.is_finite = "to" not in helpers and (bool(helpers) or stage in (Stage.DONE, Stage.NOW))
    event.is_negated = any(word in NEGATORS for word in helpers)
    event.is_negated |= _no_longer(tokens, first)
    if governor is not None and is_bound:
        _inherit(event, governor)
    is_plain = all(word in NEGATORS | {"to"} for word in helpers)
    if is_plain and not is_past(tokens[place].low) and _planned_by_noun(tokens, first):
        event.stage = Stage.OPEN  # but not “the offer of a ferry was rejected”
    if _is_conditional(tokens, first):
        event.stage = Stage.UNSAID
    before = tokens[max(0, first - 4) : place]
    event.is_alleged |= any(t.low in ALLEGING for t in before)
    last = earlier[-1] if earlier else None
    if last is not None and last.is_passive and not helpers and is_past(tokens[place].low):
        # “was born and buried”: the second participle shares the helper of the first.
        event.is_passive = tokens[place - 1].low in ("and", "or") or event.is_passive
    if not helpers and is_past(tokens[place].low) and _lower(tokens, place + 1) == "by":
        event.is_passive = tokens[place - 1].part in ("N", "NAME") or event.is_passive
    event.agent = _subject(tokens, event, earlier, is_bound=is_bound)
    return event


def _lower(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if place < len(tokens) else ""


def _is_conditional(tokens: Sequence[Token], first: int) -> bool:
    """Whether a verb stands in the clause of an “if”."""
    for token in reversed(tokens[max(0, first - 8) : first]):
        if token.low in ("if", "unless", "whether"):
            return True
        if token.text in ",;:" or token.part == "V":
            return False
    return False


def _no_longer(tokens: Sequence[Token], first: int) -> bool:
    words = [t.low for t in tokens[max(0, first - 3) : first + 3]]
    return "no" in words and "longer" in words


def _is_bound(
    tokens: Sequence[Token], governor: Event, first: int, place: int, is_infinitive: bool
) -> bool:
    """Whether a verb hangs on the one before: “failed to sign”, “considering filing”."""
    between = tokens[governor.last + 1 : first]
    if any(t.text in ",;:" or t.low in CLAUSE_OPENERS for t in between):
        return False
    low = tokens[place].low
    is_said = bool(governor.verb.bases & SAYING)  # “said sending troops had shown …”
    if is_infinitive or (low.endswith("ing") and len(between) <= 2 and not is_said):
        return True
    # “help get the girls”: a bare infinitive
    return (
        bool(governor.verb.bases & {"help", "let", "make"})
        and len(between) <= 3
        and (low in lexicon.bases(low, "v"))
    )


def _inherit(event: Event, governor: Event) -> None:
    """Give a bound verb what its governor says of it."""
    bases = governor.verb.bases
    if bases & NEGATIVE_BEFORE_INFINITIVE:
        event.is_negated = not event.is_negated
    event.is_negated ^= governor.is_negated and not bases & {"say", "tell"}
    event.is_alleged |= governor.is_alleged or bool(bases & {"accuse", "allege", "suspect"})
    if bases & {"have", "be"} and event.first - governor.last <= 2:
        event.stage = Stage.OPEN
    elif bases & {"help", "let", "make"} and event.stage is Stage.NOW:
        event.stage = Stage.UNSAID
    elif bases & PLANNING or governor.stage in (Stage.OPEN, Stage.POSSIBLE):
        event.stage = Stage.OPEN
    elif event.first - governor.last > _BOUND_REACH_WORDS:
        return
    elif event.stage in (Stage.UNSAID, Stage.OPEN):
        event.stage = governor.stage


def _stage(verb: Token, helpers: Sequence[str]) -> tuple[Stage, bool]:
    """Return the stage a verb's helpers give it, and whether it is passive."""
    low = verb.low
    past = is_past(low) or low in ("was", "were", "had")
    is_passive = past and any(h in BE for h in helpers) and low not in BE | HAVE
    if any(h in FUTURE for h in helpers):
        return Stage.OPEN, is_passive
    if any(h in _EPISTEMIC for h in helpers):
        return Stage.POSSIBLE, is_passive
    if any(h in ("must", "should", "ought") for h in helpers):
        return Stage.OPEN, is_passive
    if any(h in MODALS for h in helpers):
        return Stage.UNSAID, is_passive
    if "to" in helpers:
        return Stage.OPEN if any(h in BE for h in helpers) else Stage.UNSAID, is_passive
    if any(h in HAVE for h in helpers):
        return Stage.DONE, is_passive
    if any(h in ("was", "were", "did") for h in helpers):
        return Stage.DONE, is_passive
    if any(h in PRESENT_AUXILIARIES | DO for h in helpers):
        return Stage.NOW, is_passive
    if past:
        return Stage.DONE, False
    if low.endswith("ing") and low not in lexicon.bases(low, "v"):
        return Stage.UNSAID, False
    return Stage.NOW, False


def _planned_by_noun(tokens: Sequence[Token], first: int) -> bool:
    """Whether a planning noun with a preposition governs a verb: “plans for”, “talks on”."""
    before = tokens[max(0, first - _PLAN_REACH_WORDS) : first]
    for number, token in enumerate(before[:-1]):
        if token.part == "N" and token.bases & PLANNING:
            between = before[number + 1 :]
            return between[0].low in ("about", "on", "for", "of", "to") and not any(
                t.text in ",;" or t.part == "V" for t in between
            )
    return False


def is_planned_noun(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a noun is what is only planned: “discussions about the deployment”."""
    return _planned_by_noun(tokens, place) or any(
        t.part == "V"
        and t.bases & PLANNING
        and t.bases & {"plan", "propose", "consider", "discuss"}
        for t in tokens[max(0, place - 4) : place]
    )


def _subject(
    tokens: Sequence[Token], event: Event, earlier: Sequence[Event], *, is_bound: bool
) -> list[Token]:
    """Return the tokens of the noun phrase a verb has for its subject, its head first."""
    left = event.first - 1
    last = earlier[-1] if earlier else None
    if last is not None and (is_bound or (left >= 0 and tokens[left].low in ("and", "or", "but"))):
        return last.agent if not last.is_passive else last.agent or last.patient
    if left < 0:
        return []
    if tokens[left].low in _RELATIVE:
        return _phrase_left(tokens, left - 1)
    if tokens[left].text == ",":
        opening = next((i for i in range(left - 1, -1, -1) if tokens[i].text == ","), None)
        if opening is not None and left - opening <= 14 and _is_apposition(tokens, opening + 1):
            return _phrase_left(tokens, opening - 1)
        if event.verb.low.endswith("ing") and last is not None:
            return last.agent
        return []
    return _phrase_left(tokens, left)


def _is_apposition(tokens: Sequence[Token], start: int) -> bool:
    token = tokens[start]
    return (
        token.low in _RELATIVE | DETERMINERS | POSSESSIVES
        or token.part in ("NUM", "N", "NAME", "A")
        or (token.part == "V" and is_past(token.low))  # “the deal, announced on Friday, …”
        or token.low in ("whose", "including")
    )


def _phrase_left(tokens: Sequence[Token], end: int) -> list[Token]:
    """Return the noun phrase that ends at `end`, with the phrases that hang on it; head first."""
    while end >= 0 and tokens[end].text in ',”"':
        end -= 1
    start = end
    while start >= 0 and not _ends_phrase(tokens[start]):
        start -= 1
    phrase = list(tokens[start + 1 : end + 1])
    while phrase and phrase[0].low in PREPOSITIONS and phrase[0].low not in ("over", "about"):
        # “In 2014 the army …”: what opens with a preposition is not the subject.
        rest = next((i for i, t in enumerate(phrase) if i and t.low in DETERMINERS), None)
        phrase = phrase[rest:] if rest else []
    head = next((i for i, t in enumerate(phrase) if i and t.low in PREPOSITIONS), len(phrase))
    core = [t for t in reversed(phrase[:head]) if _names(t) or t.low in _PRONOUN_SUBJECTS]
    return core + [t for t in phrase[head:] if _names(t)]


def heads_of(tokens: Sequence[Token], phrase: Sequence[Token]) -> list[Token]:
    """Return the words a phrase is about: of each conjunct the last, no owner, nothing behind “of”.

    “Abe's aide Mori and his students of law” has the heads “Mori” and “students”. `tokens` are all
    of the text, so that a token's place is its index.
    """
    if not phrase:
        return []
    places = {token.place for token in phrase}
    found: list[Token] = []
    for place in range(min(places), max(places) + 1):
        token = tokens[place]
        if token.low in PREPOSITIONS and found:
            break
        if place not in places or token.low in _TIMES:
            continue
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        goes_on = after is not None and (
            after.low == "'s" or (after.place in places and after.part in ("N", "NAME", "A", "NUM"))
        )
        if not goes_on and (_names(token) or token.low in _PRONOUN_SUBJECTS):
            found.append(token)
    return found


def _names(token: Token) -> bool:
    return token.is_content and token.part != "R"


# “On May 10 the army …”, “late last month the company …”: never who acts.
_TIMES = CALENDAR | frozenset(
    "late early last next week month year day today yesterday tomorrow night morning".split()
)
_PRONOUN_SUBJECTS = frozenset("he she it they we i you this that these those".split())


def _ends_phrase(token: Token) -> bool:
    return (
        token.text in ',;:()–—“"'
        or token.part == "V"
        or (is_auxiliary(token) and token.low != "'s")
        or (token.low in CLAUSE_OPENERS and token.low != "and")
        or token.low in ("not", "n't", "then")
    )


def _find_objects(tokens: Sequence[Token], event: Event) -> None:
    """Fill in the patient and the rest of the clause; a passive turns its subject round."""
    behind = list(_clause_behind(tokens, event.last + 1))
    cut = next(
        (i for i, t in enumerate(behind) if t.low in PREPOSITIONS or t.low == "to"), len(behind)
    )
    direct = [t for t in behind[:cut] if t.is_content or t.low in ("him", "her", "them", "it")]
    event.rest = [t for t in behind[cut:] if t.is_content]
    if not event.is_passive:
        event.patient = direct
        return
    by = next((i for i, t in enumerate(behind) if t.low == "by"), None)
    event.patient, event.agent = event.agent, []
    event.rest = [t for t in behind if t.is_content]
    if by is not None:
        until = next(
            (i for i in range(by + 1, len(behind)) if behind[i].low in PREPOSITIONS - {"of"}),
            len(behind),
        )
        event.agent = [t for t in behind[by + 1 : until] if t.is_content]


def _clause_behind(tokens: Sequence[Token], start: int) -> Iterator[Token]:
    for place, token in enumerate(tokens[start:], start):
        if token.text == "," and _lists_adjectives(tokens, place):
            continue
        if token.text in ",;:()–—" or token.part == "V":
            return
        if token.low in CLAUSE_OPENERS - {"and", "as", "after", "before", "since", "until"}:
            return
        yield token


def _lists_adjectives(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma only parts words before one noun: “a detailed, six-page letter”."""
    before, behind = tokens[comma - 1], tokens[comma + 1 : comma + 5]
    noun = next((place for place, t in enumerate(behind) if t.part in ("N", "NAME")), 0)
    return before.part == "A" and noun > 0 and all(t.part in ("A", "NUM") for t in behind[:noun])
