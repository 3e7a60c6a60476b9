"""The program as its user types it: what it prints, and how it leaves."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("dateline"))
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
    ],
}
TRUE_LINE = "Forty ships waited outside, the harbour authority said."


@pytest.fixture
def dateline(tmp_path):
    """Runs the program in an empty folder with a story in it."""
    (tmp_path / "story.json").write_text(json.dumps(STORY))

    def run(*arguments, given=""):
        return subprocess.run(
            [PROGRAM, *arguments],
            input=given,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_read_gives_an_object_for_each_item_and_keeps_a_refusal_in_its_place(dateline, tmp_path):
    (tmp_path / "page.html").write_text("<html><p>Moved.</p></html>")

    done = dateline("read", "story.json", "page.html", "missing.xml")

    first, second, third = rows(done)
    assert done.returncode == 2
    assert (first["file"], first["headline"]) == ("story.json", STORY["headline"])
    assert first["dateline"]["text"] == "PORT ANSEL, Nov. 23 (NWA)"
    assert second["error"].keys() == {"code", "where", "found", "expected"}
    assert third["error"]["found"] == "No such file or directory"


def test_a_file_larger_than_a_delivery_may_be_is_refused_without_being_loaded(dateline, tmp_path):
    with (tmp_path / "huge.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)

    done = dateline("read", "huge.xml")

    (row,) = rows(done)
    assert done.returncode == 2
    assert row["error"]["code"] == "wire-too-large"


def test_a_line_of_the_copy_is_supported_and_another_is_not_both_with_exit_0(dateline):
    good = dateline("check", "story.json", "--line", TRUE_LINE)
    bad = dateline("check", "story.json", "--line", "Fifty ships waited outside.")

    assert (good.returncode, bad.returncode) == (0, 0)
    assert rows(good)[0]["verdict"] == "supported"
    (answer,) = rows(bad)
    assert answer["verdict"] == "unsupported"
    assert answer["reasons"][0]["code"]
    assert answer["support"] < 0.5


def test_a_free_line_stands_only_where_the_threshold_is_opened(dateline):
    line = "The harbour authority said 40 ships had waited outside."

    closed = dateline("check", "story.json", "--line", line)
    opened = dateline("check", "story.json", "--line", line, "--passes-from", "0.1")

    assert rows(closed)[0]["verdict"] == "unsupported"
    assert 0.1 < rows(closed)[0]["support"] == rows(opened)[0]["support"] < 1.0
    assert rows(opened)[0]["verdict"] == "supported"


def test_standard_input_is_read_where_the_story_is_a_dash(dateline):
    done = dateline("ground", "-", given=json.dumps(STORY))

    (answer,) = rows(done)
    assert [answer["text"][s:e] for s, e in answer["sentences"]][2] == TRUE_LINE
    assert answer["quotes"][0]["speaker"].endswith("Runa Ostby")


def test_brief_gives_lines_with_their_evidence(dateline):
    (answer,) = rows(dateline("brief", "story.json"))

    assert answer.keys() == {"summary", "key_points", "pull_quote", "tags", "withheld"}
    assert all(line["evidence"] for line in answer["summary"] + answer["key_points"])


def test_a_batch_keeps_its_order_and_a_bad_row_stops_nothing(dateline):
    batch = [
        json.dumps({"id": 1, "story": STORY, "lines": [
            {"id": "a", "line": TRUE_LINE}, {"id": "b", "line": "x", "kind": "ode"}, {"id": "c"},
        ]}),
        "no JSON at all",
        json.dumps({"id": 3}),
        json.dumps({"id": 4, "story": STORY, "lines": 7}),
        json.dumps({"id": 5, "story": STORY, "lines": [{"id": "d", "line": TRUE_LINE}]}),
    ]  # fmt: skip

    done = dateline("check", "--jsonl", given="\n".join(batch))

    first, second, third, fourth, fifth = rows(done)
    assert done.returncode == 0
    assert [line.get("verdict") for line in first["lines"]] == ["supported", None, None]
    assert "expected headline, summary, key_point, pull_quote" in first["lines"][1]["error"]
    assert second["id"] is None
    assert "story is missing" in third["error"]
    assert (fourth["id"], "expected a list" in fourth["error"]) == (4, True)
    assert fifth["lines"][0]["verdict"] == "supported"


def test_lines_are_read_from_a_file_and_a_bad_one_answers_in_its_place(dateline, tmp_path):
    # What else a row holds, such as an annotator's own “error”, is nothing to us.
    row = {"id": "a", "line": TRUE_LINE, "error": None}
    (tmp_path / "lines.jsonl").write_text(json.dumps(row) + "\nnope\n")

    done = dateline("check", "story.json", "--lines", "lines.jsonl")

    good, bad = rows(done)
    assert (good["id"], good["verdict"]) == ("a", "supported")
    assert bad["error"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 1, "required: COMMAND"),
        (("check", "story.json"), 1, "--line TEXT"),
        (("check", "story.json", "--kind", "ode", "--line", "x"), 1, "invalid choice"),
        (("ground",), 1, "expected a STORY"),
        (("ground", "missing.json"), 2, "missing.json: No such file"),
        (("check", "story.json", "--lines", "missing.jsonl"), 2, "missing.jsonl: No such file"),
    ],
)
def test_what_is_asked_wrongly_or_cannot_be_read_says_so_and_leaves_with_its_code(
    dateline, arguments, code, words
):
    done = dateline(*arguments)

    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_several_items_are_not_one_story(dateline):
    done = dateline("brief", "-", given=json.dumps([STORY, STORY]))

    assert done.returncode == 2
    assert "holds 2 items" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "missing", "install"),
    [
        (("serve",), "django", "pip install '.[newsroom]'"),
        (("ingest", "story.json"), "django", "pip install '.[newsroom]'"),
        (("brief", "story.json", "--model"), "httpx", "pip install '.[newsroom]'"),
        (("scorer", "train", "--data", "."), "sklearn", "pip install '.[train]'"),
    ],
)
def test_a_command_whose_libraries_are_not_installed_says_in_a_line_what_to_install(
    dateline, tmp_path, arguments, missing, install
):
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from dateline.project.cli import main; sys.exit(main(sys.argv[1:]))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )

    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    assert install in line
    assert [path.name for path in tmp_path.iterdir()] == ["story.json"]
