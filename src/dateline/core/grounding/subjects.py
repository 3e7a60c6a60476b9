"""Who is said to speak: the subject of a reporting verb, found by closed lists and word order."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dateline.core.grounding.words import (
    DEMONSTRATIVES,
    MONTHS,
    POSSESSIVES,
    PRONOUNS,
    SAYING_VERBS,
    WEEKDAYS,
)
from dateline.core.story import Span

# What stands for quoted words while a sentence is searched, so that they never speak themselves.
BLANK = "\x00"
# No sentence of copy reports more often; what is longer is a table.
MOST_CUES = 40

_TOKEN = re.compile(r"[^\W_](?:[\w'’&/-]|\.(?=\w))*\.?|[,;:()–—-]|" + BLANK + "+")
_AUXILIARIES = frozenset(
    """
    having being has have had is was were are be been also later then did does do not again
    further once
    since already even just only previously recently repeatedly would could will who earlier
    first now still
    """.split()
)
_BE = frozenset("is are was were be been being".split())
_IRREGULAR_PARTICIPLES = frozenset("said told written known seen thought".split())
# May stand between “was” and its participle.
_BETWEEN = frozenset("also not later then again already now still since first".split())
# “were told on Monday by the harbour chief”
_BY_REACH_WORDS = 4
_ARTICLES = frozenset(
    """
    the a an one another some several many both two other
    """.split()
)
_JOINERS = frozenset(
    """
    of for and & de van von der bin al el la at in the from to on du di da s
    """.split()
)
# After one of these a reporting word is a noun: "in its report", "a new claim".
_NOUN_BEFORE = (
    _ARTICLES | POSSESSIVES | DEMONSTRATIVES | {"of", "to", "in", "by", "no", "any", "news"}
)
_DAYS = {word.lower() for word in (*WEEKDAYS, *MONTHS)} | {
    "today", "yesterday", "tomorrow", "week", "month", "year", "day", "morning", "night", "evening",
    "afternoon", "early", "late",
}  # fmt: skip
# Nouns that look like adverbs.
_LY_NOUNS = frozenset(
    """
    daily weekly monthly family assembly ally rally reply july
    """.split()
)
# A noun phrase does not run to the left over one of these.
_STOPS = frozenset(
    """
    that which as but when while because if after before since with by what who how why
    where whether about against over than through between under like out into it until so or
    """.split()
)
_PREPOSITIONS = {"with", "by", "about", "against", "over", "into", "between", "under", "through"}
# Reporting verbs whose plain form is more often a noun or a modifier.
_NOUN_FORMS = frozenset(
    """
    state report claim call note vow ask comment tweet read demand promise pledge estimate
    reply mention joke label reports claims calls notes estimates
    """.split()
)
# Of people: “the staffer”, “officials”.
PERSON_ENDS = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "woman", "women", "ian",
            "ians", "ant", "ants", "ee", "ees", "al", "als", "people", "member", "members",
            )  # fmt: skip
_COORDINATING = {"and", "but", "then"}
_TIME_OPENERS = frozenset(
    """
    on in at earlier later last during after before by since meanwhile however but and still
    yet also speaking as for with when while asked
    """.split()
)


class Token(NamedTuple):
    """A word or sign of a text: its span, and its lower-case form without a full stop behind it."""

    span: Span
    text: str
    lower: str

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name: a capital first, or a figure among capitals."""
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reporting cue and the words that name its source, spans into the text searched."""

    source: Span
    cue: Span
    verb: str


# A sentence beyond this length is searched in stretches, so that the time stays linear in it.
LONGEST_SEARCHED_CHARS = 2000


def stretches_of(text: str, sentence: Span) -> Iterator[Span]:
    """Give a sentence whole, or one that is no sentence any more in stretches of whole words."""
    start = sentence.start
    while sentence.end - start > LONGEST_SEARCHED_CHARS:
        end = text.rfind(" ", start + 1, start + LONGEST_SEARCHED_CHARS)
        end = end + 1 if end > start else start + LONGEST_SEARCHED_CHARS
        yield Span(start, end)
        start = end
    yield Span(start, sentence.end)


def tokens_of(text: str, within: Span) -> list[Token]:
    """Return the words and the clause signs of a stretch of text."""
    return [
        Token(Span(*match.span()), word, word.lower().rstrip("."))
        for match in _TOKEN.finditer(text, within.start, within.end)
        if (word := match.group())
    ]


def attributions_in(frame: str, sentence: Span) -> Iterator[Attribution]:
    """Give the reporting cues of one sentence with their sources; of a table only the first."""
    return itertools.islice(_attributions(frame, sentence), MOST_CUES)


def _attributions(frame: str, sentence: Span) -> Iterator[Attribution]:
    """Give the reporting cues of one sentence with their sources, in reading order.

    `frame` is the story's text with quoted words blanked.
    """
    for stretch in stretches_of(frame, sentence):
        yield from _attributions_of(frame, stretch)


def _attributions_of(frame: str, stretch: Span) -> Iterator[Attribution]:
    tokens = tokens_of(frame, stretch)
    for place, token in enumerate(tokens):
        if token.lower == "according" and _lower(tokens, place + 1) == "to":
            if source := phrase_after(tokens, place + 2):
                cue = Span(token.span.start, tokens[place + 1].span.end)
                yield Attribution(source, cue, "according to")
        elif (
            token.lower in SAYING_VERBS and not token.text[0].isupper() and _is_verb(tokens, place)
        ):
            source = speaker_of(tokens, place)
            if source:
                cue = Span(token.span.start, _end_of(token))
                yield Attribution(source, cue, token.lower)


def _lower(tokens: list[Token], place: int) -> str:
    return tokens[place].lower if 0 <= place < len(tokens) else ""


def _is_verb(tokens: list[Token], place: int) -> bool:
    before, after = _lower(tokens, place - 1), _lower(tokens, place + 1)
    word = tokens[place].lower
    # “news reports” are a noun; “Coastline News reported” is not.
    is_agency = before == "news" and tokens[place - 1].is_name
    if before in _NOUN_BEFORE and not is_agency:
        return False
    if word in {"report", "reports", "claim", "claims", "states", "notes", "calls", "warning"}:
        # As nouns these follow an adjective or a name: "media reports said", "police reports".
        return after not in SAYING_VERBS and (place == 0 or tokens[place - 1].is_name)
    return before != "to"


def speaker_of(tokens: list[Token], place: int) -> Span | None:
    """Return who says it: the subject of the verb at `place`, of a passive only whom “by” names.

    “Reporters were told …” names the hearers; who told them is left unsaid.
    """
    if not _is_passive(tokens, place):
        return subject_of(tokens, place)
    behind = range(place + 1, min(len(tokens), place + _BY_REACH_WORDS + 1))
    by = next((i for i in behind if tokens[i].lower == "by"), None)
    return None if by is None else phrase_after(tokens, by + 1)


def _is_passive(tokens: list[Token], place: int) -> bool:
    """Whether a form of “be” makes the verb at `place` passive; “was quoted as” names who spoke."""
    verb = tokens[place].lower
    if verb == "quoted" or not (verb.endswith("ed") or verb in _IRREGULAR_PARTICIPLES):
        return False
    left = place - 1
    while left >= 0 and (tokens[left].lower in _BETWEEN or _is_adverb(tokens[left])):
        left -= 1
    return _lower(tokens, left) in _BE


def subject_of(tokens: list[Token], place: int) -> Span | None:
    """Return the subject of the reporting verb at `place`, before it or, inverted, behind it."""
    verb = tokens[place]
    left = place - 1
    while left >= 0 and (tokens[left].lower in _AUXILIARIES or _is_adverb(tokens[left])):
        left -= 1
    left = _before_parenthesis(tokens, left)
    if left > 0 and tokens[left].lower in _COORDINATING:
        return _first_phrase(tokens, place)  # “Ostby thought for a moment and said”
    if (
        left >= 0
        and tokens[left].text not in {",", ";", ":", "–", "—", "-", "(", ")"}
        and (tokens[left].text[0] != BLANK)
    ):
        phrase = phrase_ending_at(tokens, left)
        if phrase:
            return _whole_phrase(tokens, phrase)
    if left >= 0 and tokens[left].text == ",":
        if appositive := _before_appositive(tokens, left):
            return appositive
        if verb.lower.endswith("ing"):
            return _first_phrase(tokens, place)
    # “…,” said Transport Minister Runa Ostby.
    inverts = not verb.lower.endswith("ing")
    if inverts and (left < 0 or tokens[left].text == "," or tokens[left].text[0] == BLANK):
        if not _opens_clause(tokens, place + 1):
            return phrase_after(tokens, place + 1)
        if left >= 0 and tokens[left].text == ",":
            return _first_phrase(tokens, place)  # “officials, citing a report, say it is safe”
    return None


def _opens_clause(tokens: list[Token], place: int) -> bool:
    """Whether a pronoun begins what is said, as in “say it is safe”, and is not who says it."""
    is_followed = any(token.text[0].isalnum() for token in tokens[place + 1 : place + 2])
    return place < len(tokens) and tokens[place].lower in PRONOUNS and is_followed


def _before_parenthesis(tokens: list[Token], place: int) -> int:
    """Return the place before a parenthesis that ends at `place`: “Arne Vik (North) said”."""
    if place < 0 or tokens[place].text != ")":
        return place
    opening = next((i for i in range(place, max(-1, place - 8), -1) if tokens[i].text == "("), None)
    return place if opening is None else opening - 1


def _is_adverb(token: Token) -> bool:
    return token.lower.endswith("ly") and not token.is_name and token.lower not in _LY_NOUNS


def phrase_ending_at(tokens: list[Token], end: int) -> Span | None:
    """Return the noun phrase whose last word is at `end`."""
    while end > 0 and (tokens[end].lower in _DAYS or tokens[end].lower in {"on", "in"}):
        end -= 1  # “the ministry on Thursday said”
    if tokens[end].lower in PRONOUNS:
        return tokens[end].span
    start = end
    while start >= 0 and _continues_phrase(tokens, start, end):
        start -= 1
    start += 1
    while start <= end and tokens[start].lower in _JOINERS - {"the"}:
        start += 1
    if start > end or tokens[start].text[0] == BLANK:
        return None
    words = {token.lower for token in tokens[start : end + 1]}
    if words <= _DAYS | _ARTICLES:
        return None
    return Span(tokens[start].span.start, _end_of(tokens[end]))


def _end_of(token: Token) -> int:
    """Return where a phrase ends whose last word may carry the full stop of its sentence."""
    is_stopped = token.text.endswith(".") and "." not in token.text[:-1]
    return token.span.end - is_stopped


def _whole_phrase(tokens: list[Token], phrase: Span) -> Span | None:
    """Return the phrase a name in “an official who handles relations with Osmark” is only part of.

    Without a “who” to go back to, what the preposition belongs to is not plain: nobody is named.
    """
    start = next(i for i, token in enumerate(tokens) if token.span.start == phrase.start)
    if start == 0 or tokens[start - 1].lower not in _PREPOSITIONS:
        return phrase
    place = start - 1
    while place > 0 and tokens[place].text not in {",", ";", ":"}:
        if tokens[place].lower in {"who", "which"}:
            head = phrase_ending_at(tokens, place - 1)
            return Span(head.start, phrase.end) if head else None
        place -= 1
    return None


def _continues_phrase(tokens: list[Token], place: int, end: int) -> bool:
    token = tokens[place]
    word = token.lower
    if token.text[0] == BLANK or token.text in {",", ";", ":", "–", "—", "(", ")"}:
        return False
    if word in PRONOUNS:
        return False
    if place < end and (tokens[place + 1].lower in _ARTICLES | POSSESSIVES):
        # A determiner opens the phrase, unless a title or a joiner runs on into it.
        if word in {"in", "at", "from"} and place and tokens[place - 1].lower.endswith(PERSON_ENDS):
            return True  # “a staffer in the room”
        return word in {"of", "for"} or (
            tokens[place + 1].lower == "the"
            and not token.is_name
            and word not in _AUXILIARIES
            and word not in SAYING_VERBS | _STOPS
            and _has_name(tokens, place + 2, end)
            and not word.endswith("ed")
        )
    if word in _AUXILIARIES or word in SAYING_VERBS - _NOUN_FORMS or word in _STOPS:
        return False
    return not (word.endswith("ed") and not token.is_name)


def _has_name(tokens: list[Token], start: int, end: int) -> bool:
    return any(token.is_name for token in tokens[start : end + 1])


def _before_appositive(tokens: list[Token], comma: int) -> Span | None:
    """Return X of “X, a radio host in Lund Bay, said”: the name before the comma that opens it."""
    depth = comma - 1
    while depth >= 0 and tokens[depth].text != ",":
        if tokens[depth].text[0] == BLANK or tokens[depth].lower in SAYING_VERBS:
            return None
        depth -= 1
    if depth <= 0:
        return None
    depth = _before_parenthesis(tokens, depth - 1) + 1
    phrase = phrase_ending_at(tokens, depth - 1) if depth > 0 else None
    if phrase is None or tokens[depth - 1].lower in _DAYS:
        return None
    return phrase


def _first_phrase(tokens: list[Token], limit: int) -> Span | None:
    """Return the subject of the main clause: the first noun phrase after an opening adverbial."""
    start = 0
    while start < limit and tokens[start].lower in _TIME_OPENERS:
        comma = next((i for i in range(start, limit) if tokens[i].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
    end = start
    while end < limit and (
        tokens[end].is_name
        or tokens[end].lower in _ARTICLES | _JOINERS | POSSESSIVES
        or (
            tokens[end].text[0].isalpha()
            and not tokens[end].lower.endswith("ed")
            and tokens[end].lower not in _AUXILIARIES | (SAYING_VERBS - _NOUN_FORMS) | PRONOUNS
        )
    ):
        end += 1
    if end == start and start < limit and tokens[start].lower in PRONOUNS:
        end = start + 1
    while end > start and not tokens[end - 1].text[0].isalpha():
        end -= 1
    return Span(tokens[start].span.start, tokens[end - 1].span.end) if end > start else None


def phrase_after(tokens: list[Token], start: int) -> Span | None:
    """Return the noun phrase that begins at `start`: “according to the harbour authority”."""
    end = start
    while end < len(tokens):
        token = tokens[end]
        if token.text[0] == BLANK or not (token.text[0].isalnum()):
            break
        if token.lower in PRONOUNS:
            end += end == start
            break
        if end > start and (
            token.lower in SAYING_VERBS | _AUXILIARIES | _DAYS
            or token.lower
            in {"that", "which", "as", "on", "when", "after", "during", "before", "at"}
            or (token.lower in {"in", "to", "from", "with", "by"} and tokens[start].is_name)
        ):
            break
        end += 1
    if end == start or tokens[start].lower in _DAYS | {"that", "it", "there"} - {"it"}:
        return None
    return Span(tokens[start].span.start, _end_of(tokens[end - 1]))
