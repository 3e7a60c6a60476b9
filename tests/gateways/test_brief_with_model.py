"""`dateline brief --model` against a real server: what passes stands, what does not is withheld."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gateways.servers import chat

PROGRAM = str(Path(sys.executable).with_name("dateline"))
LONG = (
    "The town of Tarn gave every crew that came in before noon a meal of bread, soup and cheese at "
    "the long tables beside the old market hall."
)
STORY = {
    "headline": "Kesterholm harbour reopens",
    "credit": "NWA",
    "published": "2026-11-23",
    "language": "en",
    "body": [
        "PORT ANSEL, Nov. 23 (NWA) - The harbour of Kesterholm reopened on Monday.",
        "“The quay is safe for every ship,” Transport Minister Runa Ostby told reporters.",
        "Forty ships waited outside, the harbour authority said.",
        "The harbour had been closed since October 2024.",
        "Fishermen from Tarn sold their catch at the quay.",
        LONG,
    ],
}
DRAWN = "Fishermen from Tarn sold their catch at the quay."
FALSE = "Fifty ships waited outside, the harbour authority said."
TRUE = "Forty ships waited outside, the harbour authority said."


@pytest.fixture
def server():
    """A server that speaks the protocol."""
    with chat.ChatServer() as running:
        yield running


@pytest.fixture
def brief(tmp_path, server):
    """Runs the command on the story, with the server set as its endpoint or other settings."""
    (tmp_path / "story.json").write_text(json.dumps(STORY))

    def run(*arguments, **settings):
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE_")}
        named = {
            "DATELINE_MODEL_URL": server.url,
            "DATELINE_MODEL_NAME": "quay-1",
            "DATELINE_MODEL_KEY": "sk-quay",
            "DATELINE_FETCH_ALLOWED_HOSTS": "127.0.0.1",
        }
        return subprocess.run(
            [PROGRAM, "brief", "story.json", *arguments],
            cwd=tmp_path,
            env=inherited | named | settings,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def offers(*texts, kind="key_point"):
    """Answer with these lines."""
    rows = [{"kind": kind, "text": text, "speaker": None} for text in texts]
    return chat.completes(json.dumps({"lines": rows}))


def in_turn(*replies):
    """Answer the first request with the first reply, and so on."""
    waiting = iter(replies)
    return lambda request, body: next(waiting)(request, body)


def points(answer):
    return {line["text"]: line["origin"] for line in answer["key_points"]}


def test_a_line_of_the_model_that_passes_stands_among_the_derived_ones(brief, server):
    server.reply = offers(DRAWN)

    done = brief("--model", "--key-points", "2")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert points(answer)[DRAWN] == "model"
    assert sorted(points(answer).values()) == ["extracted", "model"]
    assert len(server.asked) == 1
    assert server.headers[0]["Authorization"] == "Bearer sk-quay"


def test_a_refused_line_is_asked_for_once_more_with_its_reasons(brief, server):
    server.reply = in_turn(offers(FALSE), offers(TRUE))

    answer = json.loads(brief("--model").stdout)

    assert points(answer)[TRUE] == "model"
    (withheld,) = [one for one in answer["withheld"] if one["text"] == FALSE]
    second = server.asked[1]["messages"][1]["content"]
    assert FALSE in second
    assert withheld["reasons"][0]["code"] in second


def test_when_both_answers_are_refused_the_derived_lines_stand(brief, server):
    server.reply = offers(FALSE)

    derived, answer = json.loads(brief().stdout), json.loads(brief("--model").stdout)

    assert answer["key_points"] == derived["key_points"] != []
    assert FALSE in [one["text"] for one in answer["withheld"]]
    assert len(server.asked) == 2


def test_a_key_point_of_too_many_words_is_left_out_and_the_notes_say_so(brief, server):
    server.reply = offers(LONG)

    answer = json.loads(brief("--model").stdout)

    assert LONG not in points(answer)
    assert LONG in answer["notes"][0]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (chat.sends(b"no", status=500), "fetch-bad-status"),
        (chat.refuses(), "model-refused"),
        (chat.completes("Certainly! Here are your lines."), "model-bad-answer"),
    ],
)
def test_an_endpoint_that_fails_leaves_the_derived_lines_and_a_note(brief, server, reply, code):
    server.reply = reply

    derived, done = json.loads(brief().stdout), brief("--model")

    answer = json.loads(done.stdout)
    (note,) = answer.pop("notes")
    assert done.returncode == 0
    assert answer == derived
    assert code in note
    assert "sk-quay" not in done.stdout + done.stderr


def test_without_an_endpoint_nothing_is_asked_and_the_command_says_what_to_set(brief, server):
    done = brief("--model", DATELINE_MODEL_URL="")

    assert done.returncode == 1
    assert "DATELINE_MODEL_URL" in done.stderr
    assert (done.stdout, server.asked) == ("", [])
