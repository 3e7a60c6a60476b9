"""`dateline score` as other programs meet it."""

import json
import subprocess
import sys

import pytest

from dateline.project.cli import main
from tests.core.scoring.treaty import STORY


@pytest.fixture
def score(tmp_path):
    def run(given, *arguments):
        done = subprocess.run(
            [sys.executable, "-m", "dateline.project.cli", "score", *arguments],
            input=given.encode(),
            capture_output=True,
            check=False,
        )
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_each_line_is_a_comment_and_gets_an_answer(score):
    code, rows = score("You idiot!\nThank you for this.\n")

    assert code == 0
    assert [row["id"] for row in rows] == [1, 2]
    assert set(rows[0]) == {"id", "scores", "language", "spans", "because"}
    assert rows[0]["scores"]["TOXICITY"] > rows[1]["scores"]["TOXICITY"]
    assert rows[0]["because"]["INSULT"][0]["text"] == "idiot"


def test_only_the_attributes_asked_for_are_answered(score):
    _, (row,) = score("You idiot!\n", "--attributes", "insult,threat")

    assert set(row["scores"]) == {"INSULT", "THREAT"}


def test_a_bad_row_is_answered_and_the_rest_goes_on(score):
    good = json.dumps({"id": "a", "text": "You idiot!", "story": STORY.text})

    code, rows = score(f"nonsense\n{good}\n" + '{"id": 3, "text": 5}\n', "--jsonl")

    assert code == 0
    assert [row["id"] for row in rows] == [None, "a", 3]
    assert "error" in rows[0]
    assert "OFF_TOPIC" in rows[1]["scores"]
    assert "error" in rows[2]


def test_a_language_without_heads_says_so(score):
    _, (row,) = score("C'est une honte pour le port et pour nous tous\n")

    assert row["scores"] == {}
    assert "fr" in row["unsupported"]


def test_an_unknown_attribute_is_refused_with_what_is_known(capsys):
    code = main(["score", "--attributes", "KINDNESS"])

    assert code == 1
    assert "TOXICITY" in capsys.readouterr().err
