"""What the verbs of a story say of their acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding import ground_as_json, understand
from tests.core.grounding.conftest import story


def _acts(copy):
    printed = ground_as_json(understand(story(copy)))
    return {
        printed["text"][slice(*act["span"])]: (act["negated"], act["modal"], act["tense"])
        for act in printed["acts"]
    }


@pytest.mark.parametrize(
    ("copy", "verb", "read"),
    [
        ("Varland signed the treaty.", "signed", (False, None, "past")),
        ("Varland did not sign the treaty.", "did not sign", (True, None, "past")),
        ("Varland failed to sign the treaty.", "to sign", (True, None, "past")),
        ("Varland is signing the treaty.", "is signing", (False, None, "present")),
        ("Varland will sign the treaty.", "will sign", (False, None, "future")),
        ("Varland plans to sign the treaty.", "to sign", (False, None, "future")),
        ("Varland may sign the treaty.", "may sign", (False, "may", None)),
        ("Varland must not sign the treaty.", "must not sign", (True, "must", "future")),
    ],
)
def test_an_act_has_its_polarity_its_modal_and_its_tense(copy, verb, read):
    assert _acts(copy)[verb] == read


def test_an_act_knows_its_sentence_and_whether_it_is_only_a_charge():
    seen = understand(story("The port opened. The captain allegedly sold the licences."))

    assert [(act.sentence, act.is_alleged) for act in seen.acts] == [(0, False), (1, True)]


@given(st.text())
def test_acts_of_any_text_lie_in_their_sentences(text):
    seen = understand(story(text))

    assert all(seen.sentences[act.sentence].covers(act.span) for act in seen.acts)
