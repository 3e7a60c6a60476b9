"""Reading a text word by word: base forms, parts of speech by closed lists and neighbours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from dateline.core.grounding.checking import lexicon
from dateline.core.grounding.checking.vocabulary import (
    ALIASES,
    AUXILIARIES,
    BE,
    DETERMINERS,
    FUNCTION,
    FUTURE,
    HAVE,
    MODALS,
    NUMBER_WORDS,
    POSSESSIVES,
    PREPOSITIONS,
    PRESENT_AUXILIARIES,
    PRONOUNS,
    SCALES,
    VAGUE_SCALES,
)
from dateline.core.grounding.words import MONTHS, WEEKDAYS
from dateline.core.story import Span

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<dotted>(?:[A-Za-z]\.){2,})"
    r"|(?P<word>[^\W\d_]+(?:[’'][^\W\d_]+)*\d*)"
    r"|(?P<mark>[“”„«»‹›\"])"
    r"|(?P<sign>[,;:()%$£€¥₹—–\[\]…!?.])"
)
# The words of some dozen stories; those of a story come again in every line checked against it.
_KEPT_FORMS = 20_000
_VALUES = VAGUE_SCALES | SCALES | NUMBER_WORDS
# Far more than any sentence of copy has.
MOST_SENTENCE_TOKENS = 400
_CLITIC = re.compile(r"(n[’']t|[’'](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
CALENDAR = {word.lower() for word in (*WEEKDAYS, *MONTHS)}
_SAME_IN_THE_PAST = frozenset(
    "put set cut hit let shut hurt cost read bet burst cast quit rid shed split spread".split()
)
# Plurals without an s.
_PLURALS = frozenset("people police men women children media troops staff".split())
# “and the harbour's new deputy chief”: so far before a verb its second subject may begin.
_MOST_JOINT_WORDS = 6
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_PLAIN_UNITS = {"%": "percent", "$": "dollar", "£": "pound", "€": "euro"}
_MONTH_SHORT = {month[:3].lower(): month.lower() for month in MONTHS} | {"sept": "september"}


@dataclass(slots=True, eq=False)
class Token:
    """One word or sign of a text, as the check sees it.

    bases  every base form the word may have
    part  N noun, V verb, A adjective, R adverb, NAME, NUM, F function word, P sign
    """

    place: int
    span: Span
    text: str
    low: str
    part: str = ""
    value: float | None = None
    sentence: int = 0
    is_quoted: bool = False
    is_joined: bool = False  # written with a hyphen before it
    called: frozenset[str] = field(default_factory=frozenset)
    bases: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_content(self) -> bool:
        """Whether the word carries meaning of its own."""
        return self.part not in ("F", "P")


def read(text: str, sentences: Sequence[Span]) -> list[Token]:
    """Return the tokens of the sentences with their parts of speech, in reading order.

    Of a sentence that is no sentence, such as a table without full stops, only the front is read:
    what is not read carries no line.
    """
    tokens: list[Token] = []
    for number, sentence in enumerate(sentences):
        start = len(tokens)
        for match in _TOKEN.finditer(text, sentence.start, sentence.end):
            if len(tokens) - start >= MOST_SENTENCE_TOKENS:
                break
            _append(tokens, match, number)
        _tag(tokens, start)
    return tokens


def _append(tokens: list[Token], match: re.Match[str], sentence: int) -> None:
    words, start = match.group(), match.start()
    kind = match.lastgroup
    may_be_two = kind == "word" and ("'" in words or "’" in words)
    if may_be_two and (clitic := _CLITIC.search(words)):
        cut = clitic.start()
        if cut > 0:
            tokens.append(_token(len(tokens), start, words[:cut], sentence))
        tail = _token(len(tokens), start + cut, words[cut:], sentence)
        tail.part = "F"
        tokens.append(tail)
        return
    token = _token(len(tokens), start, words, sentence)
    token.is_joined = start > 0 and match.string[start - 1] == "-"
    if kind in ("sign", "mark"):
        token.part = "P"
        if words in _PLAIN_UNITS:
            token.part, token.low = "N", _PLAIN_UNITS[words]
            token.bases = lexicon.all_bases(token.low)
    elif kind == "number":
        token.part, token.value = "NUM", _number(words)
    tokens.append(token)


def _token(place: int, start: int, words: str, sentence: int) -> Token:
    low, bases = _form(words)
    span = Span(start, start + len(words))
    return Token(place, span, words, low, sentence=sentence, bases=bases)


@lru_cache(_KEPT_FORMS)
def _form(words: str) -> tuple[str, frozenset[str]]:
    """Return a word in lower case as it is compared, and its base forms."""
    low = words.lower().replace("’", "'").strip(".")
    low = _MONTH_SHORT.get(low, low) if words[:1].isupper() else low
    return low, lexicon.all_bases(low)


def _number(words: str) -> float | None:
    try:
        return float(words.replace(",", "")) if len(words) < 20 else None
    except ValueError:
        return None  # 1.2.3 is a version, not a number


def _tag(tokens: list[Token], start: int) -> None:
    for place in range(start, len(tokens)):
        token = tokens[place]
        if not token.part:
            token.part = _part(tokens, place, start)
        if token.part in ("N", "A", "F", "R") and token.value is None:
            token.value = _value_in_words(token)
            if token.value is not None and token.low not in ("one", "second", "both"):
                token.part = "NUM"
    for one, other in pairwise(tokens[start:]):
        _join_numbers(one, other)


def _join_numbers(one: Token, other: Token) -> None:
    """Read “forty-nine” and “1.2 million” as one number, held by the first word."""
    if one.part != "NUM" or other.part != "NUM" or one.value is None or other.value is None:
        return
    if other.low in SCALES and other.span.start - one.span.end <= 1:
        one.value, other.value, other.part = one.value * other.value, None, "F"
    elif one.low in _TENS and 0 < other.value < 10 and other.span.start == one.span.end + 1:
        one.value, other.value, other.part = one.value + other.value, None, "F"


def _value_in_words(token: Token) -> float | None:
    return _VALUES.get(token.low) or None  # “zero” counts nothing


def _before(tokens: list[Token], place: int, start: int) -> Token | None:
    """Return the word before, over adverbs and the negation."""
    left = place - 1
    while left >= start and (tokens[left].part == "R" or tokens[left].low in ("not", "n't")):
        left -= 1
    return tokens[left] if left >= start else None


def _part(tokens: list[Token], place: int, start: int) -> str:
    token = tokens[place]
    low = token.low
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.text == "May" and after is not None and after.part == "NUM":
        return "NAME"
    if low in FUNCTION and not (token.text == "US" or token.text == "IT"):
        return "F"
    if token.is_joined and place > start and _ends_name(low, tokens[place - 1]):
        return "NAME"
    if low in ("least", "most") and place > start and tokens[place - 1].low == "at":
        return "F"  # a hedge of the number behind it
    if token.text[:1].isupper() and _is_name(tokens, place, start):
        return "NAME"
    if low.endswith("ly") and lexicon.share(low, "r") >= 0.5:
        return "R"
    before = _before(tokens, place, start)
    if _may_be_verb(low) and _is_verb(
        token, before, after, is_joint=_is_joint(tokens, place, start)
    ):
        return "V"
    if lexicon.share(low, "r") > 0.6:
        return "R"
    if lexicon.share(low, "a") > 0.5 or (low.endswith("ed") and before is not None):
        return "A"
    return "N"


def _is_name(tokens: list[Token], place: int, start: int) -> bool:
    token = tokens[place]
    opens = place == start or (place == start + 1 and tokens[start].part == "P")
    opens = opens or (place > 0 and tokens[place - 1].text in '“"‘«:' and place > start)
    if not opens or token.low in ALIASES or token.low in CALENDAR:
        return True
    if not lexicon.is_known(token.low) and not lexicon.all_bases(token.low) - {token.low}:
        return True
    # “Getting IE6 users …” opens with an act, whatever stands behind it.
    is_act = token.low.endswith("ing") and bool(lexicon.bases(token.low, "v"))
    return not is_act and place + 1 < len(tokens) and _starts_name(tokens[place + 1], token)


def _ends_name(low: str, before: Token) -> bool:
    """Whether “un” of “Tae-un” is no word that a name is joined to, as in “US-trained”."""
    is_word = bool(lexicon.all_bases(low) - {low}) or sum(lexicon.entry(low).counts) > 1
    return before.part == "NAME" and not is_word


def _starts_name(after: Token, token: Token) -> bool:
    """Whether “Cape” of “Cape Breton” opens a name although it is a word."""
    return after.text[:1].isupper() and after.low not in FUNCTION and token.low not in CALENDAR


def _is_joint(tokens: list[Token], place: int, start: int) -> bool:
    """Whether the phrase before a word joins several: “Ostby and the harbour chief hope”."""
    for left in range(place - 1, max(start, place - _MOST_JOINT_WORDS) - 1, -1):
        token = tokens[left]
        if token.low == "and":
            return left > start and tokens[left - 1].part in ("N", "NAME")
        if token.part not in ("N", "NAME", "A") and token.low not in DETERMINERS | POSSESSIVES:
            return False
    return False


def _may_be_verb(low: str) -> bool:
    return bool(lexicon.bases(low, "v"))


def is_past(low: str) -> bool:
    """Return whether a form is a past tense or past participle by its shape."""
    if low in PRESENT_AUXILIARIES:
        return False  # “are” is no base form and yet no past
    bases = lexicon.bases(low, "v")
    if low in _SAME_IN_THE_PAST:
        return True
    return (
        bool(bases) and (low.endswith("ed") or low not in bases) and not low.endswith(("ing", "s"))
    )


def _is_verb(token: Token, before: Token | None, after: Token | None, *, is_joint: bool) -> bool:
    low, verbal = token.low, lexicon.share(token.low, "v")
    last = before.low if before is not None else ""
    is_ing = low.endswith("ing") and low not in lexicon.bases(low, "v")
    past = is_past(low)
    if last in MODALS | FUTURE or last in ("do", "does", "did"):
        return True
    if last == "to":
        return (low in lexicon.bases(low, "v")) and verbal > 0.15
    is_modifier = after is not None and after.text[:1].isalpha() and after.low not in FUNCTION
    if last == "'s" and past and is_modifier:
        return False  # “the ship's lost container”
    if last in BE:
        return is_ing or (past and lexicon.share(low, "a") < 0.9)
    if last in HAVE:
        return past
    if past and token.is_joined and is_modifier:
        return False  # “US-made film”
    if before is not None and (last in DETERMINERS - {"that"} or last in POSSESSIVES):
        return False
    if last in PREPOSITIONS:
        return is_ing
    if last in PRONOUNS or last in ("that", "which"):
        return verbal > 0.15 or past
    if before is not None and before.part in ("A", "NUM") and not past and not is_ing:
        return False
    if past:
        nounish = after is not None and after.part == "" and not after.text[:1].islower()
        return verbal > 0.3 and not (nounish and before is not None and before.part == "A")
    if is_ing:
        return verbal > 0.4
    if before is not None and before.part in ("N", "NAME", "NUM"):
        # “bomb test” is a noun; “members want” and “the city hosts” are verbs.
        is_plural = before.low.endswith("s") or before.low in _PLURALS or is_joint
        return verbal >= 0.5 and is_plural != low.endswith("s")
    return verbal >= 0.75 and last not in ("'s",)


def is_auxiliary(token: Token) -> bool:
    """Return whether a token helps a verb."""
    return token.low in AUXILIARIES and token.part == "F"
