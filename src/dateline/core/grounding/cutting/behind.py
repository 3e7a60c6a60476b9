"""Cuts of a circumstance at the end of the statement, behind a comma or without one."""

import re
from collections.abc import Iterator

from dateline.core.grounding.clauses import (
    Shape,
    Token,
    finite_in,
    has_main_verb,
    is_attribution,
    is_past,
)
from dateline.core.grounding.cutting.signs import (
    CLAUSE_WORDS,
    has_scope,
    is_done,
    is_reduced,
    is_whole,
    joins,
    lowers,
    resumes_later,
    turns,
)
from dateline.core.grounding.edits import Edit

# What stands behind an act that was done, with no comma before it.
_TAIL = re.compile(
    r"\s(?:(?:just|only|shortly|soon|immediately|right|even)\s)?"
    r"(?:(?:(?:a\sfew|several|some|a|an|two|three|four|five|six|seven|eight|nine|ten|\d+)\s)?"
    r"(?:moments|seconds|minutes|hours?|days?|weeks?|months?|years?)\s)?"
    r"(?P<word>after|before|when|while|because|amid|following\s(?:a|an|the|his|her|its|their)"
    r"|despite|in\s(?:a|an)\s(?:bid|effort|attempt)\sto|as\s(?:he|she|they|it|part\sof))\s"
)

_TAIL_AFTER_COMMA = frozenset(
    """
    after before when while because although though following despite amid including just
    shortly days hours weeks minutes months moments especially particularly even with along
    thanks due ahead as such prompting
    """.split()
)

_BINDING_PARTICIPLES = frozenset(
    """
    according depending excluding barring pending assuming providing considering
    notwithstanding during owing failing lacking morning evening being king spring
    regarding concerning beginning starting nothing something anything everything
    """.split()
)

_HOLDS_TAIL = frozenset(
    """
    came comes come coming happened occurred occurs was were is are be been being began
    named called look looked looking sought seek take taken taking known seen described
    moment day time night year point case age era date period and or but not than only
    especially even particularly soon long ever including minutes hours days weeks months
    years week month hour minute moments shortly immediately just that how what whether if
    later life lives live lived living sure see saw watch watched remember recent few next
    a an the his her its their my our your of in on at to for with from into by over chosen
    save called case cases way reason
    """.split()
)

# “critics, like Ostby, calling it old”: the participle belongs before the comma.
_EXAMPLES = ("like", "including", "such")


def after_commas(shape: Shape) -> Iterator[Edit]:
    """A circumstance behind a comma that runs to the end of the statement."""
    for comma in shape.commas:
        if comma >= shape.body_end:
            break
        kept = shape.words_between(0, comma)
        tail = shape.words_between(comma + 1, shape.body_end)
        if len(tail) < 2 or not is_whole(kept) or resumes_later(shape, comma):
            continue
        first, second = tail[0].lower, tail[1].lower
        last = shape.words_between(
            max((c for c in shape.commas if c < comma), default=-1) + 1, comma
        )
        if last and (
            last[0].lower in ("like", "including", "such") or _has_source_twice(shape, last)
        ):
            continue
        if first == "with" and any(comma > c > 0 for c in shape.commas):
            continue  # “charged two men, Reck and Vik, with theft”
        if first == "such" and second != "as":
            continue
        if (
            first.endswith("ing")
            and len(first) > 4
            and first not in _BINDING_PARTICIPLES | {"following", "including"}
            and not (_follows_list(shape, comma) or _may_go_on_listing(tail))
        ):
            yield Edit(comma, shape.body_end, "drop-participle")
            continue
        if first.endswith("ed") and is_past(first) and second in ("by", "with", "in", "from"):
            yield Edit(comma, shape.body_end, "drop-participle")
            continue
        if first not in _TAIL_AFTER_COMMA or turns(tail[:3]) or "if" in lowers(tail[:3]):
            continue
        if first in ("when", "while", "as", "before", "after", "because") and (
            has_scope(kept) or not is_done(kept)
        ):
            continue
        if first == "as" and not (len(tail) > 3 and has_main_verb(tail[1:])):
            continue
        yield Edit(comma, shape.body_end, "drop-circumstance")


def _has_source_twice(shape: Shape, last: list[Token]) -> bool:
    """Return whether “…, one paper reported, while …, another reported” would keep both."""
    return shape.body_end != shape.stop and is_attribution(last)


def _may_go_on_listing(tail: list[Token]) -> bool:
    """Return whether “opening offers, gifts and …” may be one thing more of a list."""
    joined = next((place for place, token in enumerate(tail) if joins(token)), None)
    return joined is not None and (joined < 5 or any(t.text == "," for t in tail[:joined]))


def _follows_list(shape: Shape, comma: int) -> bool:
    """Return whether the comma closes a “who …” whose clause the participle would belong to."""
    start = max((c for c in shape.commas if c < comma), default=-1)
    first = shape.first_after(start + 1)
    return first is not None and start >= 0 and first.lower in ("who", "which", "whose")


def tails(shape: Shape) -> Iterator[Edit]:
    """“… after the storm”, without a comma, behind what was plainly done."""
    for match in _TAIL.finditer(shape.sentence, 0, shape.body_end):
        start = match.start()
        kept = shape.words_between(0, start)
        if shape.is_quoted(start) or len(kept) < 4 or kept[-1].lower in _HOLDS_TAIL:
            continue
        if kept[-1].lower.endswith("ly") or kept[-1].text in ",;:" or _turns_here(match.group()):
            continue
        tail = shape.words_between(start, shape.body_end)
        if is_reduced(kept) or not is_whole(kept) or has_scope(kept):
            continue
        if _is_it_is(kept) or not _is_told(kept, match["word"]) or "to" in lowers(kept[-2:]):
            continue
        if resumes_later(shape, start) or _has_verb_too_many(tail):
            continue
        yield Edit(start, shape.body_end, "drop-circumstance")


def _is_told(kept: list[Token], word: str) -> bool:
    """Return whether what is kept was done, or is so now and has an “after” behind it."""
    if is_done(kept):
        return True
    words = set(lowers(kept))
    return word == "after" and bool(words & {"is", "are", "has", "have", "says"}) and (
        not words & {"will", "must"}
    )  # fmt: skip


def _has_verb_too_many(tail: list[Token]) -> bool:
    """Return whether a circumstance has more verbs than clauses: the last may be the main one's."""
    clauses = sum(
        token.lower in CLAUSE_WORDS or token.text in ",:;-–—" or token.lower.endswith("ing")
        for token in tail
    )
    return sum(1 for _ in finite_in(tail)) > max(clauses, 1)


def _turns_here(words: str) -> bool:
    return bool(set(re.findall(r"\w+", words.lower())) & {"only", "even"})


def _is_it_is(kept: list[Token]) -> bool:
    words = lowers(kept)
    return words[0] in ("it", "this", "that", "there") or any(
        words[i : i + 2] in (["it", "was"], ["it", "is"]) for i in range(len(words))
    )
