"""The desk's view of the wires: how each comes in, what is wrong with it, and what may be done."""

from datetime import timedelta

import pytest

from dateline.desk.source_words import ERRORS
from dateline.gateways.fetch_errors import FETCH_ERRORS
from dateline.intake.models import PushToken, Source, WireRecord
from tests.gateways.web_server import WebServer
from tests.intake.deliveries import ninjs

FORM = {
    "name": "Northern Wire Agency",
    "slug": "nwa",
    "policy": "publish",
    "default_section": "world",
    "credit_line": "NWA",
    "charset": "",
    "poll_every_seconds": "300",
    "indexing": "self",
    "is_active": "on",
}


def page(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def save(desk, source):
    """Saves the source's form, and returns the answer and the source as it stands then."""

    def post(**changes):
        answer = desk.post(f"/admin/sources/edit/{source.pk}/", FORM | changes)
        source.refresh_from_db()
        return answer, source

    return post


def test_an_address_of_any_way_can_be_given(save):
    for address in (
        "https://nwa.example/feed",
        "imaps://desk@mail.example/INBOX",
        "sftp://desk@nwa.example/out/*.xml",
        "ftps://desk@nwa.example/out",
        "file:///srv/wire",
    ):
        answer, source = save(url=address)

        assert answer.status_code == 302
        assert source.url == address


@pytest.mark.parametrize("address", ["gopher://nwa.example/", "sftp://desk:quay@nwa.example/out"])
def test_an_address_that_cannot_be_fetched_from_is_refused_with_what_was_expected(save, address):
    answer, source = save(url=address)

    assert answer.status_code == 200
    assert "Expected:" in answer.content.decode()
    assert source.url == ""


def test_a_secret_is_kept_encrypted_shown_nowhere_and_stays_until_it_is_forgotten(
    desk, save, source
):
    save(url="https://nwa.example/feed", secret="harbour-lights")
    kept = bytes(source.secret_encrypted)
    save(url="https://nwa.example/feed", secret="")

    shown = page(desk, f"/admin/sources/edit/{source.pk}/")
    shown += page(desk, f"/admin/desk/sources/{source.pk}/")
    still_kept = bytes(source.secret_encrypted)
    save(url="https://nwa.example/feed", forgets_secret="on")

    assert b"harbour-lights" not in kept
    assert still_kept == kept
    assert "harbour-lights" not in shown
    assert source.secret_encrypted is None


def test_another_address_begins_anew(save, source, now):
    Source.objects.update(
        url="https://nwa.example/old",
        failed_fetches=3,
        fetch_error_code="fetch-failed",
        next_fetch_at=now + timedelta(hours=1),
    )

    save(url="https://nwa.example/new")

    assert (source.failed_fetches, source.next_fetch_at) == (0, None)


def test_the_listing_says_how_each_source_comes_in_and_stands(desk, source, now):
    Source.objects.update(
        url="sftp://desk@nwa.example/out",
        failed_fetches=1,
        fetch_error_code="fetch-bad-login",
        next_fetch_at=now,
    )
    Source.objects.create(slug="quiet", name="Quiet", quiet_since=now - timedelta(hours=3))
    Source.objects.create(slug="off", name="Off", is_active=False)

    listing = page(desk, "/admin/sources/")

    assert "SFTP" in listing
    assert "does not accept the user name or the secret" in listing
    assert "Quiet since 23 Nov., 09:00, which is unlike it." in listing
    assert "switched off" in listing
    assert f"/admin/desk/sources/{source.pk}/" in listing


def test_the_first_page_counts_quiet_and_failing_sources(desk, site, source, now):
    Source.objects.update(url="https://nwa.example/", failed_fetches=1)
    Source.objects.create(slug="quiet", name="Quiet", quiet_since=now)

    home = page(desk, "/admin/")

    assert "<strong>1</strong> sources that have gone quiet" in home
    assert "<strong>1</strong> sources that cannot be fetched" in home


def test_a_source_can_be_fetched_at_once_whatever_its_clock_says(
    desk, site, source, now, settings, django_capture_on_commit_callbacks
):
    settings.FETCH_ALLOWED_HOSTS = ["127.0.0.1"]
    with WebServer() as server:
        server.answers_with("/feed", ninjs())
        Source.objects.update(url=server.url("/feed"), next_fetch_at=now + timedelta(days=9999))

        answer = desk.post(f"/admin/desk/sources/{source.pk}/fetch/")

    assert answer.status_code == 302
    assert WireRecord.objects.get().source == source


def test_a_token_is_shown_once_and_can_be_revoked(desk, client, site, source):
    shown = desk.post(f"/admin/desk/sources/{source.pk}/tokens/")
    text = shown.content.decode()
    token = text[text.index("dateline-push-") :].partition("<")[0]
    row = PushToken.objects.get()
    listing = page(desk, f"/admin/desk/sources/{source.pk}/")
    headers = {"Authorization": f"Bearer {token}"}
    before = client.post("/wire/nwa", ninjs(), content_type="application/json", headers=headers)

    desk.post(f"/admin/desk/tokens/{row.pk}/revoke/")
    after = client.post("/wire/nwa", ninjs(), content_type="application/json", headers=headers)

    assert "no-store" in shown["Cache-Control"]
    assert token not in listing
    assert "http://127.0.0.1:8000/wire/nwa" in listing
    assert (before.status_code, after.status_code) == (201, 401)
    assert row.made_by.username == "ida"


def test_a_changed_key_is_shown_and_trusted_only_as_it_was_shown(desk, source):
    old, new = "nwa.example:22 ssh-rsa SHA256:old", "nwa.example:22 ssh-rsa SHA256:new"
    Source.objects.update(
        url="sftp://desk@nwa.example/", host_key=old, host_key_offered=new, failed_fetches=1
    )

    screen = page(desk, f"/admin/desk/sources/{source.pk}/")
    desk.post(f"/admin/desk/sources/{source.pk}/accept-key/", {"offered": "another"})
    source.refresh_from_db()
    after_another = source.host_key
    desk.post(f"/admin/desk/sources/{source.pk}/accept-key/", {"offered": new})

    source.refresh_from_db()
    assert old in screen
    assert new in screen
    assert after_another == old
    assert (source.host_key, source.host_key_offered) == (new, "")


@pytest.mark.parametrize("error", FETCH_ERRORS, ids=lambda error: error.code)
def test_every_reason_is_told_in_a_sub_editors_words(error):
    assert str(ERRORS[error.code]).endswith(".")
