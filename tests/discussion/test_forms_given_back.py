"""A form that is given back stays the form it was: for the same answer, nudged once, sent once."""

import re
from datetime import timedelta

import pytest

from dateline.discussion.models import Comment
from dateline.discussion.services import approve_comment
from tests.discussion.conftest import TEXT
from tests.discussion.test_nudging import CALM_WORD, HEATED, WAIT, ticket_in

ANSWER = "The roster is for the council to mend."


@pytest.fixture
def root(commented, editor, now):
    """A comment that can be answered."""
    comment = commented(nonce="root").comment
    approve_comment(comment=comment, by=editor, now=now)
    return comment


@pytest.fixture
def answer_form(client, story, root, at):
    """The ticket of a form that answers it."""
    return ticket_in(client.get(f"/story/{story.public_id}/comments/new/?parent={root.pk}"))


@pytest.mark.parametrize("wait", [timedelta(seconds=1), timedelta(hours=13)])
def test_an_answer_sent_too_soon_or_too_late_stays_an_answer(send, root, answer_form, wait):
    first = send(text=ANSWER, ticket=answer_form, wait=wait)
    second = send(text=ANSWER, ticket=ticket_in(first), wait=wait + timedelta(seconds=3))

    assert first.status_code in (403, 422)
    assert TEXT in first.content.decode()
    assert second.status_code == 303
    assert Comment.objects.get(text=ANSWER).parent == root


def test_who_was_too_quick_waits_no_second_time(send, answer_form):
    first = send(ticket=answer_form, wait=timedelta(seconds=2))

    again = send(ticket=ticket_in(first), wait=timedelta(seconds=3))

    assert again.status_code == 303


def test_who_was_nudged_may_send_it_as_it_is_at_once(send):
    nudged = send(text=HEATED, wait=WAIT)

    again = send(text=HEATED, ticket=ticket_in(nudged), wait=WAIT)

    assert again.status_code == 303


def test_a_nudged_comment_whose_form_grew_old_is_not_nudged_again(send):
    nudged = send(text=HEATED, wait=WAIT)
    late = send(text=HEATED, ticket=ticket_in(nudged), wait=timedelta(hours=13))

    again = send(text=HEATED, ticket=ticket_in(late), wait=timedelta(hours=13))

    assert CALM_WORD not in late.content.decode()
    assert again.status_code == 303


def test_a_forged_ticket_carries_nothing_over(send, answer_form):
    forged = re.sub(r":[^:]+$", ":forged", answer_form)
    first = send(text=ANSWER, ticket=forged)

    second = send(text=ANSWER, ticket=ticket_in(first), wait=timedelta(minutes=1))

    assert first.status_code == 403
    assert second.status_code == 303
    assert Comment.objects.get(text=ANSWER).parent is None
