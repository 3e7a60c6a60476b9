"""One link makes several comments their author's: those from the same connection, as ticked."""

import re
from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, Mail
from dateline.discussion.services import (
    ask_for_own_data,
    send_due_mails,
    submit_comment,
    withdraw_comment,
)
from dateline.discussion.tickets import Ticket
from tests.discussion.conftest import EMAIL

HERE = {"origin": "http://testserver"}
HOME, ELSEWHERE = "127.0.0.1", "192.0.2.99"


@pytest.fixture
def sent(story, now, at):
    """Stores comments with one address from a connection; returns each with its token."""
    at(now)

    def store(text, *, connection=HOME, email=EMAIL, hours=0):
        return submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, text),
            author_name="Signe Tarn",
            email=email,
            text=text,
            client_address=connection,
            now=now + timedelta(hours=hours),
        )

    return store


@pytest.fixture
def link(postbox, now):
    """Sends what waits and returns the link of the first mail."""

    def of_first_mail():
        send_due_mails(clock=lambda: now)
        return re.search(r"http://testserver(\S+)", postbox.mails[0].get_content())[1]

    return of_first_mail


def ticks_on(page):
    return re.findall(r'name="also" value="(\d+)" checked', page.content.decode())


def proved():
    return set(Comment.objects.exclude(verified_at=None).values_list("text", flat=True))


def test_one_link_is_enough_for_what_came_from_the_same_connection(client, sent, link):
    for text in ("first", "second", "third", "fourth"):
        sent(text)
    path = link()

    ticks = ticks_on(client.get(path))
    client.post(path, {"also": ticks}, headers=HERE)

    assert len(ticks) == 3
    assert proved() == {"first", "second", "third", "fourth"}


def test_what_is_not_ticked_stays_unproved(client, sent, link):
    sent("mine")
    sent("a neighbour's")
    path = link()

    client.post(path, headers=HERE)

    assert proved() == {"mine"}
    assert len(ticks_on(client.get(path))) == 1, "it can still be ticked"


def test_nothing_from_elsewhere_of_others_withdrawn_or_old_is_on_the_page(
    client, sent, link, now, at
):
    sent("mine", hours=24)
    others = [
        sent("a forger's", connection=ELSEWHERE, hours=24),
        sent("another reader's", email="odd@example.org", hours=24),
        sent("withdrawn", hours=24),
        sent("yesterday's"),
    ]
    withdraw_comment(comment=others[2].comment, now=now)
    Mail.objects.update(next_try_at=now)
    path = link()
    at(now + timedelta(hours=24))

    page = client.get(path)
    client.post(path, {"also": [one.comment.pk for one in others]}, headers=HERE)

    assert ticks_on(page) == []
    assert proved() == {"mine"}


def test_the_page_of_own_data_takes_what_came_from_the_connection_it_is_opened_from(
    client, sent, link, now
):
    sent("a forger's", connection=ELSEWHERE)
    mine = sent("mine").comment
    Mail.objects.all().delete()
    ask_for_own_data(email=EMAIL, now=now)
    path = link()

    ticks = ticks_on(client.get(path))
    answer = client.post(f"{path}mine/", {"also": ticks}, headers=HERE)

    assert ticks == [str(mine.pk)]
    assert answer.status_code == 303
    assert proved() == {"mine"}


def test_whose_address_got_three_mails_is_told_that_none_was_sent_and_what_to_do(
    client, sent, link, now, at
):
    tokens = [sent(text).token for text in ("first", "second", "third", "fourth")]
    send_due_mails(clock=lambda: now)
    third, fourth = (f"/comments/mine/{token}/" for token in tokens[2:])

    assert "We mail a link" in client.get(third).content.decode()
    page = client.get(fourth).content.decode()
    assert "We mail a link" not in page
    assert "No mail was sent about this comment" in page

    refused = client.post(f"{fourth}verify-again/", headers=HERE)
    assert "on its way" not in client.get(refused.url).content.decode()
    assert "No mail was sent: your address got three" in client.get(refused.url).content.decode()

    at(now + timedelta(days=1))
    mailed = client.post(f"{fourth}verify-again/", headers=HERE)
    assert "is on its way again" in client.get(mailed.url).content.decode()


def test_a_published_comment_leads_to_its_own_page_however_many_stand_before_it(
    client, sent, story
):
    submitted = sent("mine")
    Comment.objects.update(state="shown", is_listed=True)

    page = client.get(f"/comments/mine/{submitted.token}/").content.decode()

    permalink = f"/story/{story.public_id}/comments/{submitted.comment.pk}/"
    assert f'href="{permalink}#comment-{submitted.comment.pk}"' in page
    assert client.get(permalink).status_code == 200
