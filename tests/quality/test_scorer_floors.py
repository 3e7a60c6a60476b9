"""How contempt, counter-speech and plain mention of groups are told apart never gets worse."""

import json
from pathlib import Path

import numpy as np
import pytest

from dateline.core.scoring.scorer import whole_scores
from dateline.project.scorer.apart import alarms, are
from dateline.project.scorer.probes import probes

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())


@pytest.fixture(scope="module")
def attacks():
    return whole_scores([probe.text for probe in probes()], "en")["IDENTITY_ATTACK"]


def test_counter_speech_is_told_from_contempt_as_well_as_before(attacks):
    cut = np.quantile(attacks[are(probes(), "contempt")], 0.15)

    right = (attacks[are(probes(), "counter")] < cut).mean()

    assert right >= FLOORS["counter_speech_right"]


@pytest.mark.parametrize("kind", ["listed", "unlisted"])
def test_no_group_is_flagged_more_often_for_its_name_than_before(attacks, kind):
    rates = alarms(probes(), attacks, listed=kind == "listed")

    assert max(rates.values()) <= FLOORS[f"worst_{kind}_group_at_most"]
