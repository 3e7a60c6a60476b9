"""A sentence is shortened only where its own signs show what can go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding.derive import RULES, forms_of, replay
from dateline.core.story import Span


def shortened(sentence: str, step: str) -> str | None:
    return RULES[step](sentence)


@pytest.mark.parametrize(
    ("step", "sentence", "expected"),
    [
        ("drop-dateline", "(NWA) — The quay reopened.", "The quay reopened."),
        ("drop-connective", "But crews want more.", "Crews want more."),
        ("drop-parenthesis", "The quay (built in 1911) is safe.", "The quay is safe."),
        ("drop-appositive", "Runa Ostby, a judge, has resigned.", "Runa Ostby has resigned."),
        ("drop-appositive", "Runa Ostby, 61, has resigned.", "Runa Ostby has resigned."),
        ("drop-relative", "The quay, which is old, was closed.", "The quay was closed."),
        ("drop-relative", "Crews left the quay, which is old.", "Crews left the quay."),
        (
            "drop-trailing-participle",
            "Reck called it “a gift,” adding that crews would pay.",
            None,
        ),
        (
            "drop-trailing-participle",
            "Reck called it “a gift,” describing it as old.",
            "Reck called it “a gift”.",
        ),
        ("drop-second-clause", "The quay is safe, and the crews agree.", "The quay is safe."),
        ("drop-after-clause", "Ostby resigned after the storm.", "Ostby resigned."),
    ],
)
def test_what_stands_beside_the_main_clause_can_go(step, sentence, expected):
    assert shortened(sentence, step) == expected


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("drop-parenthesis", "The quay (if repaired) is safe."),
        ("drop-second-clause", "The quay is safe, but the crews do not agree."),
        ("drop-second-clause", "The quay is safe, and the port said so."),
        ("drop-after-clause", "The quay will open after the storm."),
        ("drop-after-clause", "Ostby did not resign after the storm."),
        ("drop-after-clause", "The quay was named after the storm."),
        ("drop-after-clause", "It raised doubts, especially after the storm."),
        ("drop-after-clause", "Timber is the largest trade, after fish."),
        ("drop-relative", "Boats, crews, which were late, and cranes left."),
        ("drop-trailing-participle", "The quay opened, according to the port."),
        ("drop-trailing-participle", "It is a case of Vik, who is 19, signing on."),
        ("drop-connective", "And"),
    ],
)
def test_what_the_rest_depends_on_stays(step, sentence):
    assert shortened(sentence, step) is None


@given(st.text(max_size=200))
def test_each_shortened_form_is_reached_again_by_its_steps(text):
    for steps, words in forms_of(text):
        assert replay(("sentence 0", *steps), text, [Span(0, len(text))]) == words
        assert len(words) < len(text) + 1
