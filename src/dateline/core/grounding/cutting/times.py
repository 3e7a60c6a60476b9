"""Cuts of when, where, and where it was said."""

import re
from collections.abc import Iterator

from dateline.core.grounding.checking.lexicon import share
from dateline.core.grounding.clauses import (
    Shape,
    Token,
    is_finite,
    is_past,
)
from dateline.core.grounding.cutting.signs import (
    DAYS,
    MONTH_NAMES,
    SURELY_VERB,
    YEAR,
    has_scope,
    is_done,
    is_reduced,
    lowers,
)
from dateline.core.grounding.edits import Edit

# A time that can be named beside a finished act. Never “since”, “by”, “until”: they bind.
_TIME = re.compile(
    rf"\s(?:(?:late|early|earlier)\s)?(?:on\s)?(?:{DAYS})(?:\s(?:morning|afternoon|evening|night))?"
    rf"(?:,\s(?:{MONTH_NAMES})\s\d{{1,2}},?)?(?![\w’'-])"
    rf"|\son\s(?:{MONTH_NAMES})\s\d{{1,2}}(?:,\s{YEAR})?(?![\w’'-])"
    rf"|\sin\s(?:(?:early|late|mid)[\s-])?(?:{MONTH_NAMES})(?:\s{YEAR})?(?![\w’'-])"
    rf"|\sin\s{YEAR}(?![\w’'-])"
    r"|\s(?:(?:late|earlier|early)\s)?(?:last|this|next)\s(?:week|weekend|month|year|night|morning|evening|spring"
    r"|summer|autumn|winter|season)"
    rf"(?![\w’'-])|\slast\s(?:{DAYS})(?![\w’'-])"
    r"|\s(?:yesterday|overnight)(?:\s(?:morning|afternoon|evening))?(?![\w’'-])"
)

_TIME_GOES_ON = re.compile(
    r"\s*(?:and|or|to|through|until|till|when|where|after|before|,\s(?:when|where)|–|-)\b"
)

# The word before an “after” or “when” that makes it part of what is said.
# The word before a time that makes it part of what is said.
_HOLDS_TIME = frozenset(
    """
    on in by until since before after from between to of and or for than this the a last next
    every each is are was were been be during around about as at due early late through till
    with not only that sunday saturday fat good easter black bloody mail independent came comes
    began begins started born died
    """.split()
)


def times(shape: Shape) -> Iterator[Edit]:
    """“on Monday” beside an act that was done or is to be done."""
    for match in _TIME.finditer(shape.sentence):
        start, end = match.start(), match.end()
        before = shape.last_before(start)
        if before is None or shape.is_quoted(start) or _TIME_GOES_ON.match(shape.sentence, end):
            continue
        if before.lower in _HOLDS_TIME or before.text in ",;:(":
            continue
        clause = shape.words_between(
            max((c + 1 for c in shape.commas if c < start), default=0), start
        )
        words = lowers(clause)
        if not any(word in ("will", "to") or is_past(word) for word in words) or _is_running(
            clause
        ):
            continue
        if has_scope(clause) or any(token.text == "%" for token in shape.tokens):
            continue
        if any(word in ("percent", "cent", "average", "total", "rate") for word in words):
            continue
        following = shape.first_after(end)
        if is_reduced(clause, of_names=True) and following and (
            following.text == "," or is_finite(following.lower)
        ):  # fmt: skip
            continue  # “a poll released in August found”
        rest = shape.sentence[end:]
        if not re.match(r"[.!?,;:]|\s[a-z“\"(]|[”\"]", rest):
            continue
        yield Edit(start, end, "drop-time")


_PLACE = re.compile(
    r"\s(?:in|at|near|outside)\s(?:the\s)?(?:(?:north|south|east|west|central|northern|southern"
    r"|eastern|western|downtown|nearby)\s)?[A-Z][\w’'.-]*(?:\s(?:of\s(?:the\s)?)?[A-Z][\w’'-]*)*"
    r"(?:,\s[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?(?=,?\s(?:on|last|after|when|in)\b|[.,]))?"
)

_DONE_TO = frozenset(
    """
    arrested killed injured shot stabbed jailed convicted rescued attacked wounded murdered
    sentenced charged detained beaten robbed kidnapped seized
    """.split()
)

_NEEDS_PLACE = frozenset(
    """
    interest faith role part confidence belief stake share trust increase rise drop fall
    change experience life jobs people population place home house houses number rate
    residents officials authorities police government workers troops soldiers business
    businesses companies schools hospitals students children women men voters time market
    north south east west war conflict crisis situation it them him her me us you
    everyone someone one everything step
    """.split()
)


def places(shape: Shape) -> Iterator[Edit]:
    """“in Kesterholm” behind an act done to somebody, or beside an indefinite thing."""
    for match in _PLACE.finditer(shape.sentence, 0, shape.body_end):
        start, end = match.start(), match.end()
        kept = shape.words_between(0, start)
        following = shape.sentence[end:]
        if shape.is_quoted(start) or len(kept) < 4 or not is_done(kept):
            continue
        if end < shape.body_end and not re.match(
            r"\s(?:on|after|when|last|while|before)\s", following
        ):
            continue
        clause = shape.words_between(
            max((c + 1 for c in shape.commas if c < start), default=0), start
        )
        if has_scope(clause) or any(token.text == "%" for token in clause):
            continue
        if set(lowers(clause)) & {"number", "percent", "rate", "average", "majority", "half"}:
            continue
        last = kept[-1]
        if last.lower in _DONE_TO or (last.lower not in _NEEDS_PLACE and _ends_in_indefinite(kept)):
            yield Edit(start, end, "drop-place")


def _ends_in_indefinite(kept: list[Token]) -> bool:
    """Return whether the words end in “a …” of nouns and adjectives, or in a person’s name."""
    last = kept[-1]
    if last.text[0].isupper():
        return len(kept) > 1 and kept[-2].text[0].isupper()
    if share(last.lower, "n") < SURELY_VERB or last.lower.endswith(("ed", "ing")):
        return False
    for token in reversed(kept[-5:-1]):
        if token.lower in ("a", "an"):
            return True
        if not token.text[0].isalpha() or share(token.lower, "v") > share(token.lower, "a") + (
            share(token.lower, "n")
        ):  # fmt: skip
            return False
    return False


def _is_running(clause: list[Token]) -> bool:
    """Return whether the clause speaks of the present, where a time may be all that dates it."""
    words = set(lowers(clause))
    if "to" in words and words & {"set", "due", "expected", "scheduled"}:
        return False
    return bool(words & {"is", "are", "has", "have", "being", "now"})


_SAID_WHERE = re.compile(
    r"\s(?:in|at|during|on)\s(?:a|an|his|her|its|the|their)\s(?:[\w’'-]+\s){0,4}?(?:statement|interview"
    r"|speech|letter|report|posting|post|video|tweet|e-?mail|message|address|briefing|conference"
    r"|hearing|filing)\b(?:\s(?:released|issued|posted|published))?"
    r"(?:\swith\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?"
)

_BEHIND_SAID = re.compile(rf"(?:\son\s(?:{DAYS}))?(?:[.,]|\sthat\b|\s(?:{DAYS}))")


def said_where(shape: Shape) -> Iterator[Edit]:
    """“said in a statement”: where something was said, not that it was."""
    for match in _SAID_WHERE.finditer(shape.sentence):
        before = shape.last_before(match.start())
        following = shape.sentence[match.end() :]
        if before is None or shape.is_quoted(match.start()) or before.lower not in (
            "said", "told", "reporters", "announced", "added",
        ):  # fmt: skip
            continue
        if re.match(
            r"(?:\son\s(?:" + DAYS + r"))?(?:[.,]|\sthat\b|\s(?:" + DAYS + r"))", following
        ):
            yield Edit(match.start(), match.end(), "drop-where-said")
