"""Akismet, where a newsroom gives it a key: asked, put right by people, told only the words."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from dateline.discussion.models import Comment, Signal, SpamCorrection
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import (
    approve_comment,
    edit_comment,
    erase_what_is_old,
    moderate_received,
    refuse_comment,
    restore_comment,
    send_due_corrections,
    withdraw_comment,
)
from tests.gateways.servers import chat

SPAM, HAM = chat.sends(b"true"), chat.sends(b"false")
THANKS = chat.sends(b"Thanks for making the web a better place.")


@pytest.fixture
def akismet(settings, rules, server):
    """A newsroom with a key, and the server that answers for Akismet."""
    settings.AKISMET_KEY, settings.AKISMET_URL = "k-1", f"{server.url}/1.1"
    server.reply = HAM
    return server


@pytest.fixture
def told(akismet, now):
    """Sends the corrections that are due and returns what Akismet was told."""

    def tell(*, minutes=10):
        akismet.reply, before = THANKS, len(akismet.asked)
        send_due_corrections(now=now + timedelta(minutes=minutes))
        return [(path, parse_qs(body.decode())) for path, _, body in akismet.asked[before:]]

    return tell


def test_without_a_key_nothing_is_asked(settings, rules, received, look, server):
    settings.AKISMET_URL = server.url

    assert look(received()).state == "shown"
    assert server.asked == []


def test_it_is_told_the_words_and_not_who_wrote_them(akismet, received, look):
    comment = look(received())

    ((path, _headers, body),) = akismet.asked
    assert path == "/1.1/comment-check"
    assert parse_qs(body.decode()) == {
        "api_key": ["k-1"],
        "blog": ["https://gazette.example"],
        "blog_charset": ["UTF-8"],
        "user_ip": ["127.0.0.1"],
        "permalink": [f"https://gazette.example{comment.story.get_absolute_url()}"],
        "comment_type": ["comment"],
        "comment_content": [comment.text],
    }
    assert comment.state == "shown"


def test_what_it_takes_for_spam_is_held_and_never_refused(akismet, received, look):
    akismet.reply = chat.sends(b"true", X_akismet_pro_tip="discard")

    comment = look(received())

    assert comment.state == "waiting"
    assert comment.signals.get(phase="akismet").reason_code == "akismet-spam"


def test_what_colleagues_write_is_not_sent(akismet, received, look):
    look(received(badge="staff"))

    assert akismet.asked == []


def test_what_colleagues_write_is_sent_where_the_newsroom_does_not_spare_them(
    akismet, rules, received, look, now
):
    rules.spared = []
    rules.save()
    comment = received(badge="staff")

    moderate_received(scorer=own_scores, now=now)
    look(comment)

    assert len(akismet.asked) == 1


@pytest.mark.parametrize(("on_fault", "state"), [("hold", "waiting"), ("pass", "shown")])
@pytest.mark.parametrize("reply", [chat.sends(b"invalid"), chat.sends(b"", status=503)])
def test_its_faults_hold_unless_the_newsroom_says_otherwise(
    akismet,
    rules,
    received,
    look,
    on_fault,
    state,
    reply,
):
    rules.on_akismet_fault = on_fault
    rules.save()
    akismet.reply = reply

    comment = look(received())

    assert comment.state == state
    assert comment.signals.get(phase="akismet").outcome == Signal.Outcome.FAILED


def test_spam_that_it_missed_is_told_after_second_thoughts(
    akismet,
    told,
    received,
    look,
    moderator,
    now,
):
    comment = look(received())
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="AD")

    assert told(minutes=4) == []
    ((path, fields),) = told()
    assert path == "/1.1/submit-spam"
    assert fields["comment_content"] == [comment.text]
    assert told() == []


def test_a_false_alarm_is_told(akismet, told, received, look, moderator, now):
    akismet.reply = SPAM
    comment = look(received())
    approve_comment(comment=comment, by=moderator, now=now)

    assert [path for path, _ in told()] == ["/1.1/submit-ham"]


def test_where_both_agree_or_spam_is_not_the_matter_nothing_is_told(
    akismet,
    told,
    received,
    look,
    moderator,
    now,
):
    akismet.reply = SPAM
    agreed = look(received("Cheap pills for all."))
    refuse_comment(comment=agreed, by=moderator, now=now, reason_code="SPAM")
    akismet.reply = HAM
    insulting = look(received())
    refuse_comment(comment=insulting, by=moderator, now=now, reason_code="ABUSIVE")

    assert told() == []


def test_a_decision_taken_back_is_not_told(akismet, told, received, look, moderator, now):
    comment = look(received())
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")
    restore_comment(comment=comment, by=moderator, now=now + timedelta(minutes=1))

    assert told() == []


@pytest.mark.parametrize("change", ["edit", "withdraw"])
def test_words_that_no_person_judged_are_not_told(
    akismet, told, received, look, moderator, now, change
):
    akismet.reply = SPAM
    comment = look(received())
    approve_comment(comment=comment, by=moderator, now=now)

    if change == "edit":
        until = now + timedelta(minutes=15)
        edit_comment(comment=comment, text="Cheap pills for all.", until=until, now=now)
    else:
        withdraw_comment(comment=comment, now=now)

    assert told() == []


def test_what_was_told_is_put_right_later(akismet, told, received, look, moderator, now):
    comment = look(received())
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")
    told()
    restore_comment(comment=comment, by=moderator, now=now + timedelta(minutes=30))

    assert [path for path, _ in told(minutes=40)] == ["/1.1/submit-ham"]


def test_a_fault_is_tried_again_later_and_given_up_in_the_end(
    akismet,
    received,
    look,
    moderator,
    now,
):
    comment = look(received())
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")
    akismet.reply, akismet.asked = chat.sends(b"", status=500), []

    for day in range(10):
        send_due_corrections(now=now + timedelta(days=2 * day, minutes=10))

    assert len(akismet.asked) == 5
    assert SpamCorrection.objects.get().next_try_at is None


def test_what_is_erased_is_told_to_nobody(
    akismet,
    told,
    rules,
    received,
    look,
    moderator,
    now,
):
    comment = look(received())
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")

    erase_what_is_old(rules=rules, now=now + timedelta(days=181))

    assert Comment.objects.get(pk=comment.pk).text == ""
    assert told(minutes=60 * 24 * 182) == []
