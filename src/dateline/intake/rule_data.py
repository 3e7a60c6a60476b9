"""Routing rules as JSON, read and written. What is no rule is refused by name.

Conditions are one object: a test `{"field", "operator", "value"}`, or `{"all": […]}`,
`{"any": […]}`, `{"not": …}` around others. Actions are `{"section", "tags", "decision", "reason",
"notice"}`, a window `{"days", "from", "to", "timezone"}`.
"""

from enum import StrEnum
from typing import Any, TypeVar

import re2

from dateline.intake.rules import (
    Actions,
    Condition,
    Decision,
    Field,
    Group,
    Operator,
    Rule,
    Test,
    compiled,
)
from dateline.intake.windows import parse_window

CONDITIONS_AT_MOST = 200
NESTED_AT_MOST = 10
PATTERN_MAX_CHARS = 300
Choice = TypeVar("Choice", bound=StrEnum)
Row = dict[str, Any]


class RuleError(ValueError):
    """Something is no rule: where it stands, what was found, what was expected."""

    def __init__(self, *, where: str, found: object, expected: str) -> None:
        self.where, self.found, self.expected = where, repr(found), expected
        super().__init__(f"{where}: found {found!r}, expected {expected}")


def parse_rule(
    *, name: str, conditions: Any, actions: Any, window: Any = None, is_last: bool = False
) -> Rule:
    """Return a rule from its JSON.

    Raises:
        RuleError: something in it is no rule; `where` names the place.
    """
    try:
        hours = parse_window(window)
    except ValueError as error:
        raise RuleError(
            where="time window", found=window, expected=f"days, times and a zone: {error}"
        ) from None
    return Rule(
        name=name,
        condition=parse_condition(conditions),
        actions=parse_actions(actions),
        window=hours,
        is_last=is_last,
    )


def parse_actions(plain: Any) -> Actions:
    """Return actions from their JSON.

    Raises:
        RuleError: something in it is no action, there is none, or a drop has no reason.
    """
    if not isinstance(plain, dict):
        raise RuleError(where="actions", found=plain, expected='such as {"section": "world"}')
    known = {"section", "tags", "decision", "reason", "notice"}
    if unknown := sorted(set(plain) - known):
        raise RuleError(where="actions", found=unknown, expected=f"some of {sorted(known)}")
    named = plain.get("decision") or None
    decision = _one_of(Decision, named, "actions.decision") if named else None
    actions = Actions(
        section=_text(plain, "section"),
        tags=_words(plain.get("tags") or []),
        decision=decision,
        reason=_text(plain, "reason"),
        notice=_text(plain, "notice"),
    )
    if decision is Decision.DROP and not actions.reason:
        raise RuleError(where="actions.reason", found="", expected="why the item is dropped")
    if not (actions.section or actions.tags or actions.decision or actions.notice):
        raise RuleError(where="actions", found=plain, expected="at least one thing to do")
    return actions


def _text(plain: Row, name: str) -> str:
    value = plain.get(name) or ""
    if not isinstance(value, str):
        raise RuleError(where=f"actions.{name}", found=value, expected="words")
    return value.strip()


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(map(_is_word, value)):
        raise RuleError(where="actions.tags", found=value, expected='words, such as ["Shipping"]')
    return tuple(word.strip() for word in value)


def condition_from_rows(rows: list[Row]) -> Row:
    """Return the JSON of conditions given as rows: those of one group all hold, of any group.

    A row is `{"group", "negated", "field", "operator", "value"}`; the operator “in” takes words
    with commas between.
    """
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        test: Row = {"field": row["field"], "operator": row["operator"]}
        if row["operator"] == Operator.IN:
            test["value"] = [word.strip() for word in row["value"].split(",") if word.strip()]
        elif row["operator"] != Operator.EXISTS:
            test["value"] = row["value"]
        member = {"not": test} if row["negated"] else test
        groups.setdefault(row["group"], []).append(member)
    return {"any": [{"all": members} for members in groups.values()]}


def rows_from_condition(condition: Condition) -> list[Row] | None:
    """Return conditions as rows, or None where they are nested deeper than rows can show."""
    alternatives = _members(condition, "any")
    rows = []
    for number, alternative in enumerate(alternatives, start=1):
        for member in _members(alternative, "all"):
            negated = isinstance(member, Group) and member.kind == "not"
            test = member.members[0] if isinstance(member, Group) and negated else member
            if not isinstance(test, Test):
                return None
            rows.append(
                {
                    "group": number,
                    "negated": negated,
                    "field": test.field.value,
                    "operator": test.operator.value,
                    "value": _in_a_field(test.value),
                }
            )
    return rows


def _in_a_field(value: str | tuple[str, ...] | float | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else value or ""


def _members(condition: Condition, kind: str) -> tuple[Condition, ...]:
    if isinstance(condition, Group) and condition.kind == kind:
        return condition.members
    return (condition,)


def parse_condition(plain: Any, *, where: str = "conditions") -> Condition:
    """Return conditions from their JSON.

    Raises:
        RuleError: something in it is no condition; `where` names the place.
    """
    count = [0]
    return _condition(plain, where, 0, count)


def _condition(plain: Any, where: str, depth: int, count: list[int]) -> Condition:
    count[0] += 1
    if count[0] > CONDITIONS_AT_MOST or depth > NESTED_AT_MOST:
        found = f"{count[0]} conditions, {depth} deep"
        raise RuleError(where=where, found=found, expected="at most 200 conditions, 10 deep")
    if not isinstance(plain, dict):
        raise RuleError(where=where, found=plain, expected='{"field", "operator", "value"}')
    for kind in ("all", "any", "not"):
        if kind in plain:
            return _group(kind, plain, where, depth, count)
    return _test(plain, where)


def _group(kind: str, plain: dict[str, Any], where: str, depth: int, count: list[int]) -> Group:
    if len(plain) > 1:
        raise RuleError(where=where, found=sorted(plain), expected=f"nothing beside “{kind}”")
    inside = [plain[kind]] if kind == "not" else plain[kind]
    if not isinstance(inside, list) or not inside:
        raise RuleError(where=f"{where}.{kind}", found=inside, expected="a list of conditions")
    members = tuple(
        _condition(member, f"{where}.{kind}[{number}]", depth + 1, count)
        for number, member in enumerate(inside, start=1)
    )
    return Group(kind, members)


def _test(plain: dict[str, Any], where: str) -> Test:
    if unknown := sorted(set(plain) - {"field", "operator", "value"}):
        raise RuleError(where=where, found=unknown, expected="field, operator and value alone")
    name = _one_of(Field, plain.get("field"), f"{where}.field")
    operator = _one_of(Operator, plain.get("operator"), f"{where}.operator")
    value = plain.get("value")
    place = f"{where}.value"
    if operator is Operator.EXISTS:
        return Test(name, operator, None)
    if operator in (Operator.LESS, Operator.GREATER):
        return Test(name, operator, _number(name, value, place))
    if operator is Operator.IN:
        if not isinstance(value, list) or not value or not all(map(_is_word, value)):
            raise RuleError(where=place, found=value, expected='words, such as ["world", "sport"]')
        return Test(name, operator, tuple(word.strip() for word in value))
    if not isinstance(value, str) or not value.strip():
        raise RuleError(where=place, found=value, expected="a word or words")
    if operator is Operator.MATCHES:
        _check_pattern(value, place)
    return Test(name, operator, value.strip())


def _one_of(choices: type[Choice], found: Any, where: str) -> Choice:
    try:
        return choices(found)
    except ValueError:
        expected = f"one of {', '.join(choices)}"
        raise RuleError(where=where, found=found, expected=expected) from None


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(name: Field, value: Any, where: str) -> float:
    if name is not Field.URGENCY:
        raise RuleError(where=where, found=name.value, expected="a field of numbers: urgency")
    try:
        return float(value)
    except (TypeError, ValueError):
        raise RuleError(where=where, found=value, expected="a number, such as 3") from None


def _check_pattern(pattern: str, where: str) -> None:
    if len(pattern) > PATTERN_MAX_CHARS:
        found = f"{len(pattern)} characters"
        raise RuleError(where=where, found=found, expected=f"at most {PATTERN_MAX_CHARS}")
    try:
        compiled(pattern)
    except re2.error as error:
        why = error.args[0] if error.args else error
        why = why.decode() if isinstance(why, bytes) else why
        raise RuleError(
            where=where, found=pattern, expected=f"a regular expression of RE2 ({why})"
        ) from None
