"""A heated comment is given back once with a calm word; the second time it is stored."""

import re
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, ModerationSettings
from dateline.discussion.services import approve_comment, is_to_be_nudged, nudging
from dateline.discussion.tickets import Ticket

WAIT = timedelta(seconds=60)
HEATED = "You are a stupid idiot, shut up you worthless moron."
CALM_WORD = "look at it once more"


def ticket_in(answer):
    return re.search(r'name="ticket" value="([^"]+)"', answer.content.decode())[1]


def test_a_heated_comment_is_given_back_once_with_its_words_and_then_stored(send):
    first = send(text=HEATED)

    page = first.content.decode()
    assert first.status_code == 422
    assert CALM_WORD in page
    assert HEATED in page
    assert not Comment.objects.exists()

    second = send(text=HEATED, ticket=ticket_in(first), wait=WAIT)

    assert second.status_code == 303
    assert Comment.objects.get().text == HEATED


def test_a_calm_comment_is_taken_at_once(send):
    assert send().status_code == 303


def test_a_newsroom_may_do_without(send, site):
    ModerationSettings.objects.update_or_create(site=site, defaults={"does_nudge": False})

    assert send(text=HEATED).status_code == 303


def test_an_answer_that_is_given_back_stays_an_answer(client, send, commented, editor, now, story):
    root = commented(nonce="root").comment
    approve_comment(comment=root, by=editor, now=now)
    form = client.get(f"/story/{story.public_id}/comments/new/?parent={root.pk}")

    first = send(text=HEATED, ticket=ticket_in(form))
    send(text="A calmer answer.", ticket=ticket_in(first), wait=WAIT)

    assert Comment.objects.get(text="A calmer answer.").parent == root


@pytest.mark.django_db
class TestTheScorer:
    @pytest.fixture
    def ask(self, site, now):
        def is_nudged(scorer, *, was_nudged=False, roles=frozenset(), **rules):
            ticket = replace(Ticket(1, None, "n"), was_nudged=was_nudged)
            chosen = ModerationSettings(site=site, **rules)
            return is_to_be_nudged(
                text="words", ticket=ticket, rules=chosen, roles=roles, scorer=scorer, now=now
            )

        return is_nudged

    def test_that_fails_gives_nothing_back(self, ask):
        def broken(_texts):
            raise RuntimeError

        assert not ask(broken)
        assert not ask(lambda _texts: [None])
        assert not ask(lambda _texts: [{}])

    def test_that_is_stuck_keeps_no_reader_waiting_and_gives_nothing_back(self, ask, monkeypatch):
        monkeypatch.setattr(nudging, "SCORED_WITHIN_SECONDS", 0.01)
        ask(lambda _texts: [{}])
        is_over = threading.Event()

        def stuck(_texts):
            is_over.wait(timeout=60)
            return [{"TOXICITY": 0.99}]

        # More than there are threads: who finds none free does not wait for one either.
        answers = [ask(stuck) for _ in range(4)]
        is_over.set()

        assert answers == [False] * 4

    def test_is_held_to_the_newsrooms_own_thresholds(self, ask):
        def scorer(_texts):
            return [{"TOXICITY": 0.6}]

        assert not ask(scorer)
        assert ask(scorer, toxicity_held_from=0.5)
        assert not ask(scorer, toxicity_held_from=0.5, was_nudged=True)

    def test_spares_colleagues_where_the_newsroom_says_so(self, ask):
        def scorer(_texts):
            return [{"TOXICITY": 0.99}]

        staff = frozenset({"staff"})
        assert not ask(scorer, roles=staff)
        assert ask(scorer, roles=staff, spared=[])
