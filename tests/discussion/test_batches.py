"""Comments are looked at many at once, and each is decided by itself."""

import threading
from datetime import timedelta

import pytest

from dateline.discussion import services
from dateline.discussion.bell import Bell
from dateline.discussion.earlier import EarlierComments
from dateline.discussion.models import Comment, Contact, RuleList
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import moderate_received
from dateline.discussion.tasks import sweep_comments, sweep_mails, sweep_spam_corrections
from dateline.discussion.turns import Turns

PATIENCE_SECONDS = 20


def test_comments_that_came_together_are_each_decided_once(rules, received, now):
    RuleList.objects.create(kind="banned-words", entries="grelka")
    RuleList.objects.create(kind="suspect-words", entries="ferry")
    calm, banned, suspect = (
        received("Forty cranes stand idle along the northern quay this winter."),
        received("What a grelka this minister of harbours is."),
        received("The ferry to Lund Bay was late again on Monday morning."),
    )

    moderate_received(scorer=own_scores, now=now)

    decided = {
        comment.pk: (comment.state, *comment.decisions.values_list("act", "reason_code", "facts"))
        for comment in Comment.objects.all()
    }
    assert decided == {
        calm.pk: ("shown", ("approved", "", "")),
        banned.pk: ("refused", ("refused", "BANNED_WORD", "words: banned-word")),
        suspect.pk: ("waiting", ("held", "suspect-word", "words: suspect-word")),
    }
    assert len({comment.signals.count() for comment in Comment.objects.all()}) == 1


def test_a_comment_that_cannot_be_looked_at_is_held_alone(rules, received, now):
    unreadable, calm = (
        received("The pilots of Lund Bay deserve a roster that lets them sleep."),
        received("Forty cranes stand idle along the northern quay this winter."),
    )
    Contact.objects.filter(author=unreadable.author).update(email_encrypted=b"another key")

    moderate_received(scorer=own_scores, now=now)

    states = Comment.objects.in_bulk()
    assert (states[unreadable.pk].state, states[calm.pk].state) == ("waiting", "shown")
    assert unreadable.decisions.get().facts == "history: phase-failed"


def test_a_comment_that_the_scorer_fails_at_costs_no_other_its_scores(rules, received, now):
    bad, calm = received("The pilots deserve better."), received("Forty cranes stand idle.")

    def scorer(texts):
        if bad.text in texts:
            raise OSError
        return own_scores(texts)

    moderate_received(scorer=scorer, now=now)

    states = Comment.objects.in_bulk()
    assert (states[bad.pk].state, states[calm.pk].state) == ("waiting", "shown")


def test_what_is_changed_while_it_is_looked_at_is_looked_at_again(rules, received, now):
    RuleList.objects.create(kind="suspect-words", entries="ferry")
    comment = received("The ferry to Lund Bay was late again on Monday morning.")
    seen = []

    def scorer(texts):
        if not seen:
            changed = Comment.objects.filter(pk=comment.pk)
            changed.update(text="The train was late again.", version=comment.version + 1)
        seen.append(list(texts))
        return own_scores(texts)

    moderate_received(scorer=scorer, now=now)

    comment.refresh_from_db()
    assert comment.state == "shown"
    assert comment.decisions.count() == 1
    assert len(seen) == 2


def test_more_than_are_looked_up_together_is_told_of_all_the_same(story, now):
    def made(number, **fields):
        return Comment(
            story=story,
            author_name="Odd",
            text=f"Crane {number}",
            submitted_at=now - timedelta(seconds=1000 - number),
            form_hash=f"{number}",
            address_hash="here",
            text_hash=str(number),
            **fields,
        )

    Comment.objects.bulk_create([made(number) for number in range(900)])
    oldest, newest = Comment.objects.get(text="Crane 60"), Comment.objects.get(text="Crane 899")

    earlier = EarlierComments([oldest, newest])

    assert [one.text for one in earlier.others(oldest)] == [f"Crane {n}" for n in range(59, -1, -1)]
    assert len(earlier.others(newest)) == 200
    assert earlier.from_address(oldest)[0].sent_at == oldest.submitted_at - timedelta(seconds=1)
    assert len(earlier.from_address(oldest)) == 50


def test_a_bell_that_is_rung_often_is_heard_at_once_and_once_more():
    heard, is_heard_late = [], threading.Event()

    def hear():
        heard.append(threading.current_thread())
        if len(heard) == 2:
            is_heard_late.set()

    bell = Bell(hear)
    for _ in range(20):
        bell()

    assert is_heard_late.wait(PATIENCE_SECONDS)
    assert heard[0] is threading.current_thread()
    assert len(heard) == 2


@pytest.mark.parametrize("asked", [0, 3])
def test_who_asks_while_somebody_is_at_work_has_it_done_once_more(asked):
    done = []

    def work():
        done.append(len(done))
        if len(done) == 1:
            for _ in range(asked):
                turns.take()

    turns = Turns(work)
    turns.take()

    assert len(done) == 1 + bool(asked)


@pytest.mark.parametrize(
    ("sweep", "work"),
    [
        (sweep_mails, "send_due_mails"),
        (sweep_comments, "moderate_received"),
        (sweep_spam_corrections, "send_due_corrections"),
    ],
)
def test_a_sweep_does_not_work_beside_whoever_is_at_it_already(db, monkeypatch, sweep, work):
    at_it = []
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()  # an earlier test rang twice; its second ring would be heard in this one

    def swept_meanwhile(**_):
        at_it.append("begun")
        if len(at_it) == 1:
            sweep.call_local()
        at_it.append("done")

    monkeypatch.setattr(services, work, swept_meanwhile)
    sweep.call_local()

    assert at_it == ["begun", "done", "begun", "done"]
