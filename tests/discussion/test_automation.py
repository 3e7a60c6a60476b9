"""Each decision says how far a program had a part in it, and so does the mail about it."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Mail, RuleList
from dateline.discussion.services import (
    approve_comment,
    edit_comment,
    refuse_comment,
    send_due_mails,
)
from tests.discussion.conftest import TEXT


@pytest.fixture
def refused(received, look, moderator, now):
    """Has every phase look at a comment and a moderator refuse it; returns the decision."""

    def with_words(text):
        comment = look(received(text))
        assert comment.state == "waiting"
        refuse_comment(comment=comment, by=moderator, now=now, reason_code="OTHER")
        return comment.decisions.get(act="refused")

    return with_words


def told(postbox, now):
    Mail.objects.filter(kind="verify").delete()
    send_due_mails(clock=lambda: now + timedelta(minutes=5))
    (mail,) = postbox.mails
    return mail.get_content()


def test_what_a_program_had_held_a_person_decides_partially_automated(refused, postbox, now):
    RuleList.objects.create(kind="suspect-words", entries="roster")

    decision = refused(TEXT)

    assert decision.automation == "partially"
    mail = told(postbox, now)
    assert "a program had marked the comment for a person to look at" in mail
    assert "not decided automatically" not in mail


def test_what_waited_by_a_rule_for_everybody_a_person_decides_alone(refused, postbox, now):
    decision = refused(TEXT)

    assert decision.automation == "not-automated"
    assert "it was not decided automatically" in told(postbox, now)


def test_what_colleagues_are_spared_marks_nothing(rules, received, look, moderator, now):
    RuleList.objects.create(kind="suspect-words", entries="roster")
    rules.spared = ["words"]
    rules.is_pre_moderated = True
    rules.save()
    comment = look(received(TEXT, badge="staff"))

    approve_comment(comment=comment, by=moderator, now=now)

    assert comment.decisions.get(act="approved").automation == "not-automated"


def test_the_private_page_says_that_a_program_had_marked_the_comment(
    client, commented, moderator, now, at
):
    at(now)
    RuleList.objects.create(kind="suspect-words", entries="roster")
    marked, plain = commented(nonce="marked"), commented("The ferries are late.", nonce="plain")
    for one in (marked, plain):
        refuse_comment(comment=one.comment, by=moderator, now=now, reason_code="OTHER")

    pages = [client.get(f"/comments/mine/{one.token}/").content.decode() for one in (marked, plain)]

    assert ["A program had marked it" in page for page in pages] == [True, False]


def test_only_the_words_that_were_looked_at_last_count(received, look, moderator, now):
    RuleList.objects.create(kind="suspect-words", entries="roster")
    comment = look(received(TEXT))
    until = now + timedelta(minutes=15)
    edit_comment(comment=comment, text="The ferries are late.", until=until, now=now)
    look(comment)

    approve_comment(comment=comment, by=moderator, now=now)

    assert comment.decisions.get(act="approved").automation == "not-automated"
