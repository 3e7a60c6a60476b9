"""Agencies send by HTTP: what is received, what is refused, and what is told about it."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from dateline.api import push
from dateline.intake import services
from dateline.intake.models import PushToken, Source, WireRecord
from dateline.pages.limits import Limit
from dateline.pages.models import Story
from tests.intake.deliveries import ninjs


@pytest.fixture
def token(site, source, editor, now):
    """A token for sending to the source."""
    return services.make_push_token(source=source, by=editor, now=now)


@pytest.fixture
def send(client, token, django_capture_on_commit_callbacks):
    """Sends a delivery as an agency's program would, and returns the answer."""

    def post(body=None, *, slug="nwa", token=token, **headers):
        given = {"Authorization": f"Bearer {token}"} if token else {}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                f"/wire/{slug}",
                data=ninjs() if body is None else body,
                content_type="application/json",
                headers=given | {name.replace("_", "-"): value for name, value in headers.items()},
            )

    return post


def test_what_an_agency_sends_becomes_a_story_and_the_answer_says_where_to_ask(
    send, token, client, vault_folder
):
    answer = send()

    record = WireRecord.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": record.pk,
        "outcome": f"http://testserver/wire/nwa/{record.pk}",
    }
    outcome = client.get(answer["Location"], headers={"Authorization": f"Bearer {token}"}).json()
    assert (outcome["state"], outcome["format"], outcome["error"]) == ("read", "ninjs-1", None)
    assert outcome["items"][0]["outcome"] == "publish"
    assert Story.objects.get().headline == "Kesterholm harbour reopens"
    assert not answer.cookies


def test_what_cannot_be_read_is_kept_and_the_sender_can_ask_why(send, token, client):
    answer = send(b"<html><p>Moved to another address.</p></html>")

    asked = client.get(answer["Location"], headers={"Authorization": f"Bearer {token}"})
    assert asked.json()["state"] == "refused"
    assert asked.json()["error"]["expected"]


def test_the_same_key_is_answered_as_the_first_time_and_received_once(send):
    first = send(Idempotency_Key="flash-1")
    send(ninjs(uri="urn:nwa:other"), Idempotency_Key="flash-2")

    again = send(Idempotency_Key="flash-1")

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Location"] == first["Location"]
    assert WireRecord.objects.count() == 2


def test_another_body_under_the_same_key_is_refused(send):
    send(Idempotency_Key="flash-1")

    answer = send(ninjs(headline="Another"), Idempotency_Key="flash-1")

    assert answer.status_code == 422
    assert WireRecord.objects.count() == 1


def test_a_key_is_one_sources_own(send, editor, now):
    other = Source.objects.create(slug="other", name="Other")
    others_token = services.make_push_token(source=other, by=editor, now=now)
    send(Idempotency_Key="flash-1")

    answer = send(
        ninjs(headline="Another"), slug="other", token=others_token, Idempotency_Key="flash-1"
    )

    assert answer.status_code == 201


def test_a_key_is_forgotten_after_a_week(send, now):
    send(Idempotency_Key="flash-1")

    services.forget_old_receipts(now=now + timedelta(days=400))

    assert send(ninjs(headline="Another"), Idempotency_Key="flash-1").status_code == 201


def test_the_same_delivery_sent_again_without_a_key_is_counted_and_not_received_twice(send):
    send()

    answer = send()

    assert answer.status_code == 200
    assert WireRecord.objects.get().times_received == 2


def test_a_missing_a_wrong_and_a_revoked_token_and_an_unknown_source_are_answered_alike(
    send, now, editor, source
):
    revoked = services.make_push_token(source=source, by=editor, now=now)
    services.revoke_push_token(token=PushToken.objects.latest("pk"), now=now)
    other = Source.objects.create(slug="other", name="Other")
    others = services.make_push_token(source=other, by=editor, now=now)

    answers = [
        send(token=None),
        send(token="dateline-push-guess"),
        send(token=revoked),
        send(token=others),
        send(slug="no-such-source"),
        send(Authorization="Basic ZGVzazpxdWF5", token=None),
    ]

    assert {(answer.status_code, answer.content) for answer in answers} == {
        (401, answers[0].content)
    }
    assert answers[0]["WWW-Authenticate"] == "Bearer"
    assert not WireRecord.objects.exists()


def test_a_source_that_is_switched_off_takes_nothing(send, source):
    source.is_active = False
    source.save()

    assert send().status_code == 403
    assert not WireRecord.objects.exists()


def test_whoever_guesses_tokens_is_slowed_down_and_the_agency_is_not(send):
    answers = [send(token=f"guess-{number}").status_code for number in range(21)]

    assert answers == [401] * 20 + [429]
    assert send().status_code == 201


def test_a_sender_that_runs_wild_is_slowed_down(send, monkeypatch):
    monkeypatch.setattr(push, "PUSHES", Limit("push", most=2, seconds=60))

    answers = [send(ninjs(uri=f"urn:nwa:{number}")) for number in range(3)]

    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2]["Retry-After"] == "60"


class Untouched:
    """A body that may not be read."""

    def read(self, size=-1):
        raise AssertionError("the body was read")

    readline = read


def test_a_delivery_over_the_limit_is_refused_before_a_byte_is_read(client, token, settings):
    answer = client.post(
        "/wire/nwa",
        headers={"Authorization": f"Bearer {token}"},
        content_type="application/json",
        **{"wsgi.input": Untouched(), "CONTENT_LENGTH": str(settings.WIRE_MAX_BYTES + 1)},
    )

    assert answer.status_code == 413


def test_a_body_of_unknown_length_an_empty_and_a_packed_one_are_refused(send):
    assert send(b"").status_code == 411
    assert send(b"", Content_Length="0").status_code == 400
    assert send(Content_Encoding="gzip").status_code == 415
    assert send(Content_Length="chunked").status_code == 411
    assert send(Idempotency_Key="k" * 256).status_code == 400
    assert not WireRecord.objects.exists()


def test_a_body_that_ends_early_is_not_received(client, token):
    answer = client.post(
        "/wire/nwa",
        headers={"Authorization": f"Bearer {token}"},
        content_type="application/json",
        **{"wsgi.input": io.BytesIO(ninjs()), "CONTENT_LENGTH": "50000"},
    )

    assert answer.status_code == 400
    assert not WireRecord.objects.exists()


def test_only_a_post_delivers(client, token):
    assert client.get("/wire/nwa").status_code == 405


def test_a_push_needs_no_form_token_and_believes_no_signed_in_session(token, editor):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)

    refused = browser.post("/wire/nwa", data=ninjs(), content_type="application/json")
    received = browser.post(
        "/wire/nwa",
        data=ninjs(),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert (refused.status_code, received.status_code) == (401, 201)


def test_one_source_cannot_ask_about_anothers_delivery(send, client, editor, now):
    record = send().json()["id"]
    other = Source.objects.create(slug="other", name="Other")
    others = services.make_push_token(source=other, by=editor, now=now)

    asked = [
        client.get(f"/wire/{slug}/{record}", headers={"Authorization": f"Bearer {others}"})
        for slug in ("nwa", "other")
    ]

    assert [answer.status_code for answer in asked] == [401, 404]


def test_a_token_is_kept_only_as_a_hash(token):
    row = PushToken.objects.get()

    assert token not in str(vars(row))
    assert token.startswith("dateline-push-")


def test_a_command_makes_a_token_and_revokes_all_of_a_source(send, source, capsys):
    call_command("push_token", "nwa")
    made = capsys.readouterr().out.strip()
    before = send(token=made).status_code

    call_command("push_token", "nwa", "--revoke-all")

    assert before == 201
    assert send(token=made).status_code == 401
    assert "2" in capsys.readouterr().out
