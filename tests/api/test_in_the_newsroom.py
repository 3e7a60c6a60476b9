"""The analyzer inside the newsroom: there once it has keys, and never with a cookie."""

import json

import pytest

from dateline.api import perspective

BODY = json.dumps({"comment": {"text": "You stupid idiot"}, "requestedAttributes": {"INSULT": {}}})


@pytest.fixture(autouse=True)
def fresh_service(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    perspective._service.cache_clear()
    yield
    perspective._service.cache_clear()


def ask(client, key):
    return client.post(
        f"/v1alpha1/comments:analyze?key={key}", BODY, content_type="application/json"
    )


def test_it_is_not_there_without_keys(client, db):
    assert ask(client, "any").status_code == 404


def test_it_answers_whoever_has_a_key_and_sets_no_cookie(
    client, db, settings, keys_file, key, tmp_path
):
    settings.SCORER_KEYS = str(keys_file)
    settings.SCORER_FEEDBACK = str(tmp_path / "feedback.sqlite3")

    answer, refused = ask(client, key), ask(client, "wrong")

    assert answer.json()["attributeScores"]["INSULT"]["summaryScore"]["value"] > 0.5
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert refused.status_code == 400


def test_its_description_is_at_the_address_clients_ask_first(client, db, settings, keys_file, key):
    settings.SCORER_KEYS = str(keys_file)

    document = client.get("/$discovery/rest?version=v1alpha1").json()

    assert document["rootUrl"] == f"{settings.BASE_URL}/"
    assert document["resources"]["comments"]["methods"].keys() == {"analyze", "suggestscore"}
