"""Mails to readers leave through a real server, once, and wait visibly while there is none."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from dateline.discussion.models import Comment, Contact, Mail, ModerationSettings
from dateline.discussion.services import (
    approve_comment,
    refuse_comment,
    restore_comment,
    send_due_mails,
    verify_comment,
    withdraw_comment,
)
from dateline.discussion.services.outbox import SECOND_THOUGHTS
from dateline.pages.models import NewsSettings
from tests.discussion.conftest import EMAIL, TEXT
from tests.gateways.servers.rough import SilentServer


def words(mail):
    return mail.get_content()


def test_a_new_comment_asks_its_address_once_and_repeats_no_word_of_it(commented, postbox, now):
    commented()

    send_due_mails(clock=lambda: now)
    send_due_mails(clock=lambda: now + timedelta(hours=1))

    (mail,) = postbox.mails
    assert mail["To"] == EMAIL
    assert "http://testserver/comments/verify/" in words(mail)
    assert TEXT not in words(mail)
    assert "Signe" not in words(mail)


def test_a_mail_is_written_in_the_newsrooms_language(commented, postbox, now):
    NewsSettings.objects.create(site=Site.objects.get(), language="ko")
    commented()

    send_due_mails(clock=lambda: now)

    (mail,) = postbox.mails
    assert "직접 쓰신 댓글입니까? – " in mail["Subject"]
    assert "7일 동안 유효합니다" in words(mail)


def test_without_a_mail_server_mails_wait(commented, now):
    commented()

    send_due_mails(clock=lambda: now)

    assert Mail.objects.unsent().count() == 1
    assert Mail.objects.get().attempts == 0


def test_a_mail_is_sent_as_soon_as_the_comment_is_stored(send, postbox):
    send()

    assert len(postbox.mails) == 1


def test_a_server_that_is_busy_is_asked_again_later_and_gets_the_same_mail(commented, postbox, now):
    commented()
    postbox.refusal = "451 try later"
    send_due_mails(clock=lambda: now)
    postbox.refusal = ""

    send_due_mails(clock=lambda: now + timedelta(minutes=4))
    assert not postbox.mails
    send_due_mails(clock=lambda: now + timedelta(minutes=5))

    assert len(postbox.mails) == 1
    assert postbox.mails[0]["Message-ID"]


def test_a_server_that_never_answers_is_given_up_and_the_fault_names_nobody(
    commented, mail_server, settings, now
):
    commented()
    settings.EMAIL_PORT = 1  # nobody listens there
    for days in range(0, 20, 2):
        later = now + timedelta(days=days)
        send_due_mails(clock=lambda later=later: later)

    mail = Mail.objects.get()
    assert (mail.attempts, mail.fault) == (8, "server-unreachable")
    assert Mail.objects.given_up().count() == 1


def test_a_server_that_does_not_answer_holds_up_one_mail_and_the_others_stay_due(
    commented, mail_server, settings, now
):
    for n in range(3):
        commented(nonce=f"nonce-{n}", email=f"reader-{n}@example.org")
    silent = SilentServer()
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.port, 0.2

    send_due_mails(clock=lambda: now)
    silent.close()

    tried, *others = Mail.objects.order_by("pk")
    assert (tried.attempts, tried.fault) == (1, "server-unreachable")
    assert [(mail.attempts, mail.fault) for mail in others] == [(0, "")] * 2
    assert list(Mail.objects.due(now)) == others

    settings.EMAIL_PORT = mail_server.port
    send_due_mails(clock=lambda: now + timedelta(minutes=1))

    assert len(mail_server.postbox.mails) == 2


def test_a_mail_is_due_again_only_some_time_after_its_own_try_began(commented, postbox, now):
    for n in range(3):
        commented(nonce=f"nonce-{n}", email=f"reader-{n}@example.org")
    postbox.refusal = "451 try later"
    minutes = count(step=4)

    send_due_mails(clock=lambda: now + timedelta(minutes=next(minutes)))

    again = Mail.objects.order_by("pk").values_list("next_try_at", flat=True)
    assert list(again) == [now + timedelta(minutes=began + 5) for began in (4, 8, 12)]


def test_an_address_that_does_not_exist_is_not_tried_again(commented, postbox, now):
    commented()
    postbox.no_address = f"550 no such mailbox {EMAIL}"

    send_due_mails(clock=lambda: now)

    mail = Mail.objects.get()
    assert (mail.fault, mail.next_try_at) == ("address-refused 550", None)


def test_a_try_that_was_cut_off_is_not_repeated_at_once(commented, postbox, now):
    """A worker that died in the middle left its claim: nobody sends beside it."""
    commented()
    Mail.objects.update(attempts=1, next_try_at=now + timedelta(minutes=5))

    send_due_mails(clock=lambda: now)

    assert not postbox.mails


def test_nobody_is_flooded_by_a_stranger_who_types_their_address(commented, postbox, now):
    for number in range(6):
        commented(f"{TEXT} {number}", nonce=f"nonce-{number}")

    send_due_mails(clock=lambda: now)

    assert len(postbox.mails) == 3


def test_what_was_withdrawn_meanwhile_asks_nobody(commented, postbox, now):
    withdraw_comment(comment=commented().comment, now=now)

    send_due_mails(clock=lambda: now)

    assert not postbox.mails
    assert not Mail.objects.exists()


def test_an_address_encrypted_with_a_lost_key_is_given_up(commented, postbox, now):
    commented()
    Contact.objects.update(email_encrypted=b"of another key")

    send_due_mails(clock=lambda: now)

    assert Mail.objects.get().fault == "address-unreadable"


@pytest.fixture
def verified(commented, now):
    """A comment of which the address is proved; its own mail is out of the way."""

    def store(**fields):
        comment = commented(**fields).comment
        verify_comment(comment=comment, now=now)
        Mail.objects.all().delete()
        return comment

    return store


def test_the_author_of_a_refused_comment_is_told_why(verified, postbox, editor, now):
    comment = verified()
    refuse_comment(
        comment=comment,
        by=editor,
        now=now,
        reason_code="OFFENSIVE",
        facts="The second sentence calls the pilots names.",
    )

    send_due_mails(clock=lambda: now + SECOND_THOUGHTS)

    (mail,) = postbox.mails
    assert "is not published" in words(mail)
    assert "Reason: offensive language" in words(mail)
    assert "Facts: The second sentence calls the pilots names." in words(mail)
    assert "A moderator decided this" in words(mail)


@pytest.mark.parametrize(
    "place", ["complaints@gazette.example", "https://gazette.example/complaints"]
)
def test_a_mail_about_a_decision_says_where_to_complain(
    verified, postbox, editor, now, site, place
):
    rules = ModerationSettings.for_site(site)
    rules.complaints = place
    rules.full_clean()
    rules.save()
    refuse_comment(comment=verified(), by=editor, now=now, reason_code="OTHER")

    send_due_mails(clock=lambda: now + SECOND_THOUGHTS)

    assert f"you can complain: {place}" in words(postbox.mails[0])


def test_a_place_to_complain_is_an_address_or_a_page(site):
    rules = ModerationSettings.for_site(site)
    rules.complaints = "javascript:alert(1)"

    with pytest.raises(ValidationError):
        rules.full_clean()


def test_the_author_of_a_removed_comment_is_told(verified, postbox, editor, now):
    comment = verified()
    approve_comment(comment=comment, by=editor, now=now)
    refuse_comment(comment=comment, by=editor, now=now, reason_code="OTHER")

    send_due_mails(clock=lambda: now + SECOND_THOUGHTS)

    assert "was removed" in words(postbox.mails[0])


def test_of_spam_nobody_is_told(verified, editor, now):
    refuse_comment(comment=verified(), by=editor, now=now, reason_code="SPAM")

    assert not Mail.objects.exists()


def test_an_address_nobody_proved_gets_no_decision(commented, editor, now):
    comment = commented().comment
    Mail.objects.all().delete()

    refuse_comment(comment=comment, by=editor, now=now, reason_code="OFFENSIVE")

    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("is_verified", "asked", "expected"), [(True, True, 1), (True, False, 0), (False, True, 0)]
)
def test_answers_are_told_to_who_asked_and_proved_the_address(
    commented, editor, now, is_verified, asked, expected
):
    comment = commented().comment
    approve_comment(comment=comment, by=editor, now=now)
    if is_verified:
        verify_comment(comment=comment, now=now)
    Comment.objects.update(wants_replies=asked)
    answer = commented("A good point.", parent=comment, nonce="n2", email="b@example.org").comment

    approve_comment(comment=answer, by=editor, now=now)

    assert Mail.objects.filter(kind="reply").count() == expected


def test_a_reply_mail_can_be_stopped_by_the_mail_program_alone(
    client, commented, postbox, editor, now, at
):
    comment = commented().comment
    approve_comment(comment=comment, by=editor, now=now)
    verify_comment(comment=comment, now=now)
    Comment.objects.update(wants_replies=True)
    answer = commented("A good point.", parent=comment, nonce="n2", email="b@example.org").comment
    approve_comment(comment=answer, by=editor, now=now)
    Mail.objects.exclude(kind="reply").delete()

    send_due_mails(clock=lambda: now + SECOND_THOUGHTS)

    (mail,) = postbox.mails
    assert mail["To"] == EMAIL
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = mail["List-Unsubscribe"].strip(" <>").removeprefix("http://testserver")
    client.get(path)
    assert Comment.objects.get(pk=comment.pk).wants_replies
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Comment.objects.get(pk=comment.pk).wants_replies


def test_a_decision_that_is_taken_back_at_once_is_told_to_nobody(verified, postbox, editor, now):
    comment = verified()
    refuse_comment(comment=comment, by=editor, now=now, reason_code="OTHER")
    send_due_mails(clock=lambda: now)
    restore_comment(comment=comment, by=editor, now=now)

    send_due_mails(clock=lambda: now + SECOND_THOUGHTS)

    assert not postbox.mails
    assert not Mail.objects.exists()


def test_moderators_see_at_the_desk_how_many_mails_wait(client, commented, editor):
    commented()
    client.force_login(editor)

    assert "1 mail to a reader waits" in client.get("/admin/").content.decode()


def test_nobody_is_told_that_they_answered_themselves(commented, editor, now):
    comment = commented().comment
    approve_comment(comment=comment, by=editor, now=now)
    verify_comment(comment=comment, now=now)
    Comment.objects.update(wants_replies=True)
    answer = commented("One thing more.", parent=comment, nonce="n2").comment

    approve_comment(comment=answer, by=editor, now=now)

    assert not Mail.objects.filter(kind="reply").exists()


def test_what_was_given_up_is_told_with_its_reason_and_tried_again_or_dropped(
    client, commented, postbox, moderator, at, now
):
    commented()
    postbox.no_address = "550 no such mailbox"
    send_due_mails(clock=lambda: now)
    client.force_login(moderator)

    panel = client.get("/admin/").content.decode()
    client.post("/admin/comments/mails/", {"again": "1"})
    postbox.no_address = ""
    send_due_mails(clock=lambda: now)

    assert "The address does not exist, or takes no mail (1)" in panel
    assert len(postbox.mails) == 1
    assert "given up" not in client.get("/admin/").content.decode()
    Mail.objects.update(sent_at=None, next_try_at=None)
    client.post("/admin/comments/mails/", {"drop": "1"})
    assert not Mail.objects.exists()
