"""A comment becomes its author's by a button behind a mailed link, and by nothing less."""

import logging
import re
from datetime import timedelta

import pytest

from dateline.discussion.models import Author, Comment, Decision
from dateline.discussion.private_paths import HidePrivateLinks
from dateline.discussion.services import refuse_comment, send_due_mails
from tests.discussion.conftest import TEXT

HERE = {"origin": "http://testserver"}


@pytest.fixture
def link(commented, postbox, now, at):
    """The path of the link in the mail about a fresh comment."""
    commented()
    send_due_mails(now=now)
    return re.search(r"http://testserver(\S+)", postbox.mails[0].get_content())[1]


def is_verified():
    return Comment.objects.get().verified_at is not None


def test_opening_the_link_shows_the_comment_and_does_nothing(client, link):
    page = client.get(link)

    assert TEXT in page.content.decode()
    assert not is_verified()
    assert page["Cache-Control"] == "no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]


def test_the_button_verifies_the_comment_and_its_author_without_a_cookie(client, link, now):
    answer = client.post(link, headers=HERE)

    assert is_verified()
    assert Author.objects.get().verified_at == now
    assert not answer.cookies


def test_a_form_of_another_site_verifies_nothing(client, link):
    client.post(link, headers={"origin": "https://elsewhere.example"})

    assert not is_verified()


def test_the_phases_look_again_and_know_the_author(
    client, link, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link, headers=HERE)

    last = Decision.objects.filter(act="held").last()
    assert "not-verified" not in last.facts
    assert "new-commenter: new-commenter" in last.facts
    assert Comment.objects.get().state == Comment.State.WAITING


def test_what_a_person_decided_stays(client, link, editor, now):
    refuse_comment(comment=Comment.objects.get(), by=editor, now=now, reason_code="OTHER")

    client.post(link, headers=HERE)

    assert is_verified()
    assert Comment.objects.get().state == Comment.State.REFUSED


def test_a_link_is_good_for_seven_days_and_for_its_own_purpose(client, link, at, now):
    token = link.rstrip("/").rpartition("/")[2]

    assert client.get(f"/comments/me/{token}/").status_code == 404
    assert client.get(f"/comments/unsubscribe/{token}/").status_code == 404
    assert client.get(link.replace("verify/", "verify/x")).status_code == 404
    at(now + timedelta(days=7, seconds=1))
    assert client.post(link, headers=HERE).status_code == 404
    assert not is_verified()


@pytest.mark.parametrize("page", ["mine", "verify", "unsubscribe", "me", "account/sign-in"])
def test_no_token_is_ever_logged(page):
    path = f"/comments/{page}/WzEsMTc2:abc:d-e_f/"
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: %s", (path,), None)

    HidePrivateLinks().filter(record)

    assert record.getMessage() == f"Not Found: /comments/{page}/…/"


def test_the_box_in_the_form_is_kept_with_the_comment(send):
    send(wants_replies="on")

    assert Comment.objects.get().wants_replies
