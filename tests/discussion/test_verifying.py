"""A comment becomes its author's by a button behind a mailed link, and by nothing less."""

import logging
import re
from datetime import timedelta

import pytest

from dateline.discussion.models import Author, Comment, Decision, Mail
from dateline.discussion.private_paths import HidePrivateLinks
from dateline.discussion.services import refuse_comment, send_due_mails
from tests.discussion.conftest import TEXT

HERE = {"origin": "http://testserver"}


@pytest.fixture
def link(commented, postbox, now, at):
    """The path of the link in the mail about a fresh comment."""
    commented()
    send_due_mails(clock=lambda: now)
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


def test_what_a_person_decided_stays_when_that_person_is_here_no_more(client, link, editor, now):
    refuse_comment(comment=Comment.objects.get(), by=editor, now=now, reason_code="OTHER")
    editor.delete()

    client.post(link, headers=HERE)

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


@pytest.fixture
def mine(commented, postbox, at, now):
    """The private page of a comment whose mail about verifying has left."""
    token = commented().token
    send_due_mails(clock=lambda: now)
    return f"/comments/mine/{token}/"


def test_the_mail_can_be_asked_for_again_and_at_most_three_leave_in_a_day(
    client, mine, postbox, now
):
    assert "Mail me the link again" in client.get(mine).content.decode()

    pages = []
    for _ in range(4):
        answer = client.post(f"{mine}verify-again/", headers=HERE)
        pages.append(client.get(answer["Location"]).content.decode())
        send_due_mails(clock=lambda: now)

    assert ["is on its way again" in page for page in pages] == [True, True, False, False]
    assert len(postbox.mails) == 3
    newest = re.search(r"http://testserver(\S+)", postbox.mails[-1].get_content())[1]
    client.post(newest, headers=HERE)
    assert is_verified()
    assert "Mail me the link again" not in client.get(mine).content.decode()


def test_nothing_is_mailed_again_for_another_site_or_while_a_mail_waits(client, mine, postbox, now):
    client.post(f"{mine}verify-again/", headers={"origin": "https://elsewhere.example"})
    assert Mail.objects.count() == 1

    client.post(f"{mine}verify-again/", headers=HERE)
    client.post(f"{mine}verify-again/", headers=HERE)

    assert Mail.objects.count() == 2


@pytest.mark.parametrize("page", ["mine", "verify", "unsubscribe", "me", "account/sign-in"])
def test_who_tries_out_links_is_answered_no_more_for_ten_minutes(
    client, commented, site, at, now, page
):
    right = f"/comments/mine/{commented().token}/"
    answers = [client.get(f"/comments/{page}/guess-{n}/").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]

    assert client.get(right).status_code == 429
    assert client.get(right, REMOTE_ADDR="192.0.2.99").status_code == 200
    at(now + timedelta(minutes=10))
    assert client.get(right).status_code == 200


def test_links_that_open_something_are_never_counted(client, link):
    assert {client.get(link).status_code for _ in range(40)} == {200}
