"""Shortening a sentence by steps that are recorded and can be run again.

A derivation is `("sentence 3", "drop-dateline", "drop-time 24:34")`: the steps without a place are
run first, one after the other; those with a place are edits of what these leave. The rules of the
steps without a place are those of earlier releases and stay as they are, so that a line drawn then
can still be proved; `cutting` offers what is cut by place.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from dateline.core.grounding.edits import edit_of, edited
from dateline.core.grounding.filing import FilingDays
from dateline.core.grounding.marks import closed_quotations
from dateline.core.grounding.pronouns import NAME_PRONOUN, names_for_pronouns
from dateline.core.grounding.relative_dates import RESOLVE_DATE, dates_resolved
from dateline.core.grounding.shortening import edits_of
from dateline.core.grounding.words import CONDITIONS, HEDGES, NEGATIONS, SAYING_VERBS
from dateline.core.story import Span

# “PORT ANSEL, Nov. 23 (NWA) — ”, “Seoul, June 19: ”, “Kesterholm (NWA) - ”.
_DATELINE = re.compile(
    r"^(?:[A-Z][\w.’'-]*(?:[ /][A-Z][\w.’'-]*){0,3}"
    r"(?:,\s[A-Z][\w. ]{2,20}?)??"
    r"(?:,?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}"
    r"(?:,\s\d{4})?)?"
    r"(?:\s?\([^)]{2,30}\))?)\s?(?:—|–|-{1,2}|:)\s+(?=[\w“\"‘«])"
)
_AGENCY = re.compile(r"^\([A-Z]{2,6}\)\s?(?:—|–|-{1,2})?\s?(?=[A-Z])")
_CONNECTIVE = re.compile(
    r"^(?:But|And|Yet|Still,|However,|Meanwhile,|Moreover,|Furthermore,|In addition,|Nevertheless,"
    r"|Nonetheless,|Separately,)\s(?=[A-Za-z])"
)
# A clause that begins so says when, if or why the main one holds, or takes part of it back.
_BINDING_PARTICIPLES = (
    "according|depending|excluding|barring|pending|assuming|providing|considering|notwithstanding"
    "|during|following|beginning|starting|owing|failing|lacking|denying|refusing|nothing|something"
    "|anything|everything|morning|evening|being|king|spring|including|regarding|concerning"
)
_TRAILING = re.compile(
    rf",(?P<mark>[”\"’]?)\s(?!(?:{_BINDING_PARTICIPLES})\b)[a-z]+ing\s[^,;:]+(?=[.!?]$)"
)
# What a subject goes on with: only before one of these is the second comma the clause's own.
_VERB = (
    r"(?=(?:has|had|is|was|are|were|will|would|did|does|says|said|told|can|could|may|might|must"
    r"|won|made|took|went|came|got|gave|held|left|lost|met|ran|saw|began|became|found|kept|led"
    r"|[a-z]{2,}ed)\b)"
)
_RELATIVE_INSIDE = re.compile(rf",\s(?:who|which|whose)\s[^,;:()—–]+,\s{_VERB}")
_RELATIVE_LAST = re.compile(r",\s(?:who|which|whose|where)\s[^,;:()—–]+(?=[.!?]$)")
_APPOSITIVE = re.compile(
    rf"^(?P<head>(?:The\s)?(?:[A-Z][\w.’'-]*\s){{0,5}}[A-Z][\w.’'-]*),\s"
    rf"(?P<told>(?:an?|the|one)\s[^,;:()—–]+|\d{{1,3}}),\s{_VERB}"
)
_PARENTHESIS = re.compile(r"\s\([^()]{1,80}\)(?=[\s,.;])")
_OPENING_WORD = re.compile(r"^(?:In|On|At|After|Before|As|When|While|If|By|For|With|Under|Since)\b")
_SECOND_CLAUSE = re.compile(
    r"^(?P<first>[^,;:()]+),\s(?:and|but)\s(?:he|she|it|they|the\s[a-z]+|there)\s[^,;:()]+"
    r"(?P<end>[.!?])$"
)
# “shortly after”, “named after”: the word belongs to the one before it.
_AFTER_CLAUSE = re.compile(
    r",?(?<!day)(?<!days)(?<!soon)(?<!shortly)(?<!look)(?<!looked)(?<!looking)(?<!named)"
    r"(?<!sought)(?<!minutes)(?<!hours)(?<!weeks)(?<!months)(?<!years)(?<!year)(?<!long)(?<!just)"
    r"(?<!immediately)(?<!only)(?<!called)(?<!taken)(?<!taking)(?<!moments)(?<!week)(?<!month)"
    r"(?<!even)(?<!life)(?<!ly)\safter\s[^,;:]+(?=[.!?]$)"
)
_RANK = re.compile(r"(?:second|third|fourth|fifth|next|first|most|last)(?:-.*)?|.{2,}est")
# So many steps at most lead from a sentence to a line.
MOST_STEPS = 4


def drop_dateline(sentence: str) -> str | None:
    """Return the sentence without the place, day and agency it opens with."""
    if agency := _AGENCY.match(sentence):
        return sentence[agency.end() :]
    match = _DATELINE.match(sentence)
    if match is None or not ("(" in match.group() or "," in match.group()):
        return None
    return _capital(sentence[match.end() :])


def drop_connective(sentence: str) -> str | None:
    """Return the sentence without “But” or “Meanwhile,”, which only joins it to the one before."""
    match = _CONNECTIVE.match(sentence)
    return _capital(sentence[match.end() :]) if match else None


def drop_relative(sentence: str) -> str | None:
    """Return the sentence without its first “, which …,”: told beside what is kept, not of it."""
    match = _RELATIVE_INSIDE.search(sentence)
    if match is not None and "," not in sentence[: match.start()]:
        return _without(sentence, match.start(), match.end(), joint=" ")
    match = _RELATIVE_LAST.search(sentence)
    return match and _without(sentence, match.start(), match.end())


def drop_appositive(sentence: str) -> str | None:
    """Return the sentence without what stands in commas behind the name it opens with."""
    match = _APPOSITIVE.match(sentence)
    if match is None or _OPENING_WORD.match(sentence):
        return None
    return _without(sentence, match.end("head"), match.end(), joint=" ")


def drop_parenthesis(sentence: str) -> str | None:
    """Return the sentence without its first short parenthesis, if that neither turns nor hedges."""
    match = _PARENTHESIS.search(sentence)
    if match is None or _turns(match.group()):
        return None
    return _without(sentence, match.start(), match.end())


def drop_trailing_participle(sentence: str) -> str | None:
    """Return the sentence without a participle clause at its end.

    Nothing is dropped that negates, conditions or hedges.
    """
    match = _TRAILING.search(sentence)
    if match is None or re.search(r",\s(?:who|which|whose)\s", sentence[: match.start()]):
        return None  # “a case of Vik, who is 19, signing on”: the clause belongs to what was told
    head = match.group()[1:].strip(' ”"’').split()[0]
    if _turns(match.group().replace(head, "", 1)) or head in NEGATIONS:
        return None
    # “a gift,” calling it …: the comma goes, the closing mark stays.
    shorter = _without(sentence, match.end("mark"), match.end())
    return shorter and shorter[: match.start()] + shorter[match.start() + 1 :]


def drop_second_clause(sentence: str) -> str | None:
    """Return the first of two whole clauses that “and” or “but” joins.

    The second is kept if it turns, hedges or attributes anything.
    """
    match = _SECOND_CLAUSE.match(sentence)
    if match is None or _turns(sentence[match.end("first") :]):
        return None
    return _without(sentence, match.end("first"), match.start("end"))


def drop_after_clause(sentence: str) -> str | None:
    """Return the sentence without the “after …” it ends with, where what is left is plain fact.

    In a negated, planned or conditional sentence the time is part of what is said, and stays.
    """
    match = _AFTER_CLAUSE.search(sentence)
    if match is None or _turns(match.group()):
        return None
    kept = set(re.findall(r"[\w’'-]+", sentence[: match.start()].lower()))
    if kept & (NEGATIONS | CONDITIONS | {"will", "to", "may", "might", "only", "every", "always"}):
        return None
    if any(_RANK.fullmatch(word) for word in kept):
        return None  # “the third-largest trade after arms”: no time, but the place in a row
    return _without(sentence, match.start(), match.end())


RULES: dict[str, Callable[[str], str | None]] = {
    "drop-dateline": drop_dateline,
    "drop-connective": drop_connective,
    "drop-parenthesis": drop_parenthesis,
    "drop-appositive": drop_appositive,
    "drop-relative": drop_relative,
    "drop-trailing-participle": drop_trailing_participle,
    "drop-second-clause": drop_second_clause,
    "drop-after-clause": drop_after_clause,
}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _turns(words: str) -> bool:
    """Return whether words negate, condition, hedge or attribute."""
    told = set(re.findall(r"[\w’'-]+", words.lower()))
    return bool(
        told & (NEGATIONS | CONDITIONS | HEDGES | SAYING_VERBS | {"according"})
        or any(word.endswith(("n't", "n’t")) for word in told)
    )


def _without(sentence: str, start: int, end: int, *, joint: str = "") -> str | None:
    """Cut a stretch out, if it opens and ends outside quotations and is not all there is."""
    cut_quotation = any(
        span.start <= start < span.end or span.start < end <= span.end
        for span in closed_quotations(sentence)
    )
    shorter = sentence[:start] + joint + sentence[end:]
    return None if cut_quotation or len(sentence[:start].split()) < 2 - bool(joint) else shorter


def opened_form(sentence: str) -> tuple[tuple[str, ...], str]:
    """Return the sentence without its dateline and without “But”, and the steps to it."""
    steps: tuple[str, ...] = ()
    for step in ("drop-dateline", "drop-connective"):
        if (shorter := RULES[step](sentence)) is not None:
            sentence, steps = shorter, (*steps, step)
    return steps, sentence


def forms_of(sentence: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give every shortened form of a sentence with the steps that lead to it, each form once."""
    known = {sentence}
    front: list[tuple[tuple[str, ...], str]] = [((), sentence)]
    for _ in range(MOST_STEPS):
        reached = []
        for steps, words in front:
            for step, rule in RULES.items():
                shorter = rule(words)
                if shorter is not None and shorter not in known:
                    known.add(shorter)
                    reached.append(((*steps, step), shorter))
        yield from reached
        front = reached


def replay(
    derivation: Sequence[str],
    text: str,
    sentences: Sequence[Span],
    *,
    filed: FilingDays | None = None,
) -> str | None:
    """Run a recorded derivation again and return its words; None when it no longer leads anywhere.

    `derivation` is ("sentence N", step, …), as a line keeps it. A step with a place, such as
    `drop-time 24:34`, counts code points in the sentence as the steps without a place leave it.

    filed  on which days the copy may have been filed, from which a `resolve-date` counts
    """
    if not derivation or not (place := re.fullmatch(r"sentence (\d+)", derivation[0])):
        return None
    number = int(place.group(1))
    if number >= len(sentences):
        return None
    plain = [step for step in derivation[1:] if " " not in step]
    placed = derivation[1 + len(plain) :]
    opened = _run(sentences[number].of(text), plain)
    if opened is None or not placed:
        return opened
    edits = [edit for step in placed if (edit := edit_of(step)) is not None]
    if len(edits) != len(placed):
        return None
    allowed = set(edits_of(opened))
    if any(edit.kind == NAME_PRONOUN for edit in edits):
        allowed |= set(names_for_pronouns(text, sentences, number, opened))
    if any(edit.kind == RESOLVE_DATE for edit in edits):
        allowed |= set(dates_resolved(text, sentences, number, opened, filed))
    return edited(opened, edits) if set(edits) <= allowed else None


def _run(sentence: str, steps: Sequence[str]) -> str | None:
    words: str | None = sentence
    for step in steps:
        rule = RULES.get(step)
        words = rule(words) if rule and words is not None else None
    return words


def dates_counted(derivation: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the relative dates a derivation writes out, with the words put for them."""
    edits = (edit_of(step) for step in derivation)
    return tuple((one.old, one.put) for one in edits if one and one.kind == RESOLVE_DATE)
