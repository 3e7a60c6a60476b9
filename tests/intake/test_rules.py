"""Routing rules: what they ask, what they answer, and why something is no rule."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Dateline, Item, Paragraph
from dateline.intake.rule_data import (
    RuleError,
    condition_from_rows,
    parse_actions,
    parse_condition,
    parse_rule,
    rows_from_condition,
)
from dateline.intake.rules import Decision, apply_rules, facts_of, fits
from dateline.intake.windows import parse_window

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
ITEM = Item(
    format="ninjs-3",
    headline="Harbour of Kesterholm reopens",
    paragraphs=(Paragraph("Forty ships waited outside."),),
    subjects=("subj:15054001", "medtop:20000100"),
    keywords=("Shipping", "Ports"),
    slugline="Varland-Harbour",
    places=("Varland",),
    dateline=Dateline("PORT ANSEL (NWA)", place="Port Ansel"),
    language="en-GB",
    urgency=4,
)
FACTS = facts_of(ITEM, source="nwa", sections=["sport"])


def one(field, operator, value=None):
    test = {"field": field, "operator": operator}
    return test if value is None else test | {"value": value}


def answers(plain, **more):
    return fits(parse_condition(plain), FACTS, **more)


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("source", "is", "NWA"),
        ("section", "is", "sport"),
        ("slug", "starts_with", "varland"),
        ("slug", "ends_with", "HARBOUR"),
        ("keyword", "in", ["weather", "ports"]),
        ("place", "is", "port ansel"),
        ("language", "starts_with", "en"),
        ("urgency", "less", "5"),
        ("urgency", "greater", 3),
        ("type", "is", "text"),
        ("text", "contains", "forty ships"),
        ("text", "matches", r"\bkesterholm reopens\s+forty"),
        ("keyword", "exists", None),
        ("language", "is_not", "de"),
    ],
)
def test_a_condition_that_holds(field, operator, value):
    assert answers(one(field, operator, value))


@pytest.mark.parametrize(
    ("field", "operator", "value"),
    [
        ("source", "is", "other"),
        ("slug", "starts_with", "harbour"),
        ("keyword", "in", ["weather"]),
        ("urgency", "less", 4),
        ("urgency", "greater", 4),
        ("text", "matches", "^waited"),
        ("keyword", "is_not", "Ports"),
    ],
)
def test_a_condition_that_does_not_hold(field, operator, value):
    assert not answers(one(field, operator, value))


def test_what_is_absent_neither_exists_nor_is_anything():
    facts = facts_of(Item(format="plain", headline=None, paragraphs=()), source="x", sections=())

    assert not fits(parse_condition(one("slug", "exists")), facts)
    assert not fits(parse_condition(one("slug", "contains", "a")), facts)
    assert fits(parse_condition(one("slug", "is_not", "a")), facts)


@pytest.mark.parametrize("top", ["subj:15000000", "subj:15054000", "subj:15054001"])
def test_a_subject_code_stands_for_the_narrower_ones_its_digits_show(top):
    assert answers(one("subject", "is", top))


@pytest.mark.parametrize("top", ["subj:15055000", "subj:04000000", "subj:15054002", "medtop:15"])
def test_a_subject_code_stands_for_no_other(top):
    assert not answers(one("subject", "is", top))


def test_a_media_topic_stands_for_the_narrower_ones_a_vocabulary_names():
    topics = {"medtop:15000000": {"medtop:20000100"}}

    def narrower(qcode):
        return topics.get(qcode, ())

    assert answers(one("subject", "in", ["medtop:15000000"]), narrower=narrower)
    assert not answers(one("subject", "is", "medtop:15000000"))


def test_conditions_are_joined_by_and_or_and_not():
    yes, no = one("source", "is", "nwa"), one("source", "is", "other")

    assert answers({"all": [yes, {"not": no}]})
    assert answers({"any": [no, {"all": [yes, {"any": [no, yes]}]}]})
    assert not answers({"all": [yes, no]})
    assert not answers({"not": {"any": [no, yes]}})


@pytest.mark.parametrize(
    ("plain", "where"),
    [
        ([], "conditions"),
        ({"all": []}, "conditions.all"),
        ({"all": [{}]}, "conditions.all[1].field"),
        ({"any": [one("colour", "is", "red")]}, "conditions.any[1].field"),
        (one("slug", "resembles", "x"), "conditions.operator"),
        (one("slug", "is", " "), "conditions.value"),
        (one("slug", "in", "x"), "conditions.value"),
        (one("slug", "less", 3), "conditions.value"),
        (one("urgency", "less", "many"), "conditions.value"),
        (one("text", "matches", "(unclosed"), "conditions.value"),
        (one("text", "matches", r"(a)\1"), "conditions.value"),
        (one("text", "matches", "a" * 301), "conditions.value"),
        (one("slug", "is", "x") | {"colour": 1}, "conditions"),
        ({"all": [one("slug", "exists")], "any": []}, "conditions"),
    ],
)
def test_what_is_no_condition_is_refused_by_its_place(plain, where):
    with pytest.raises(RuleError) as refusal:
        parse_condition(plain)

    assert refusal.value.where == where
    assert refusal.value.expected


def test_conditions_nested_without_end_are_refused():
    plain = one("slug", "exists")
    for _ in range(50):
        plain = {"not": plain}

    with pytest.raises(RuleError):
        parse_condition(plain)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["all", "any", "not", "field", "operator", "value", "x"]), inner
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_at_all_is_a_condition_or_is_refused_by_name(plain):
    try:
        condition = parse_condition(plain)
    except RuleError:
        return
    fits(condition, FACTS)


def test_a_pattern_that_would_take_for_ever_elsewhere_takes_no_time():
    item = Item(format="plain", headline=None, paragraphs=(Paragraph("a" * 100_000),))
    facts = facts_of(item, source="x", sections=())

    assert not fits(parse_condition(one("text", "matches", "(a+)+b$")), facts)


@pytest.mark.parametrize(
    ("plain", "where"),
    [
        (None, "actions"),
        ({}, "actions"),
        ({"decision": "burn"}, "actions.decision"),
        ({"decision": "drop"}, "actions.reason"),
        ({"tags": "Shipping"}, "actions.tags"),
        ({"section": 3}, "actions.section"),
        ({"colour": "red"}, "actions"),
    ],
)
def test_what_is_no_action_is_refused_by_its_place(plain, where):
    with pytest.raises(RuleError) as refusal:
        parse_actions(plain)

    assert refusal.value.where == where


def rule(name, *, when=None, window=None, is_last=False, **actions):
    conditions = when or one("source", "is", "nwa")
    return parse_rule(
        name=name, conditions=conditions, actions=actions, window=window, is_last=is_last
    )


def test_the_first_rule_that_names_a_section_or_decision_counts_and_tags_add_up():
    rules = [
        rule("Ports", section="world", tags=["Shipping"]),
        rule("Other", when=one("source", "is", "other"), decision="publish"),
        rule("Night", section="sport", decision="hold", tags=["Shipping", "Sea"], notice="Look."),
        rule("Day", decision="publish"),
    ]

    ruling = apply_rules(rules, FACTS, at=NOON)

    assert (ruling.section, ruling.decision) == ("world", Decision.HOLD)
    assert ruling.tags == ["Shipping", "Sea"]
    assert ruling.notices == ["Look."]
    assert [name for name, _ in ruling.fitted] == ["Ports", "Night", "Day"]
    assert "Night" in ruling.decided_by


@pytest.mark.parametrize(
    "first", [{"decision": "drop", "reason": "Not ours."}, {"tags": ["Sea"], "is_last": True}]
)
def test_after_a_drop_or_a_last_rule_no_further_one_is_asked(first):
    rules = [rule("First", **first), rule("Second", section="world")]

    assert len(apply_rules(rules, FACTS, at=NOON).fitted) == 1


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23T21:30:00+00:00", True),  # Monday, 22:30 in Oslo
        ("2026-11-24T04:59:00+00:00", True),  # Tuesday, 05:59: Monday's night goes on
        ("2026-11-24T05:00:00+00:00", False),
        ("2026-11-23T04:00:00+00:00", False),  # Monday, 05:00: Sunday's night
        ("2026-07-06T20:30:00+00:00", True),  # Monday in summer, 22:30
    ],
)
def test_a_window_is_of_local_time_and_may_cross_midnight(at, is_open):
    window = parse_window(
        {"days": ["mon"], "from": "22:00", "to": "06:00", "timezone": "Europe/Oslo"}
    )

    assert window.is_open(datetime.fromisoformat(at)) is is_open


def test_a_rule_outside_its_window_is_not_asked():
    night = {"from": "22:00", "to": "06:00"}

    assert apply_rules([rule("Night", window=night, section="x")], FACTS, at=NOON).fitted == []


@pytest.mark.parametrize(
    "window", [{"days": ["someday"]}, {"from": "25:00"}, {"timezone": "Varland/Port_Ansel"}]
)
def test_what_is_no_window_is_refused(window):
    with pytest.raises(RuleError) as refusal:
        rule("Night", window=window, section="x")

    assert refusal.value.where == "time window"


def test_rows_of_a_form_are_alternatives_of_joined_conditions():
    rows = [
        {"group": 1, "negated": False, "field": "slug", "operator": "is", "value": "varland"},
        {"group": 1, "negated": True, "field": "keyword", "operator": "in", "value": "a, b"},
        {"group": 2, "negated": False, "field": "urgency", "operator": "less", "value": "3"},
        {"group": 2, "negated": False, "field": "place", "operator": "exists", "value": ""},
    ]

    assert rows_from_condition(parse_condition(condition_from_rows(rows))) == rows


def test_conditions_nested_deeper_than_rows_are_not_shown_as_rows():
    nested = {"all": [{"any": [one("slug", "exists"), one("place", "exists")]}]}

    assert rows_from_condition(parse_condition(nested)) is None
