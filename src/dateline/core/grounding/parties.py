"""Whose word it is in the end: the chain of sources, and whether a source is a party."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.core.grounding.attributions import Claim
from dateline.core.grounding.nations import NATIONS
from dateline.core.grounding.referents import Referents, Resolution
from dateline.core.grounding.words import OPENERS, PRONOUNS
from dateline.core.story import Span

# What a news source is called behind its name: “Yonhap news agency” is Yonhap.
_NEWS_TAIL = re.compile(
    r"\s+(?:news\s+agency|news|agency|newspaper|daily|magazine)$", re.IGNORECASE
)
# So far apart in its sentence a claim may stand from the one it is passed on by.
_NEAREST_CLAIMS = 4
_SELF = re.compile(r"\b(?:I|we|my|our|us|me|ourselves|myself)\b")
_REFERS_BACK = re.compile(r"(?:that\s+)?(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*")
# Those who only pass on what others did.
_BYSTANDER = re.compile(
    r"\b(?:news|media|newspaper|daily|agency|broadcaster|journalist|reporter|analyst|expert"
    r"|economist|historian|observer|witness|poll|survey|study|researcher|scientist|academic"
    r"|professor|resident|passer-by|onlooker)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sourced:
    """A claim with whose word it is.

    chain  the sources, the one nearest to the fact first; the agency of the copy is not among them
    party  whether the first of them speaks of its own doing; None where that is not plain
    """

    claim: Claim
    chain: tuple[str, ...]
    party: bool | None


def sourced_claims(
    claims: Sequence[Claim], text: str, sentences: Sequence[Span], referents: Referents
) -> list[list[Sourced]]:
    """Return the claims with their sources, for each sentence those whose cue stands in it."""
    actors = entities_in(sentences[0].of(text)) if sentences else frozenset()
    kin = _kin_of(claims, text, referents)
    return [
        [
            Sourced(
                claim,
                _chain_of(claim, _near(around, place), referents),
                _is_party(claim, text, referents, actors, kin),
            )
            for place, claim in enumerate(around)
        ]
        for around in _claims_around(claims, sentences)
    ]


def _near(around: Sequence[Claim], place: int) -> Sequence[Claim]:
    return around[max(0, place - _NEAREST_CLAIMS) : place + _NEAREST_CLAIMS + 1]


def _chain_of(claim: Claim, around: Sequence[Claim], referents: Referents) -> tuple[str, ...]:
    """Return whose words these are; `around` are the nearest claims of the same sentence."""
    own = claim.source or claim.cue
    names = [_name_of(claim, referents)]
    for other in around:
        if other is claim or own is None or other.source is None:
            continue
        if any(part.covers(own) for part in other.content):
            names.append(_name_of(other, referents))
    return tuple(dict.fromkeys(name for name in names if name))


def _name_of(claim: Claim, referents: Referents) -> str | None:
    """Return the name to show for who makes a claim, or None where the copy names nobody."""
    if claim.source is None:
        return None
    name = referents.name_behind(claim.source).name or claim.source.of(referents.text)
    return _NEWS_TAIL.sub("", name) if name[:1].isupper() else name


def _kin_of(claims: Sequence[Claim], text: str, referents: Referents) -> dict[str, frozenset[str]]:
    """Return by name what the copy calls a source anywhere: a paper its state’s mouthpiece."""
    kin: dict[str, frozenset[str]] = {}
    for claim in claims:
        if claim.source is not None and (name := referents.name_behind(claim.source).name):
            kin[name] = kin.get(name, frozenset()) | entities_in(claim.source.of(text))
    return kin


def _is_party(
    claim: Claim,
    text: str,
    referents: Referents,
    actors: frozenset[str],
    kin: Mapping[str, frozenset[str]],
) -> bool | None:
    """Return whether a source speaks of its own doing, or None where that is not plain.

    actors  whom the story is about, as `entities_in` gives them for its first sentence
    kin     what else the copy calls each source, as `_kin_of` gives it
    """
    if claim.source is None:
        return None
    who = referents.name_behind(claim.source)
    words = claim.source.of(text)
    content = [part.of(text) for part in claim.content]
    if who.name is None and words.lower() in PRONOUNS:
        return None
    if any(_SELF.search(part) for part in content) or any(_REFERS_BACK.match(c) for c in content):
        return True
    own = entities_in(f"{words} {who.name or ''}") | kin.get(who.name or "", frozenset())
    told = frozenset().union(*(entities_in(part) for part in content))
    if own & told:
        return True
    if _BYSTANDER.search(words) and not own & actors:
        return False
    if own & actors:
        return True
    return None if who.how is Resolution.NONE else False


def entities_in(words: str) -> frozenset[str]:
    """Return the names in some words in one form each: “Pyongyang” and “North Korean” are one."""
    found: set[str] = set()
    for match in _CAPITAL.finditer(words):
        run = re.sub(r"(?:’s|'s|’|')(?=\s|$)", "", match.group()).lower().replace("-", " ").split()
        place = 0
        while place < len(run):
            pair = " ".join(run[place : place + 2])
            if pair in NATIONS:
                found.add(NATIONS[pair])
                place += 2
                continue
            word = run[place]
            if word not in OPENERS and len(word) > 2:
                found.add(NATIONS.get(word, word))
            place += 1
    return frozenset(found)


def _claims_around(claims: Sequence[Claim], sentences: Sequence[Span]) -> list[list[Claim]]:
    """Return the claims whose cue stands in each sentence."""
    found: list[list[Claim]] = [[] for _ in sentences]
    number = 0
    for claim in claims:
        start = (claim.cue or claim.content[0]).start
        while number + 1 < len(sentences) and sentences[number + 1].start <= start:
            number += 1
        if sentences:
            found[number].append(claim)
    return found
