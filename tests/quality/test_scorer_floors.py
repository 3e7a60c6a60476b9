"""How contempt, counter-speech and plain mention of groups are told apart never gets worse."""

import json
from pathlib import Path

import numpy as np
import pytest

from dateline.core.scoring.scorer import whole_scores
from dateline.project.scorer.apart import alarms, are
from dateline.project.scorer.probes import probes
from tests.quality import group_sentences

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())


def attacks_in(texts):
    return whole_scores(texts, "en")["IDENTITY_ATTACK"]


def right_when_contempt_is_found(counter, contempt):
    """Share of counter-speech below the score that 85 % of contempt reaches."""
    return (counter < np.quantile(contempt, 0.15)).mean()


@pytest.fixture(scope="module")
def attacks():
    return attacks_in([probe.text for probe in probes()])


def test_counter_speech_is_told_from_contempt_as_well_as_before(attacks):
    contempt, counter = (attacks[are(probes(), kind)] for kind in ("contempt", "counter"))

    assert right_when_contempt_is_found(counter, contempt) >= FLOORS["counter_speech_right"]


def test_so_it_is_in_sentences_that_no_choice_was_made_by():
    contempt, counter = (
        attacks_in([one.format(g=group) for one in sentences for group in group_sentences.GROUPS])
        for sentences in (group_sentences.CONTEMPT, group_sentences.COUNTER)
    )

    found = right_when_contempt_is_found(counter, contempt)

    assert found >= FLOORS["counter_speech_right_in_fresh_sentences"]


@pytest.mark.parametrize("kind", ["listed", "unlisted"])
def test_no_group_is_flagged_more_often_for_its_name_than_before(attacks, kind):
    rates = alarms(probes(), attacks, listed=kind == "listed")

    assert max(rates.values()) <= FLOORS[f"worst_{kind}_group_at_most"]
