"""The outer shape of a sentence: words, commas, quotations, and where who said it closes it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from dateline.core.grounding.checking.lexicon import bases, share
from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.words import PRONOUNS, SAYING_VERBS
from dateline.core.story import Span

_TOKEN = re.compile(r"[^\W_](?:[\w'’&/-]|[.,](?=\d)|\.(?=[A-Za-z]\b))*|[^\w\s]")
_END = re.compile(r"[.!?][”\"’')]*$")
AUXILIARIES = frozenset(
    """
    is are was were has have had will would can could may might must shall should does did do
    isn't aren't wasn't weren't won't wouldn't can't couldn't didn't doesn't don't hasn't
    haven't hadn't isn’t aren’t wasn’t weren’t won’t wouldn’t can’t couldn’t didn’t doesn’t
    don’t hasn’t haven’t hadn’t
    """.split()
)
RELATIVES = frozenset(
    """
    who which whose where whom that
    """.split()
)
# Behind “accused” or “known” these show a participle that belongs to the noun before it.
_BEHIND_PARTICIPLE = frozenset(
    """
    of by in with to for from as at on
    """.split()
)
_VERB_SHARE = 0.5
# “said in a statement on Monday” is about as long as a reporting clause goes on.
_MOST_BEHIND_SAYING = 9
# “a court heard”, “records show”, “it is claimed”.
_TELLS_OF_SOURCE = frozenset(
    """
    heard show shows showed suggest suggests suggested indicate indicates found claimed
    alleged reported emerged revealed understood believed thought ruled
    """.split()
)
_OPENS_CIRCUMSTANCE = frozenset(
    """
    after before when while as and but or because although though with since until if
    including following despite amid
    """.split()
)
_SAME_IN_THE_PAST = frozenset(
    """
    hit put shut hurt let spread split quit burst cast shed beat upset
    """.split()
)


class Token(NamedTuple):
    """A word or sign of the sentence."""

    start: int
    end: int
    text: str
    lower: str


@lru_cache(8192)
def is_past(word: str) -> bool:
    """Return whether a lower-case word is rather a past form than anything else."""
    if word in ("was", "were", "had", "did"):
        return True
    base = bases(word, "v")
    if word in _SAME_IN_THE_PAST:
        return share(word, "v") >= _VERB_SHARE
    if not base or word in base or word.endswith(("ing", "s")):
        return False
    return share(word, "v") >= _VERB_SHARE


@lru_cache(8192)
def is_finite(word: str) -> bool:
    """Return whether a lower-case word can carry a clause."""
    if word in AUXILIARIES or is_past(word):
        return True
    return (
        word.endswith("s")
        and not word.endswith("ss")
        and bool(bases(word, "v"))
        and share(word, "v") > _VERB_SHARE
    )


@dataclass(frozen=True)
class Shape:
    """A sentence laid out for cutting. Places are code points into it."""

    sentence: str

    @cached_property
    def tokens(self) -> list[Token]:
        """Its words and signs."""
        return [
            Token(*match.span(), word, word.lower())
            for match in _TOKEN.finditer(self.sentence)
            for word in (match.group(),)
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def quotations(self) -> list[Span]:
        """What it opens and closes between marks, without them."""
        return closed_quotations(self.sentence)

    @cached_property
    def stop(self) -> int:
        """Where its closing full stop stands."""
        match = _END.search(self.sentence)
        return match.start() if match else len(self.sentence)

    @cached_property
    def commas(self) -> list[int]:
        """Its commas outside quotations and brackets; none within figures."""
        depth, found = 0, []
        for token in self.tokens:
            depth += token.text in "([" and token.text != ""
            depth -= token.text in ")]" and token.text != ""
            if token.text == "," and depth == 0 and not self.is_quoted(token.start):
                found.append(token.start)
        return found

    @cached_property
    def body_end(self) -> int:
        """Where its statement ends: before a closing “, the port said”, else at the full stop."""
        for comma in reversed(self.commas):
            if is_attribution(self.words_between(comma + 1, self.stop)):
                return comma
        return self.stop

    def is_quoted(self, place: int) -> bool:
        """Return whether a place lies between marks."""
        return any(span.start <= place < span.end for span in self.quotations)

    def cuts_quotation(self, start: int, end: int) -> bool:
        """Return whether a stretch would take only a part of a quotation, or its marks."""
        return any(
            not (start <= span.start - 1 and span.end + 1 <= end)
            and not (end <= span.start - 1 or start >= span.end + 1)
            for span in self.quotations
        )

    def words_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens of a stretch."""
        return self.tokens[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def first_after(self, place: int) -> Token | None:
        """Return the first token from a place on."""
        number = bisect_left(self._starts, place)
        return self.tokens[number] if number < len(self.tokens) else None

    def last_before(self, place: int) -> Token | None:
        """Return the last token that ends by a place."""
        number = bisect_right(self._ends, place)
        return self.tokens[number - 1] if number else None

    def next_comma(self, place: int) -> int:
        """Return the next comma behind a place, or where the statement ends."""
        return next((c for c in self.commas if c > place), self.stop)


@lru_cache(512)
def shape_of(sentence: str) -> Shape:
    """Return a sentence laid out; a form is cut, judged whole and judged alone by one layout."""
    return Shape(sentence)


def is_attribution(tokens: Sequence[Token]) -> bool:
    """Return whether the words are only who says it: “the port said on Monday”."""
    words = [token.lower for token in tokens]
    if words[:2] == ["according", "to"]:
        return True
    if words and len(words) <= _MOST_BEHIND_SAYING and set(words) & _TELLS_OF_SOURCE and (
        words[0] not in RELATIVES | _OPENS_CIRCUMSTANCE and not words[0].endswith("ing")
    ):  # fmt: skip
        return True
    saying = next((place for place, token in enumerate(tokens) if _is_saying(token)), None)
    if saying is None:
        return False
    before, behind = tokens[:saying], tokens[saying + 1 :]
    if len(behind) > _MOST_BEHIND_SAYING or any(is_finite(token.lower) for token in behind):
        return False
    if not before:  # “…, said the port”, not “Ostby, 37, told reporters”
        return words[0] in ("said", "says") and bool(behind) and (
            behind[0].text[0].isupper() or behind[0].lower in ("the", "a", "an", "one")
        )  # fmt: skip
    if words[0] in RELATIVES or words[0] in ("and", "but", "as", "when"):
        return False
    return not any(is_finite(t.lower) and t.lower not in ("has", "had", "have") for t in before)


def _is_saying(token: Token) -> bool:
    """Return whether a word says in earnest: “calls” and “reports” are nouns too."""
    return token.lower in SAYING_VERBS and (
        token.lower in ("say", "says", "tells", "adds", "warns", "insists", "believes")
        or (is_past(token.lower) and not token.text[0].isupper())
    )


def finite_in(tokens: Sequence[Token]) -> Iterator[int]:
    """Give the places of words that carry a main clause; those of relative clauses are left out.

    A participle that may belong to its noun, as in “a man accused of theft”, does not count.
    """
    in_relative, after_relative, depth = False, False, 0
    for place, token in enumerate(tokens):
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0 or _is_set_apart(tokens, place):
            continue
        if token.lower in RELATIVES and place and not _is_that_of_speech(tokens, place):
            in_relative = True
            continue
        if not is_finite(token.lower) or token.text[0].isupper():
            continue
        before = tokens[place - 1].lower if place else ""
        after = tokens[place + 1].lower if place + 1 < len(tokens) else ""
        if before in ("a", "an", "the", "his", "her", "their", "its", "to", "will", "would"):
            continue
        if in_relative:
            if token.lower in AUXILIARIES and after not in AUXILIARIES and is_past(after):
                continue
            in_relative, after_relative = False, True
            continue
        if after_relative and before in ("and", "or"):
            continue  # “an attorney who led the team and considers …”
        is_doubtful = (
            token.lower.endswith(("ed", "wn", "en"))
            and after in _BEHIND_PARTICIPLE
            and before not in AUXILIARIES
            and before not in PRONOUNS
            and not all(one.text[0].isupper() for one in tokens[:place])
        )
        if not is_doubtful:
            yield place


def _is_set_apart(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a word stands alone in commas, as “left” does in “Ostby, left, and Reck”."""
    return (
        0 < place < len(tokens) - 1
        and tokens[place - 1].text == ","
        and tokens[place + 1].text == ","
    )


def _is_that_of_speech(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].lower == "that" and (
        any(token.lower in SAYING_VERBS for token in tokens[max(0, place - 5) : place])
    )


def has_main_verb(tokens: Sequence[Token]) -> bool:
    """Return whether the words have a subject and a verb of a main clause."""
    return next((True for place in finite_in(tokens) if place > 0), False)
