"""“He” is named only where the copy leaves no choice."""

import pytest

from dateline.core.grounding import check, understand
from dateline.core.grounding.pronouns import names_for_pronouns
from dateline.core.story import Verdict
from tests.core.grounding.conftest import story

RESIGNED = "She resigned from the harbour council of Kesterholm in May."


def named(*paragraphs: str) -> list[str]:
    """Return the steps that name the pronoun the last paragraph opens with."""
    seen = understand(story(*paragraphs))
    number = len(seen.sentences) - 1
    opened = seen.sentences[number].of(seen.text)
    return [edit.step for edit in names_for_pronouns(seen.text, seen.sentences, number, opened)]


def test_the_one_person_of_the_sentence_before_is_named():
    assert named("Runa Ostby, 61, opened the quay.", RESIGNED) == [
        "name-pronoun 0:3 She → Runa Ostby"
    ]


def test_the_name_carries_over_a_sentence_that_opens_with_the_same_pronoun():
    steps = named("Runa Ostby, 61, opened the quay.", "She thanked the crews.", RESIGNED)

    assert steps == ["name-pronoun 0:3 She → Runa Ostby"]


@pytest.mark.parametrize(
    "before",
    [
        "Runa Ostby, 61, met Ines Maldahl.",
        "Runa Ostby, 61, thanked a fisherman.",
        "Runa Ostby, 61, thanked his crews.",
        "The crews of Runa Ostby left.",
        "Kesterholm United Club lost the match.",
        "The quay reopened.",
    ],
)
def test_nobody_is_named_where_somebody_else_may_be_meant(before):
    assert named(before, RESIGNED) == []


def test_a_line_with_a_name_for_a_pronoun_is_proved_with_the_sentence_that_names():
    seen = understand(story("Runa Ostby, 61, opened the quay.", RESIGNED))

    result = check(seen, "Runa Ostby resigned from the harbour council of Kesterholm.")

    assert result.verdict is Verdict.SUPPORTED
    assert result.evidence == seen.sentences


def test_another_name_for_the_pronoun_is_not_proved():
    seen = understand(story("Runa Ostby, 61, opened the quay.", RESIGNED))

    result = check(seen, "Tomas Reck resigned from the harbour council of Kesterholm.")

    assert result.verdict is Verdict.UNSUPPORTED
