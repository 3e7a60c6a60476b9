"""Whom a word of the copy means: names with their roles, and pronouns by what was spoken of."""

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.core.grounding.checking.events import Event
from dateline.core.grounding.checking.reading import CALENDAR, Token
from dateline.core.grounding.checking.vocabulary import BE, DETERMINERS, POSSESSIVES

# A role before or behind a name is no longer than this.
MOST_ROLE_WORDS = 5
MOST_APPOSITION_WORDS = 10
_THIRD_PERSON = frozenset(
    """
    he she it they him her them his its their himself herself itself themselves who which that
    this these those
    """.split()
)
_FIRST_PERSON = frozenset("i we me us my our myself ourselves".split())


@dataclass(slots=True)
class Entity:
    """One thing with a name: the words of its names, and of the roles the copy gives it."""

    names: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)


def name_runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give [start, end) of each run of names in one sentence."""
    start = None
    for place, token in enumerate(tokens):
        if token.part == "NAME" and token.low not in CALENDAR:
            start = place if start is None else start
        elif start is not None and not (
            token.low in ("of", "for", "and", "the")
            and place + 1 < len(tokens)
            and tokens[place + 1].part == "NAME"
            and token.low == "of"
        ):
            yield start, place
            start = None
    if start is not None:
        yield start, len(tokens)


def resolve(
    sentences: Sequence[Sequence[Token]],
    events: Sequence[Sequence[Event]],
    speakers: Sequence[frozenset[str]],
) -> None:
    """Write into each token of a story what else it may be called.

    `speakers` has for each sentence the words that name who is quoted in it.
    """
    entities = _entities(sentences)
    by_role: dict[str, set[str]] = defaultdict(set)
    by_name: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        words = entity.names | entity.roles
        for role in entity.roles:
            by_role[role] |= words
        for name in entity.names:
            by_name[name] |= words
    topic: frozenset[str] = frozenset()
    for number, tokens in enumerate(sentences):
        for place, token in enumerate(tokens):
            if token.part == "NAME":
                token.called = frozenset(by_name.get(token.low, ()))
            elif token.part == "N" and token.low in by_role and _is_definite(tokens, place):
                token.called = frozenset(by_role[token.low])
        here = _topic(tokens, events[number])
        for token in tokens:
            if token.low in _THIRD_PERSON and token.part == "F":
                token.called = topic | here
            elif token.low in _FIRST_PERSON and token.is_quoted:
                token.called = speakers[number]
        topic = here | speakers[number] or topic


def _is_definite(tokens: Sequence[Token], place: int) -> bool:
    for token in reversed(tokens[max(0, place - 3) : place]):
        if token.low in DETERMINERS | POSSESSIVES or token.low == "'s":
            return True
        if token.part not in ("A", "N", "NAME"):
            return False
    return place == 0


def _topic(tokens: Sequence[Token], events: Sequence[Event]) -> frozenset[str]:
    """Return the words for what a sentence is about: its first subject, or its first name."""
    for event in events[:2]:
        subject = event.patient if event.is_passive else event.agent
        words = {t.low for t in subject if t.is_content}
        called = [t.called for t in subject]
        if words or any(called):
            return frozenset(words).union(*called)
    return frozenset(word for t in tokens if t.part == "NAME" for word in (t.low, *t.called))


def _entities(sentences: Sequence[Sequence[Token]]) -> list[Entity]:
    found: dict[str, Entity] = {}
    for tokens in sentences:
        for start, end in name_runs(tokens):
            words = [t.low for t in tokens[start:end] if t.is_content]
            entity = found.setdefault(words[-1], Entity())
            entity.names.update(words)
            entity.roles.update(_roles(tokens, start, end))
            entity.names.update(_acronym(tokens, end))
            if len(words) > 1 and (short := "".join(word[0] for word in words)):
                entity.names.add(short)
    return list(found.values())


def _acronym(tokens: Sequence[Token], end: int) -> Iterator[str]:
    """Give the one name in brackets behind a name: “Port of Lund (PoL)”."""
    signs = [token.text for token in tokens[end : end + 3]]
    if signs[:1] == ["("] and signs[2:] == [")"] and tokens[end + 1].part == "NAME":
        yield tokens[end + 1].low


def _roles(tokens: Sequence[Token], start: int, end: int) -> Iterator[str]:
    place = start - 1
    while place >= 0 and start - place <= MOST_ROLE_WORDS and tokens[place].part in ("N", "A"):
        yield tokens[place].low
        place -= 1
    if end >= len(tokens):
        return
    if start > 1 and tokens[start - 1].text == "," and tokens[end].text in ",.;":
        # “the team's coach, Noor Hale, …”
        yield from (
            t.low
            for t in itertools.takewhile(lambda t: t.part in ("N", "A"), tokens[start - 2 :: -1])
            if t.part == "N"
        )
    if tokens[end].text in ",(":
        told: list[Token] = []
        for token in tokens[end + 1 : end + 1 + MOST_APPOSITION_WORDS]:
            if token.text in ",;)" or token.part == "V" or token.low in ("who", "which", "and"):
                break
            if token.part in ("N", "NAME") and token.low not in CALENDAR:
                told.append(token)
        # Names alone are the next of a list: “Malaysia, Thailand and Indonesia”.
        if any(token.part == "N" for token in told):
            yield from (token.low for token in told)
    elif tokens[end].low in BE | {"serves", "served"}:
        behind = tokens[end + 1 : end + 1 + MOST_ROLE_WORDS]
        if any(t.low in ("a", "an", "the", "as") for t in behind[:2]):
            yield from (t.low for t in behind if t.part == "N")
