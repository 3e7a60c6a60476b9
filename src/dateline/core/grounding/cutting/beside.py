"""Cuts of what stands beside a noun: relative clauses, other names, brackets, asides."""

import re
from collections.abc import Iterator

from dateline.core.grounding.checking.lexicon import share
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
    BEHIND_PARTICIPLE,
    ENDS_SIMPLE,
    FRONT,
    clause_start,
    is_whole,
    joins,
    lowers,
    resumes,
    turns,
)
from dateline.core.grounding.edits import Edit
from dateline.core.grounding.words import (
    PRONOUNS,
    SAYING_VERBS,
    WEEKDAYS,
)


def relatives(shape: Shape) -> Iterator[Edit]:
    """“…, which …” in commas or at the end of the statement."""
    for comma in shape.commas:
        first = shape.first_after(comma + 1)
        if comma >= shape.body_end or first is None:
            continue
        if first.lower not in ("who", "which", "whose", "where", "whom"):
            continue
        end = shape.next_comma(comma)
        if end >= shape.body_end:
            yield Edit(comma, shape.body_end, "drop-relative")
        elif resumes(shape, comma, end):
            yield Edit(comma, end + 1, "drop-relative")


def of_somebody(shape: Shape) -> Iterator[Edit]:
    """“A man who won a prize has been arrested”: which man does not bind what was done.

    Only behind “a”, where what is told happened: “a driver who speeds is fined” is a rule.
    """
    tokens = shape.tokens
    if len(tokens) < 6 or tokens[0].lower not in ("a", "an"):
        return
    who = next((i for i, token in enumerate(tokens[:7]) if token.lower in ("who", "which")), None)
    if who is None or who < 2 or any(is_finite(token.lower) for token in tokens[1:who]):
        return
    if any(not token.text[0].isalnum() for token in tokens[1:who]):
        return
    verbs = [
        i
        for i in range(who + 1, len(tokens))
        if is_finite(tokens[i].lower) and not tokens[i].text[0].isupper()
    ]
    end = next(
        (
            i
            for i, token in enumerate(tokens)
            if i > who and token.lower in ENDS_SIMPLE | PRONOUNS | {"who", "which"}
        ),
        None,
    )
    own = [i for i in verbs if tokens[i - 1].lower not in AUXILIARIES]
    if len(own) < 2 or (end is not None and end < own[1]):
        return
    main = own[1]
    is_adverb = tokens[main - 1].lower.endswith("ly") and share(tokens[main - 1].lower, "r") > 0
    start = main - 1 if is_adverb else main
    did = tokens[main].lower
    if did in ("was", "were", "has", "had") or (
        is_past(did) and tokens[main + 1].lower not in BEHIND_PARTICIPLE
    ):
        yield Edit(tokens[who].start - 1, tokens[start].start - 1, "drop-restriction")


def appositives(shape: Shape) -> Iterator[Edit]:
    """“Ostby, a judge, …” and “…, a town of 900.”: what a name in front is also called."""
    for comma in shape.commas:
        before, first = shape.last_before(comma), shape.first_after(comma + 1)
        if comma >= shape.body_end or before is None or first is None:
            continue
        end = shape.next_comma(comma)
        told = shape.words_between(comma + 1, min(end, shape.body_end))
        if not told or before.lower in WEEKDAYS or any(joins(token) for token in told[:1]):
            continue
        if _is_age(told) and end < shape.body_end and _resumes_or_renames(shape, comma, end):
            yield Edit(comma, end, "drop-appositive")
        if first.lower not in ("a", "an", "the", "one") or not before.text[0].isupper():
            continue
        if next(iter(finite_in(told)), None) is not None:
            continue
        if end >= shape.body_end:
            kept = shape.words_between(0, comma)
            if is_whole(kept) and not _may_be_list(shape, comma, told):
                yield Edit(comma, shape.body_end, "drop-appositive")
        elif resumes(shape, comma, end) and not has_main_verb(
            shape.words_between(clause_start(shape, comma), comma)
        ):
            yield Edit(comma, end + 1, "drop-appositive")


def _is_age(told: list[Token]) -> bool:
    return len(told) == 1 and bool(re.fullmatch(r"\d{1,3}", told[0].text))


def _resumes_or_renames(shape: Shape, comma: int, closing: int) -> bool:
    """Return whether behind “, 34,” the clause goes on or a second appositive stands."""
    before = shape.last_before(comma)
    after = shape.first_after(closing + 1)
    if before is None or after is None or not before.text[0].isupper():
        return False
    return after.lower in ("a", "an", "the") or resumes(shape, comma, closing)


def _may_be_list(shape: Shape, comma: int, told: list[Token]) -> bool:
    return any(joins(token) for token in told) or any(
        c for c in shape.commas if c < comma and not FRONT.match(shape.sentence)
    )


def parentheses(shape: Shape) -> Iterator[Edit]:
    """“ (built in 1911)” and a pair of dashes."""
    for match in re.finditer(r"\s\([^()]{1,80}\)(?=[\s,.;])", shape.sentence):
        if not turns(shape.words_between(match.start(), match.end())):
            yield Edit(match.start(), match.end(), "drop-parenthesis")
    dashes = list(re.finditer(r"\s(?:--|—|–|-)\s", shape.sentence))
    if len(dashes) == 2 and not shape.is_quoted(dashes[0].start()):
        first, last = dashes
        inner = shape.words_between(first.end(), last.start())
        if inner and not turns(inner) and len(inner) <= 20:
            yield Edit(first.start(), last.end() - 1, "drop-parenthesis")
    if len(dashes) == 1 and not shape.is_quoted(dashes[0].start()):
        inner = shape.words_between(dashes[0].end(), shape.stop)
        kept = shape.words_between(0, dashes[0].start())
        if inner and not turns(inner) and has_main_verb(kept) and (
            not any(word in SAYING_VERBS for word in lowers(inner))
        ):  # fmt: skip
            yield Edit(dashes[0].start(), shape.body_end, "drop-parenthesis")


_ASIDE = re.compile(
    r",\s(?:however|meanwhile|too|for\sexample|of\scourse|in\sturn|moreover|though|then),"
    r"|(?<=\w)\salso(?=\s[a-z])"
)


def asides(shape: Shape) -> Iterator[Edit]:
    """“also” and “, however,”: words that only join a sentence to others."""
    for match in _ASIDE.finditer(shape.sentence):
        before, after = shape.last_before(match.start()), shape.first_after(match.end())
        if shape.is_quoted(match.start()) or before is None or after is None:
            continue
        if match.group().startswith(",") or (
            before.lower not in ("but", "not", "only", "and") and after.lower not in ("as", "in")
        ):
            yield Edit(match.start(), match.end(), "drop-aside")
