"""Outside checks are set up by whoever has the right; a secret is shown once and kept sealed."""

import re

import pytest
from django.urls import reverse

from dateline.discussion.models import ExternalPhase, OutsideState, SigningSecret
from dateline.discussion.services import add_external_phase
from dateline.discussion.wagtail_hooks import outside_urls

PATTERNS = {pattern.name: pattern for pattern in outside_urls()}
FIELDS = {
    "slug": "quay",
    "url": "https://phase.example/moderate",
    "is_on": "on",
    "on_fault": "hold",
    "timeout_ms": "3000",
    "body_format": "PLAIN_TEXT",
}


@pytest.fixture
def phase(site, now, at):
    phase = ExternalPhase(slug="quay", url="https://phase.example/moderate")
    phase.first_secret = add_external_phase(phase=phase, now=now)
    return phase


def address(name):
    wanted = PATTERNS[name].pattern.converters
    return reverse(name, kwargs={"slug": "quay"} if wanted else {})


@pytest.mark.parametrize("name", PATTERNS)
def test_moderating_alone_is_no_right_to_set_them_up(client, phase, moderator, name):
    client.force_login(moderator)

    for answer in (client.get(address(name)), client.post(address(name), FIELDS)):
        assert answer.status_code in (302, 405)
        if answer.status_code == 302:
            assert answer.url == "/admin/"
    assert SigningSecret.objects.count() == 1


def test_a_new_check_shows_its_secret_once(client, site, editor, at):
    client.force_login(editor)

    answer = client.post(address("discussion_new_outside_phase"), FIELDS)
    page = answer.content.decode()
    secret = re.search(r'class="secret">([0-9a-f]{64})<', page)[1]

    assert "no-store" in answer["Cache-Control"]
    assert ExternalPhase.objects.get().is_on
    assert secret not in client.get(address("discussion_outside_phase")).content.decode()
    assert secret.encode() not in bytes(SigningSecret.objects.get().sealed)


@pytest.mark.parametrize(
    "wrong", [{"url": "ftp://x/"}, {"url": "quay"}, {"timeout_ms": "60000"}, {"slug": "a b"}]
)
def test_what_cannot_be_asked_is_not_taken(client, site, editor, at, wrong):
    client.force_login(editor)

    page = client.post(address("discussion_new_outside_phase"), FIELDS | wrong).content.decode()

    assert 'role="alert"' in page
    assert not ExternalPhase.objects.exists()


def test_a_change_makes_a_new_version_and_wakes_it(client, phase, editor, now):
    OutsideState.objects.create(phase="external-quay", faults_in_a_row=5, rests_until=now)
    client.force_login(editor)

    client.post(address("discussion_outside_phase"), FIELDS | {"slug": "crane", "on_fault": "pass"})

    phase.refresh_from_db()
    assert (phase.slug, phase.on_fault, phase.version) == ("quay", "pass", 2)
    assert not OutsideState.objects.exists()


@pytest.mark.parametrize(("hours", "counting"), [("24", 2), ("0", 1), ("-5", 1), ("9999999", 1)])
def test_the_secret_before_counts_as_long_as_was_chosen(
    client, phase, editor, now, hours, counting
):
    client.force_login(editor)

    page = client.post(address("discussion_rotate_secret"), {"hours": hours}).content.decode()

    assert 'class="secret"' in page
    assert phase.first_secret not in page
    assert SigningSecret.objects.counting(now).count() == counting


def test_what_is_removed_leaves_no_secret(client, phase, editor):
    client.force_login(editor)

    client.post(address("discussion_remove_outside_phase"))

    assert not ExternalPhase.objects.exists()
    assert not SigningSecret.objects.exists()
