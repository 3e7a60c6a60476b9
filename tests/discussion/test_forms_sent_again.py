"""A form that is sent again, with other words, stores one comment and drops nothing unsaid."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, ModerationSettings
from dateline.discussion.services import approve_comment
from tests.discussion.conftest import TEXT
from tests.discussion.test_nudging import HEATED, ticket_in

NEWER = "The pilots of Lund Bay deserve two rosters that let them sleep."
LATER = timedelta(minutes=1)


@pytest.fixture
def ticket(send, story):
    """The ticket of a form that was stored; its answer never reached the reader."""
    ticket = send.ticket_for(story)
    send(ticket=ticket)
    return ticket


def test_newer_words_are_taken_as_a_change_and_looked_at_again(client, send, ticket):
    answer = send(text=NEWER, ticket=ticket, wait=LATER)

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert comment.text == NEWER
    assert [row.act for row in comment.decisions.all()] == ["held", "edited", "held"]
    assert "The words you sent last stand now." in client.get(answer.url).content.decode()


def test_heated_newer_words_are_given_back_once_and_then_change_the_same_comment(send, ticket):
    nudged = send(text=HEATED, ticket=ticket, wait=LATER)

    send(text=HEATED, ticket=ticket_in(nudged), wait=LATER)

    assert Comment.objects.get().text == HEATED


@pytest.mark.parametrize("how", ["decided", "too-late", "never"])
def test_where_the_first_words_stand_the_reader_is_told_and_keeps_the_others(
    send, ticket, site, editor, now, how
):
    if how == "decided":
        approve_comment(comment=Comment.objects.get(), by=editor, now=now)
    if how == "never":
        ModerationSettings.objects.update_or_create(site=site, defaults={"edit_minutes": 0})
    wait = timedelta(minutes=16) if how == "too-late" else LATER

    answer = send(text=NEWER, ticket=ticket, wait=wait)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "the words you sent first stand" in page
    assert NEWER in page
    assert 'href="/comments/mine/' in page
    assert Comment.objects.get().text == TEXT


def test_what_was_not_stored_can_be_sent_as_a_comment_of_its_own(send, ticket):
    late = timedelta(minutes=16)
    answer = send(text=NEWER, ticket=ticket, wait=late)

    own = send(text=NEWER, ticket=ticket_in(answer), wait=late)

    assert own.status_code == 303
    assert set(Comment.objects.values_list("text", flat=True)) == {TEXT, NEWER}
