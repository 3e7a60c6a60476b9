"""Cuts of a whole clause: the circumstance in front, the second clause, the first."""

import re
from collections.abc import Iterator

from dateline.core.grounding.checking.lexicon import bases, share
from dateline.core.grounding.clauses import (
    AUXILIARIES,
    Shape,
    Token,
    finite_in,
    has_main_verb,
    is_finite,
    is_past,
)
from dateline.core.grounding.cutting.signs import (
    FRONT,
    SUBORDINATORS,
    SURELY_VERB,
    VERB_SHARE,
    YEAR,
    has_scope,
    is_done,
    is_whole,
    lowers,
    open_relative,
    resumes_later,
    turns,
)
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.words import (
    PRONOUNS,
    SAYING_VERBS,
)

_FRONT_HOLDS = re.compile(
    r"\b(?:every|each|only|best|worst|least|most|once|whenever|theory|part)\b"
)

_FINDING_VERBS = frozenset(
    """
    ruled found heard show shows showed shown feels felt knew learned ordered claims reveals
    understood understands hopes hoped fears feared
    """.split()
)


def fronts(shape: Shape) -> Iterator[Edit]:
    """“In a statement on Monday, …”: a circumstance before the subject."""
    match = FRONT.match(shape.sentence)
    if match is None or not shape.commas or _FRONT_HOLDS.search(shape.sentence[: shape.commas[0]]):
        return
    for place, comma in enumerate(shape.commas[:2]):
        front = shape.words_between(0, comma)
        if turns(front) or (place and not _is_aside(shape, shape.commas[0], comma)):
            continue
        following = shape.words_between(comma + 1, shape.next_comma(comma))
        if not following or not _opens_clause(following[0]):
            continue
        rest = shape.words_between(comma + 1, shape.stop)
        if not has_main_verb(following):
            continue
        if front[0].lower == "as" and not has_main_verb(front[1:]):
            continue
        if front[0].lower in ("when", "while", "after", "during", "before", "because", "as") and (
            has_scope(rest) or not is_done(rest)
        ):
            continue
        start = following[0].start
        yield Edit(0, start, "drop-front")
        return


def _is_aside(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether “, which …,” or a year stands between the two first commas."""
    words = shape.words_between(comma + 1, closing)
    return bool(words) and (
        words[0].lower in ("who", "which", "whose", "where")
        or bool(re.fullmatch(YEAR, words[0].text) and len(words) == 1)
    )


def _opens_clause(token: Token) -> bool:
    return token.lower in ("the", "a", "an", "two", "three", "four", "five", "police", "officials",
                           "authorities", "prosecutors", "he", "she", "they") or (
        token.text[0].isupper() and token.lower not in PRONOUNS
    )  # fmt: skip


def second_clauses(shape: Shape) -> Iterator[Edit]:
    """“…, and the crews agree”: a second clause or a second verb behind “and”, to the end."""
    for token in shape.tokens:
        if token.lower not in ("and", "but") or token.start >= shape.body_end:
            continue
        before = shape.last_before(token.start)
        tail = shape.words_between(token.end, shape.body_end)
        start = before.start if before and before.text == "," else token.start - 1
        kept = shape.words_between(0, start)
        if len(kept) < 4 or len(tail) < 2 or not is_whole(kept) or shape.is_quoted(start):
            continue
        if turns(tail) or lowers(tail)[0] in ("then", "so") or resumes_later(shape, start):
            continue
        if any(word in SAYING_VERBS for word in lowers(tail)) and not any(
            word in SAYING_VERBS for word in lowers(kept)
        ):
            continue  # who says it may govern both
        is_clause = start in shape.commas and _is_clause(tail)
        is_verb = (
            (is_past(tail[0].lower) or _is_present_beside(kept, tail[0]))
            and not is_finite(kept[-1].lower)
            and not kept[-1].lower.endswith(("ed", "ing", "ly"))
            and not open_relative(kept)
            and not has_scope(kept)
            and not set(lowers(kept)) & {"between", "both", "either", "to"}
            and not tail[0].lower.endswith("n")
            and (is_done(kept) or not is_past(tail[0].lower))
        )
        is_infinitive = (
            share(tail[0].lower, "v") > SURELY_VERB
            and tail[0].lower in bases(tail[0].lower, "v")
            and not is_past(tail[0].lower)
            and _has_infinitive(kept)
            and not is_finite(kept[-1].lower)
            and not set(lowers(kept)) & {"between", "both", "either"}
            and not has_scope(kept)
        )
        if is_clause or is_verb or is_infinitive:
            yield Edit(start, shape.body_end, "drop-second")


def _has_infinitive(kept: list[Token]) -> bool:
    """Return whether “to open the quay” or “will open the quay” stands before the “and”."""
    words = lowers(kept)
    return any(
        words[place] in ("to", "will") and share(words[place + 1], "v") > VERB_SHARE
        for place in range(len(words) - 3)
    )


def _is_present_beside(kept: list[Token], token: Token) -> bool:
    """Return whether “and wants” is a second verb beside a first of the same present form."""
    return (
        token.lower.endswith("s")
        and is_finite(token.lower)
        and share(token.lower, "v") > SURELY_VERB
        and any(
            kept[place].lower.endswith("s") and kept[place].lower not in AUXILIARIES
            for place in finite_in(kept)
        )
    )


def _is_clause(tail: list[Token]) -> bool:
    """Return whether words begin with a subject and a verb of their own."""
    if tail[0].lower in PRONOUNS:
        return len(tail) > 1 and is_finite(tail[1].lower)
    if tail[0].lower not in ("the", "a", "an", "his", "her", "its", "their", "there", "some") and (
        not tail[0].text[0].isupper()
    ):
        return False
    if tail[0].lower in ("the", "a", "an") and tail[1].lower in (
        "other",
        "others",
        "latter",
        "two",
    ):
        return False
    place = next(iter(finite_in(tail)), None)
    return place is not None and 0 < place <= 5 and not any(t.text == "," for t in tail[:place])


def first_clauses(shape: Shape) -> Iterator[Edit]:
    """“The quay is safe, and Ostby has resigned”: the second clause may be a line of its own."""
    for comma in shape.commas:
        token = shape.first_after(comma + 1)
        if token is None or token.lower not in ("and", "but", "while") or comma >= shape.body_end:
            continue
        first = shape.words_between(0, comma)
        second = shape.words_between(token.end, shape.body_end)
        if not second or not has_main_verb(first) or not _is_clause(second):
            continue
        if second[0].lower in PRONOUNS or second[0].lower in ("his", "her", "its", "their"):
            continue
        told = set(lowers(first))
        if told & (SAYING_VERBS | _FINDING_VERBS) or open_relative(first):
            continue
        if turns(first) or shape.body_end != shape.stop or shape.is_quoted(comma):
            continue
        if set(lowers(first)) & SUBORDINATORS:
            continue
        yield Edit(0, second[0].start, "drop-first")
