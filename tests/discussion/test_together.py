"""What comes at the same moment is done in one go, and each is told what came of their own."""

import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest

from dateline.discussion import privacy
from dateline.discussion.models import Comment, Mail, PrivateLink
from dateline.discussion.services import submitting
from dateline.discussion.tickets import Ticket
from dateline.discussion.together import Together
from tests.discussion.conftest import EMAIL


class Queue(deque):
    """Tells whoever is at work how many came."""

    def __init__(self):
        super().__init__()
        self.arrived = threading.Semaphore(0)

    def append(self, place):
        super().append(place)
        self.arrived.release()


def done_in_one_go(work):
    """Return what four are told of whom the last three come while the first is at work."""
    rounds = []
    queue = Queue()

    def worked(numbers):
        rounds.append(list(numbers))
        if len(rounds) == 1:
            for _ in range(4):
                queue.arrived.acquire()
        return work(numbers)

    together = Together(worked)
    together._waiting = queue

    def told(number):
        try:
            return together(number)
        except ValueError as fault:
            return str(fault)

    with ThreadPoolExecutor(4) as crowd:
        return list(crowd.map(told, range(4))), [len(numbers) for numbers in rounds]


def test_what_comes_while_others_are_at_work_is_done_in_one_go():
    assert done_in_one_go(lambda numbers: [n * n for n in numbers]) == ([0, 1, 4, 9], [1, 3])


def test_what_fails_for_all_is_told_to_each():
    def fail(numbers):
        raise ValueError("The disk is full.")

    assert done_in_one_go(fail) == (["The disk is full."] * 4, [1, 3])


@pytest.fixture
def stored_in_one_go(monkeypatch, story, now):
    """Store what several forms sent in one transaction, and return the comments."""

    def store(*forms):
        brought = []

        def bring(sent):
            brought.append(sent)
            return sent.comment

        monkeypatch.setattr(submitting, "_STORING", bring)
        for nonce, email in forms:
            submitting.submit_comment(
                story=story,
                ticket=Ticket(story.pk, None, nonce),
                author_name="Signe Tarn",
                email=email,
                text=f"The quay is safe, {email} says.",
                client_address="192.0.2.7",
                now=now,
            )
        return submitting._store(brought)

    return store


def test_comments_of_one_go_have_their_own_authors_links_and_mails(stored_in_one_go):
    stored = stored_in_one_go(("1", EMAIL), ("2", "odd@example.org"), ("3", ""), ("4", EMAIL))

    signe, odd, nobody, signe_again = (comment.author for comment in stored)
    assert signe == signe_again != odd
    assert nobody is None
    assert list(Comment.objects.order_by("pk")) == stored
    links = {link.comment_id: link.token_hash for link in PrivateLink.objects.all()}
    assert links == {
        comment.pk: privacy.token_hash(privacy.private_token(nonce))
        for comment, nonce in zip(stored, "1234", strict=True)
    }
    assert Mail.objects.filter(author=signe).count() == 2
    assert Mail.objects.filter(author=odd).count() == 1


def test_no_address_is_asked_more_than_three_times_a_day_whatever_comes_at_once(stored_in_one_go):
    stored_in_one_go(*((str(number), EMAIL) for number in range(6)))

    assert Comment.objects.count() == 6
    assert Mail.objects.count() == 3


def test_a_form_that_was_sent_twice_costs_those_beside_it_nothing(stored_in_one_go):
    (first,) = stored_in_one_go(("1", EMAIL))

    again, *others = stored_in_one_go(("1", EMAIL), ("2", EMAIL), ("2", EMAIL))

    assert again == first
    assert others[0] == others[1] != first
    assert Comment.objects.count() == PrivateLink.objects.count() == Mail.objects.count() == 2
