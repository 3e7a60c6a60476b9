"""Routing rules: conditions over an item, and what is done with those that fit. Pure.

`rule_data` reads and writes them as JSON.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import re2

from dateline.core.story import Item
from dateline.intake.windows import Window

SEARCHED_CHARS = 200_000
Narrower = Callable[[str], Collection[str]]
Facts = Mapping[str, tuple[str, ...]]


class Field(StrEnum):
    """What a condition may ask about."""

    SOURCE = "source"
    SUBJECT = "subject"
    SECTION = "section"
    SLUG = "slug"
    KEYWORD = "keyword"
    PLACE = "place"
    LANGUAGE = "language"
    URGENCY = "urgency"
    TYPE = "type"
    TEXT = "text"


class Operator(StrEnum):
    """How a condition compares. Case never counts."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    CONTAINS = "contains"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    MATCHES = "matches"
    LESS = "less"
    GREATER = "greater"
    EXISTS = "exists"


class Decision(StrEnum):
    """What a rule may decide about new copy."""

    PUBLISH = "publish"
    HOLD = "hold"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Test:
    """One condition. `value` is a word, words for “in”, a number for “less” and “greater”."""

    field: Field
    operator: Operator
    value: str | tuple[str, ...] | float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Conditions of which all, any or none must hold."""

    kind: str  # "all", "any" or "not"
    members: tuple["Condition", ...]


Condition = Test | Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What is done with an item that fits."""

    section: str = ""
    tags: tuple[str, ...] = ()
    decision: Decision | None = None
    reason: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, ready to be asked.

    is_last  whether the rules after it are not asked about an item that fits
    """

    name: str
    condition: Condition
    actions: Actions
    window: Window | None = None
    is_last: bool = False


@dataclass(slots=True)
class Ruling:
    """What the rules together make of one item.

    fitted  the names of the rules that fitted, in order, each with what it asks for
    """

    section: str = ""
    tags: list[str] = field(default_factory=list)
    decision: Decision | None = None
    decided_by: str = ""
    reason: str = ""
    notices: list[str] = field(default_factory=list)
    fitted: list[tuple[str, str]] = field(default_factory=list)


def only_itself(qcode: str) -> Collection[str]:
    """Return the narrower terms of a subject where no vocabulary is at hand: none."""
    return ()


def facts_of(item: Item, *, source: str, sections: Iterable[str]) -> Facts:
    """Return what the conditions are asked about: words for each field, none where it is absent."""
    return {
        Field.SOURCE: (source,),
        Field.SUBJECT: item.subjects,
        Field.SECTION: tuple(sections),
        Field.SLUG: _given(item.slugline),
        Field.KEYWORD: item.keywords,
        Field.PLACE: (*item.places, *_given(item.dateline.place if item.dateline else None)),
        Field.LANGUAGE: _given(item.language),
        Field.URGENCY: _given(str(item.urgency) if item.urgency else None),
        Field.TYPE: _given(item.type),
        Field.TEXT: _given(f"{item.headline or ''}\n\n{item.text}".strip()),
    }


def _given(word: str | None) -> tuple[str, ...]:
    return (word,) if word else ()


def apply_rules(
    rules: Sequence[Rule], facts: Facts, *, at: datetime, narrower: Narrower = only_itself
) -> Ruling:
    """Return what some rules make of an item at a moment, the first rule first.

    For section and decision the first rule that names one counts; tags and notices add up. After a
    drop, and after a rule that is the last, no further rule is asked.
    """
    ruling = Ruling()
    for rule in rules:
        if rule.window and not rule.window.is_open(at):
            continue
        if not fits(rule.condition, facts, narrower=narrower):
            continue
        actions = rule.actions
        ruling.fitted.append((rule.name, in_words(actions)))
        ruling.section = ruling.section or actions.section
        ruling.tags += [tag for tag in actions.tags if tag not in ruling.tags]
        if actions.notice:
            ruling.notices.append(actions.notice)
        if actions.decision and ruling.decision is None:
            ruling.decision, ruling.reason = actions.decision, actions.reason
            ruling.decided_by = f"By the rule “{rule.name}”."
        if rule.is_last or ruling.decision is Decision.DROP:
            break
    return ruling


def in_words(actions: Actions) -> str:
    """Return what a rule asks for, such as “section world, hold”."""
    parts = [
        f"section {actions.section}" if actions.section else "",
        f"tags {', '.join(actions.tags)}" if actions.tags else "",
        actions.decision.value if actions.decision else "",
        "notify" if actions.notice else "",
    ]
    return ", ".join(part for part in parts if part)


def fits(condition: Condition, facts: Facts, *, narrower: Narrower = only_itself) -> bool:
    """Return whether an item fits a condition. `narrower` gives a subject's narrower terms."""
    if isinstance(condition, Test):
        return _holds(condition, facts.get(condition.field, ()), narrower)
    held = (fits(member, facts, narrower=narrower) for member in condition.members)
    if condition.kind == "any":
        return any(held)
    return all(held) if condition.kind == "all" else not any(held)


def _holds(test: Test, words: tuple[str, ...], narrower: Narrower) -> bool:
    if test.operator is Operator.EXISTS:
        return bool(words)
    if test.operator in (Operator.IS, Operator.IS_NOT, Operator.IN):
        wanted = test.value if isinstance(test.value, tuple) else (str(test.value),)
        if test.field is Field.SUBJECT:
            is_found = any(_is_under(word, top, narrower) for top in wanted for word in words)
        else:
            folded = {word.casefold() for word in wanted}
            is_found = any(word.casefold() in folded for word in words)
        return is_found is not (test.operator is Operator.IS_NOT)
    return any(_compares(test, word) for word in words)


def _compares(test: Test, word: str) -> bool:
    if isinstance(test.value, float):
        try:
            number = float(word)
        except ValueError:
            return False
        return number < test.value if test.operator is Operator.LESS else number > test.value
    value, word = str(test.value), word[:SEARCHED_CHARS]
    if test.operator is Operator.MATCHES:
        return bool(compiled(value).search(word))
    value, word = value.casefold(), word.casefold()
    if test.operator is Operator.STARTS_WITH:
        return word.startswith(value)
    return word.endswith(value) if test.operator is Operator.ENDS_WITH else value in word


def _is_under(subject: str, top: str, narrower: Narrower) -> bool:
    """Return whether a subject is a term or one of its narrower ones.

    The old eight-digit codes show it in their digits: 15000000 has 15054000, which has 15054001.
    """
    if subject.casefold() == top.casefold() or subject in narrower(top):
        return True
    scheme, _, code = top.partition(":")
    if scheme != "subj" or len(code) != 8:
        return False
    stem = code[:2] if code.endswith("000000") else code[:5] if code.endswith("000") else code
    return subject.startswith(f"subj:{stem}")


def compiled(pattern: str) -> Any:
    """Return a regular expression that takes no account of case. Raises: re2.error."""
    # RE2 takes time linear in the text, whatever the pattern: no rule can stop the intake.
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return re2.compile(pattern, options)
