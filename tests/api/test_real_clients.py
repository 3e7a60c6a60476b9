"""Perspective's own clients, unmodified but for the address, against a real server."""

import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.api.serving import PROGRAM


@pytest.fixture
def google(server):
    """Google's own client library, built from our discovery document."""
    from googleapiclient import discovery

    client = discovery.build(
        "commentanalyzer", "v1alpha1", developerKey=server.key,
        discoveryServiceUrl=f"{server.url}/$discovery/rest?version=v1alpha1",
        static_discovery=False,
    )  # fmt: skip
    yield client
    client.close()


def asked(text, **more):
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, **more}


def test_googles_client_analyzes_and_reads_spans(google):
    answer = google.comments().analyze(
        body=asked("You are a stupid idiot! 😀 Nice hat.", spanAnnotations=True, clientToken="c1")
    ).execute()  # fmt: skip

    score = answer["attributeScores"]["TOXICITY"]
    assert score["summaryScore"]["value"] > 0.7
    assert score["spanScores"][0]["begin"] == 0
    assert answer["clientToken"] == "c1"


def test_googles_client_suggests_a_score(google):
    answer = google.comments().suggestscore(
        body={
            "comment": {"text": "You idiot"},
            "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
            "clientToken": "c2",
        }
    ).execute()  # fmt: skip

    assert answer["clientToken"] == "c2"


def test_googles_client_batches_and_every_answer_finds_its_call(google):
    found = {}

    def note(request_id, response, error):
        found[request_id] = response or error

    batch = google.new_batch_http_request(callback=note)
    batch.add(google.comments().analyze(body=asked("you idiot")), request_id="you idiot")
    batch.add(google.comments().analyze(body=asked("Thank you, that helps.")), request_id="b")
    batch.add(google.comments().analyze(body=asked("")), request_id="empty")
    batch.execute()

    high, low = (
        found[name]["attributeScores"]["TOXICITY"]["summaryScore"]["value"]
        for name in ("you idiot", "b")
    )
    assert high > 0.6 > low
    assert found["empty"].resp.status == 400


def test_googles_client_raises_what_it_raised_of_perspective(google):
    from googleapiclient.errors import HttpError

    with pytest.raises(HttpError) as caught:
        google.comments().analyze(body=asked("")).execute()

    assert caught.value.resp.status == 400
    assert "Comment must be non-empty." in str(caught.value)
    assert caught.value.error_details[0]["errorType"] == "COMMENT_EMPTY"


def test_the_perspective_package_scores_by_its_own_address(server):
    from perspective import PerspectiveAPI

    client = PerspectiveAPI(server.key)
    client.api_client.url = f"{server.url}/v1alpha1/{{endpoint}}"

    high = client.analyze_comment("You are a stupid idiot", languages=["en"])
    kept = client.suggest_score("x", {"TOXICITY": {"summaryScore": {"value": 0}}}, validate=False)

    assert high["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.7
    assert kept["detectedLanguages"] == ["en"]


@pytest.fixture(scope="module")
def npm(tmp_path_factory):
    """A folder with the locked npm clients in it."""
    folder = tmp_path_factory.mktemp("npm")
    for file in (Path(__file__).parent / "npm").iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=folder, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder


def test_both_clients_for_javascript_score_and_refuse(server, npm):
    done = subprocess.run(
        ["node", "ask.js", server.url, server.key], cwd=npm, capture_output=True, text=True
    )

    answer = json.loads(done.stdout)
    assert answer["found"]["attributeScores"]["TOXICITY"]["summaryScore"]["value"] > 0.7
    assert answer["refused"] == "400 Unknown requested attribute: NOPE"
    assert answer["scores"]["TOXICITY"] > 0.7


def ask(server, body, *, path="comments:analyze", key=None):
    request = urllib.request.Request(
        f"{server.url}/v1alpha1/{path}?key={key or server.key}",
        data=body if isinstance(body, bytes) else body.encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_the_recorded_requests_of_real_clients_are_answered(server, shared):
    """Coral 9.11.8 and four more, replayed byte for byte."""
    recorded = shared / "samples/discussion/perspective/observed-client-requests.jsonl"

    for line in recorded.read_text().splitlines():
        row = json.loads(line)
        if row["m"] == "GET" or row["p"].startswith("/batch"):
            continue
        status, body = ask(server, row["body"], path=row["p"].split("/")[-1].partition("?")[0])
        sent = json.loads(row["body"])
        is_bad = not sent["comment"]["text"] or "NOPE" in sent.get("requestedAttributes", {})
        assert status == (400 if is_bad else 200), (row, body)


def test_a_wrong_key_is_turned_away(server):
    status, body = ask(server, json.dumps(asked("x")), key="wrong")

    assert (status, body["error"]["message"]) == (
        400,
        "API key not valid. Please pass a valid API key.",
    )


def test_whoever_watches_over_it_sees_counts_and_times_and_no_comment(server):
    ask(server, json.dumps(asked("watched words")))

    metrics = server.get("/metrics")

    assert 'requests_total{path="/v1alpha1/comments:analyze",status="200"}' in metrics
    assert 'dateline_analyzer_seconds_bucket{le="+Inf"}' in metrics
    assert "watched" not in metrics


def test_without_keys_it_serves_this_machine_only(tmp_path):
    done = subprocess.run(
        [PROGRAM, "scorer", "serve", "--host", "192.0.2.1"],
        env={**os.environ, "DATELINE_DATA_DIR": str(tmp_path), "DATELINE_SCORER_KEYS": ""},
        capture_output=True, text=True, timeout=30,
    )  # fmt: skip

    assert done.returncode == 1
    assert "answers only on this machine" in done.stderr
