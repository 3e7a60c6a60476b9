"""Reporting cues: which words of a sentence give something to a source, and how surely.

Words that may report are found by closed lists, then weighed: a logistic regression over a few
dozen signs of the words around them, fitted on PolNeAR by script/fit-cues. The weights know
classes of words and word order, never a word of a text.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dateline.core.grounding.reporting import (
    OFTEN_NO_VERB,
    REPORTING_NOUNS,
    REPORTING_VERBS,
    Form,
    Manner,
    Reporting,
)
from dateline.core.grounding.subjects import (
    BLANK,
    PERSON_ENDS,
    Token,
    phrase_after,
    phrase_ending_at,
    speaker_of,
    tokens_of,
)
from dateline.core.grounding.words import (
    DEMONSTRATIVES,
    MODALS,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
)
from dateline.core.story import Span

# From here on a cue counts.
SURE_FROM = 0.42
ACCORDING_TO = "according to"
_DETERMINERS = frozenset("the a an some any no every each all both its".split()) | DEMONSTRATIVES
_BE = frozenset("is are was were be been being".split())
_HAVE = frozenset("has have had having".split())
_WH = frozenset("what why how who whom whether when where which if".split())
# What may follow a cue, in groups.
_GROUPS = {
    "that": "clause", "wh": "clause", "pronoun": "clause", "determiner": "object",
    "name": "object", "word": "object", "to": "to", "about": "about", "by": "preposition",
    "preposition": "preposition", "quote": "quote", "colon": "quote", "sign": "end", "end": "end",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports, with the words that name its source where they are found.

    sureness  how sure it is that it gives something to a source, 0.0 to 1.0
    """

    span: Span
    source: Span | None
    word: str
    manner: Manner
    is_noun: bool
    sureness: float


def cues_in(frame: str, sentence: Span) -> list[Cue]:
    """Return the cues of one sentence that count, in reading order.

    frame  the story's text with quoted words blanked
    """
    weights = _weights()
    return [
        Cue(
            one.span,
            one.source,
            one.word,
            one.manner,
            one.is_noun,
            1.0 if one.word == ACCORDING_TO else weights.sureness(one.signs),
        )
        for one in candidates_in(frame, sentence)
        if one.word == ACCORDING_TO or weights.sureness(one.signs) >= SURE_FROM
    ]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that may be a cue, with the signs they are weighed by."""

    span: Span
    source: Span | None
    word: str
    manner: Manner
    is_noun: bool
    signs: frozenset[str]


def candidates_in(frame: str, sentence: Span) -> Iterator[Candidate]:
    """Give all words of a sentence that may report."""
    tokens = tokens_of(frame, sentence)
    for place, token in enumerate(tokens):
        lower = token.lower
        if lower == "according" and _lower(tokens, place + 1) == "to":
            span = Span(token.span.start, tokens[place + 1].span.end)
            source = phrase_after(tokens, place + 2)
            yield Candidate(span, source, ACCORDING_TO, Manner.SAY, False, frozenset())
        elif lower in REPORTING_VERBS and not (token.is_name and place):
            verb = REPORTING_VERBS[lower]
            source = speaker_of(tokens, place)
            if verb.form is Form.BASE and lower in OFTEN_NO_VERB and _is_no_verb(tokens, place):
                continue
            signs = frozenset(_signs(tokens, place, verb, source))
            yield Candidate(_bare(token), source, lower, verb.manner, False, signs)
        elif lower.removesuffix("s") in REPORTING_NOUNS and (owner := _owner(tokens, place)):
            signs = frozenset(("noun", f"noun_{_after(tokens, place)}"))
            yield Candidate(_bare(token), owner, lower, Manner.SAY, True, signs)


def _bare(token: Token) -> Span:
    return Span(token.span.start, token.span.end - token.text.endswith("."))


def _is_no_verb(tokens: list[Token], place: int) -> bool:
    """Whether a bare form has nothing before it that a verb in that form needs."""
    kind = _before(tokens, place - 1)
    return kind in ("determiner", "preposition", "start") or (
        kind in ("noun", "name") and not _lower(tokens, place - 1).endswith(("s", "people"))
    )


def _owner(tokens: list[Token], place: int) -> Span | None:
    """Return whose plan, claim or call it is: “his plan”, “the ministry’s claim”."""
    for back in range(place - 1, max(-1, place - 4), -1):
        word = tokens[back].lower
        if word in POSSESSIVES:
            return tokens[back].span
        if word.endswith(("’s", "'s", "s’", "s'")):
            phrase = phrase_ending_at(tokens, back)
            return phrase and Span(phrase.start, tokens[back].span.end)
        if not word.isalpha() or word in PREPOSITIONS:
            return None
    return None


def _signs(tokens: list[Token], place: int, verb: Reporting, source: Span | None) -> Iterator[str]:
    form = verb.form
    yield verb.manner.value
    yield f"form_{form.value}"
    if tokens[place].lower in OFTEN_NO_VERB:
        yield "often_no_verb"
        yield f"often_no_verb_{_GROUPS[_after(tokens, place)]}"
    before = place - 1
    while before >= 0 and tokens[before].lower.endswith("ly") and not tokens[before].is_name:
        before -= 1
    yield f"before_{_before(tokens, before)}"
    after = place + 1
    while after < len(tokens) and tokens[after].lower.endswith("ly") and not tokens[after].is_name:
        after += 1
    kind = _after(tokens, place)
    yield f"after_{kind}"
    yield f"{verb.manner.value}_{_GROUPS[kind]}"
    if form is not Form.PAST:
        yield f"present_{_GROUPS[kind]}"
    word = _lower(tokens, before)
    if form is Form.PAST and word in _BE:
        yield "passive"
        if any(token.lower == "by" for token in tokens[place + 1 : place + 4]):
            yield "passive_by"
    if any(token.text[0] == BLANK for token in tokens[place + 1 :]):
        yield "quote_behind"
    if any(token.text[0] == BLANK for token in tokens[:place]):
        yield "quote_before"
    if any(token.lower == "that" for token in tokens[place + 2 : place + 6]):
        yield "that_near"
    if place == 0:
        yield "opens"
    if source is None:
        yield "no_source"
        return
    words = [token for token in tokens if source.covers(token.span)]
    if not words:
        return
    if words[-1].lower in PRONOUNS:
        yield "source_pronoun"
    elif words[-1].is_name:
        yield "source_name"
    elif words[-1].lower.endswith(PERSON_ENDS):
        yield "source_person"
    else:
        yield "source_thing"
    if len(words) > 6:
        yield "source_long"


def _before(tokens: list[Token], place: int) -> str:
    if place < 0:
        return "start"
    token = tokens[place]
    word = token.lower
    if token.text[0] == BLANK:
        return "quote"
    if token.text in {",", ";", ":", "–", "—", "-", "(", ")"}:
        return "sign"
    for words, name in (
        ({"to"}, "to"),
        (MODALS, "modal"),
        (_HAVE, "have"),
        (_BE, "be"),
        (PRONOUNS, "pronoun"),
        ({"who", "which", "that"}, "relative"),
        ({"and", "or", "but"}, "joiner"),
        (_DETERMINERS | POSSESSIVES, "determiner"),
        ({"not", "n't", "never", "do", "does", "did"}, "do"),
        (PREPOSITIONS, "preposition"),
    ):
        if word in words:
            return name
    if word.endswith(("n't", "n’t")):
        return "do"
    return "name" if token.is_name else "noun"


def _after(tokens: list[Token], place: int) -> str:
    if place + 1 >= len(tokens):
        return "end"
    token = tokens[place + 1]
    word = token.lower
    if token.text[0] == BLANK:
        return "quote"
    if token.text in {",", ";", ":", "–", "—", "-", "(", ")"}:
        return "colon" if token.text == ":" else "sign"
    for words, name in (
        ({"that"}, "that"),
        ({"to"}, "to"),
        (_WH, "wh"),
        ({"by"}, "by"),
        (PRONOUNS, "pronoun"),
        (_DETERMINERS | POSSESSIVES, "determiner"),
        ({"about", "of", "against", "for", "on", "with", "over"}, "about"),
        (PREPOSITIONS, "preposition"),
    ):
        if word in words:
            return name
    return "name" if token.is_name else "word"


def _lower(tokens: list[Token], place: int) -> str:
    return tokens[place].lower if 0 <= place < len(tokens) else ""


@dataclass(frozen=True, slots=True)
class CueWeights:
    """A bias and a weight for each sign."""

    bias: float
    by_sign: Mapping[str, float]

    def sureness(self, signs: frozenset[str]) -> float:
        """Return how sure it is that words with these signs report, 0.0 to 1.0."""
        total = self.bias + sum(self.by_sign.get(sign, 0.0) for sign in sorted(signs))
        return 1.0 / (1.0 + math.exp(-total))


@cache
def _weights() -> CueWeights:
    data = json.loads(resources.files(__package__).joinpath("cue_weights.json").read_text())
    return CueWeights(data["bias"], data["weights"])
