"""Measured quality never falls below what it was. Floors are raised with the work."""

import json
from pathlib import Path

import pytest

from tests.quality import measures, natural_errors, sources

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text())


def test_sentences_are_split_as_well_as_before(shared):
    assert measures.sentence_f1(shared) >= FLOORS["sentence_f1"]


def test_direct_quotes_are_found_as_well_as_before(shared):
    assert measures.quote_recall(shared, limit=60) >= FLOORS["direct_quote_recall"]


def test_pull_quotes_name_the_right_speaker(shared):
    found = measures.pull_quotes(shared, limit=40)

    assert found["drawn"] >= 20
    assert found["speaker_right"] >= FLOORS["pull_quote_speaker_right"]


def test_who_said_what_is_found_as_well_as_before(shared):
    quotes = sources.direct_quotes(shared, "dev.jsonl")
    speakers = sources.speakers(shared, "dev.jsonl")
    given = sources.attributions(shared, "dev.jsonl")

    assert quotes["precision"] >= FLOORS["direct_quote_precision"]
    assert quotes["recall"] >= FLOORS["direct_quote_speech_recall"]
    assert speakers["usable"] >= FLOORS["speakers_usable"]
    assert speakers["right"] >= FLOORS["speakers_right"]
    assert speakers["wrong_accepted"] <= FLOORS["wrong_speakers_at_most"]
    assert given["content_overlapping"] >= FLOORS["attribution_content_overlap"]
    assert given["content_code_points"] >= FLOORS["attribution_content_code_points"]


def test_lines_the_copy_does_not_carry_do_not_pass_and_say_why(shared):
    found = measures.lines(shared)

    assert found["unsupported_passed"] <= FLOORS["unsupported_passed_at_most"]
    assert found["auc"] >= FLOORS["support_auc"]
    assert found["main_code_right"] >= FLOORS["main_code_right"]


def test_a_sentence_with_one_error_has_less_support_than_the_same_without(shared):
    found = natural_errors.minimal_pairs(shared, limit=120)

    assert found["told_apart"] >= FLOORS["minimal_pairs_told_apart"]


def test_stories_get_their_key_points(shared):
    found = measures.drawn_lines(shared, limit=40)

    assert found["key_points_per_story"] >= FLOORS["key_points_per_story"]
    assert found["key_points_of_20_words"] >= FLOORS["key_points_of_20_words"]
    assert found["key_points_that_lean"] <= FLOORS["key_points_that_lean_at_most"]
    assert found["unigram_f1"] >= FLOORS["key_points_unigram_f1"]


@pytest.mark.parametrize("folder", FLOORS["wire_fields"])
def test_real_wire_files_are_read_as_well_as_before(shared, folder):
    assert measures.wire_fields(shared, folder)["share"] >= FLOORS["wire_fields"][folder]
