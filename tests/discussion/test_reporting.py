"""Readers report a comment; a moderator's decision answers what they said."""

import re
from datetime import timedelta

import pytest

from dateline.discussion import limits, selectors, tickets
from dateline.discussion.models import Comment, Report, ReportReason
from dateline.discussion.services import (
    AlreadyDecided,
    Button,
    NotShown,
    Undone,
    act_on,
    approve_comment,
    dismiss_reports,
    edit_comment,
    refuse_comment,
    report_comment,
    undo_batch,
    withdraw_comment,
)


@pytest.fixture
def shown(commented, editor, now):
    comment = commented().comment
    approve_comment(comment=comment, by=editor, now=now)
    return comment


@pytest.fixture
def reported(shown, now):
    """Have so many readers report the comment."""

    def store(comment=shown, readers=1):
        for number in range(readers):
            report_comment(
                comment=comment,
                reason=ReportReason.SPAM,
                words="It sells something.",
                client_address=f"192.0.2.{number}",
                now=now,
            )
        return comment

    return store


def queued():
    """Return the comments of the moderators' queue of reports."""
    page = selectors.queue_page(selectors.Filters(queue="reported"))
    return [comment.pk for comment in page.comments]


@pytest.fixture
def fill_in(client, shown, at, now):
    """Open the form of a comment, wait as a person does, and send it."""

    def post(*, wait=timedelta(seconds=20), origin="http://testserver", address="", **fields):
        address = address or f"/comments/report/{shown.pk}/"
        at(now)
        page = client.get(address).content.decode()
        ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
        at(now + wait)
        data = {"ticket": ticket, "reason": "SPAM", "words": "It sells something."} | fields
        return client.post(address, data, headers={"origin": origin} if origin else {})

    return post


def test_each_shown_comment_of_a_page_leads_to_its_report_form(client, story, shown):
    page = client.get(story.get_absolute_url()).content.decode()

    link = re.search(r'<a class="report-link" href="([^"]+)" rel="nofollow">', page)

    assert client.get(link[1]).status_code == 200


def test_a_reader_reports_a_comment_and_moderators_see_the_words(client, fill_in, shown, moderator):
    answer = fill_in()

    assert "with the moderators" in answer.content.decode()
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    client.force_login(moderator)
    queue = client.get("/admin/comments/?queue=reported").content.decode()
    assert "It sells something." in queue
    assert shown.text in queue


def test_one_reader_counts_once_whatever_their_reasons_and_others_add_up(
    client, fill_in, reported, shown, moderator
):
    fill_in()
    for _ in range(2):
        assert fill_in(reason="ILLEGAL_CONTENT").status_code == 200
    reported(shown, readers=2)
    client.force_login(moderator)

    page = client.get("/admin/comments/?queue=reported").content.decode()

    assert queued() == [shown.pk]
    assert "Reported by 3 readers:" in page
    assert page.count("<li>Illegal content,") == 1
    assert page.count("<li>Spam,") == 3


def test_what_was_answered_can_be_reported_again(fill_in, reported, moderator, now):
    comment = reported()
    dismiss_reports(comment=comment, by=moderator, now=now)
    assert not queued()

    reported(comment)

    assert queued() == [comment.pk]


def test_a_report_of_changed_words_takes_the_place_of_the_same_readers_first(
    client, reported, moderator, now
):
    comment = reported(readers=2)
    later = now + timedelta(minutes=1)
    edit_comment(comment=comment, text="New.", until=later, now=now + timedelta(seconds=1))
    approve_comment(comment=comment, by=None, now=later)
    report_comment(
        comment=comment,
        reason=ReportReason.SPAM,
        words="It still sells something.",
        client_address="192.0.2.0",
        now=later,
    )
    client.force_login(moderator)

    page = client.get("/admin/comments/?queue=reported").content.decode()

    assert "Reported by 2 readers:" in page
    assert page.count("about its earlier words") == 1
    assert "It still sells something." in page


def test_what_goes_out_of_sight_while_it_is_reported_has_no_open_report(
    monkeypatch, fill_in, shown, moderator, now
):
    def be_quicker(*_, **__):
        refuse_comment(comment=shown, by=moderator, now=now, reason_code="SPAM")
        return True

    monkeypatch.setattr(limits, "is_allowed", be_quicker)

    answer = fill_in()

    assert answer.status_code == 410
    assert not Report.objects.exists()


def test_only_reported_comments_stand_in_their_queue(
    client, commented, editor, now, shown, reported, moderator
):
    other = commented("Another one.", nonce="other").comment
    approve_comment(comment=other, by=editor, now=now)
    reported(other, readers=2)
    client.force_login(moderator)

    page = client.get("/admin/comments/?queue=reported").content.decode()

    assert queued() == [other.pk]
    assert "Reported by 2 readers:" in page
    assert f'id="author-{shown.pk}"' not in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"ticket": "forged"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": ""}, 403),
        ({"wait": timedelta(seconds=1)}, 403),
        ({"wait": timedelta(hours=13)}, 403),
        ({"reason": ""}, 422),
        ({"reason": "HARASSMENT_BULLYING"}, 422),
        ({"words": "x" * 501}, 422),
    ],
)
def test_what_is_no_readers_report_is_refused_and_not_stored(fill_in, fields, status):
    assert fill_in(**fields).status_code == status
    assert not Report.objects.exists()


def test_a_ticket_for_another_comment_reports_nothing(fill_in, story, shown, now):
    ticket = tickets.issue(story_id=story.pk, parent_id=shown.pk + 1, now=now)

    assert fill_in(ticket=ticket).status_code == 403


def test_the_words_of_a_refused_report_are_kept_for_another_try(fill_in):
    assert "It sells something." in fill_in(ticket="forged").content.decode()


def test_a_comment_no_reader_sees_cannot_be_reported(client, commented, now):
    waiting = commented().comment

    assert client.get(f"/comments/report/{waiting.pk}/").status_code == 404
    with pytest.raises(NotShown):
        report_comment(
            comment=waiting,
            reason=ReportReason.SPAM,
            words="",
            client_address="192.0.2.1",
            now=now,
        )


def test_reports_from_one_address_are_limited(fill_in):
    answers = [fill_in().status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_keeping_a_comment_answers_its_reports_and_stands_in_the_log(client, reported, moderator):
    comment = reported(readers=2)
    client.force_login(moderator)

    client.post(
        "/admin/comments/decide/",
        {"keep": comment.pk, f"version-{comment.pk}": comment.version},
    )

    comment.refresh_from_db()
    decision = comment.decisions.last()
    assert comment.state == "shown"
    assert not queued()
    assert (decision.act, decision.by, decision.automation) == (
        "kept",
        moderator,
        "not-automated",
    )


def test_removing_a_comment_answers_its_reports(reported, moderator, now):
    comment = reported()
    refuse_comment(comment=comment, by=moderator, now=now, reason_code="SPAM")
    assert not Report.objects.filter(answered_at=None).exists()


def test_a_removal_or_a_keeping_undone_opens_the_reports_again(reported, moderator, now):
    comment = reported()
    pressed = act_on(
        comments=[comment], button=Button.REFUSE, by=moderator, now=now, reason_code="SPAM"
    )
    assert not queued()

    assert undo_batch(batch=pressed.batch, by=moderator, now=now) == Undone(done=1)

    assert queued() == [comment.pk]
    comment.refresh_from_db()
    kept = act_on(comments=[comment], button=Button.KEEP, by=moderator, now=now)
    assert not queued()

    assert undo_batch(batch=kept.batch, by=moderator, now=now) == Undone(done=1)

    assert queued() == [comment.pk]
    comment.refresh_from_db()
    assert comment.state == "shown"


def test_a_report_that_came_after_a_keeping_stays_open_when_that_is_undone(
    reported, moderator, now
):
    comment = reported(readers=2)
    pressed = act_on(comments=[comment], button=Button.KEEP, by=moderator, now=now)
    report_comment(
        comment=comment,
        reason=ReportReason.ILLEGAL_CONTENT,
        words="It names my neighbour.",
        client_address="192.0.2.9",
        now=now + timedelta(minutes=1),
    )
    reported(comment)  # one of the two says the same again

    undone = undo_batch(batch=pressed.batch, by=moderator, now=now + timedelta(minutes=2))

    is_open = Report.objects.filter(answered_at=None)
    assert undone == Undone(done=1)
    assert queued() == [comment.pk]
    assert is_open.filter(words="It names my neighbour.").exists()
    assert is_open.values("address_hash").distinct().count() == is_open.count() == 3


def test_many_reported_comments_are_kept_together(client, reported, moderator):
    comment = reported()
    client.force_login(moderator)
    page = client.get("/admin/comments/?queue=reported").content.decode()
    assert "keep_selected" in page

    client.post(
        "/admin/comments/decide/",
        {"keep_selected": 1, "comment": comment.pk, f"version-{comment.pk}": comment.version},
    )

    assert not queued()


def test_a_report_of_words_that_were_changed_since_says_so(client, reported, moderator, now):
    comment = reported()
    client.force_login(moderator)
    later = now + timedelta(minutes=1)
    assert "earlier words" not in client.get("/admin/comments/?queue=all").content.decode()

    edit_comment(comment=comment, text="New.", until=later + timedelta(minutes=1), now=later)

    assert "about its earlier words" in client.get("/admin/comments/?queue=all").content.decode()


def test_withdrawing_a_comment_answers_its_reports(reported, now):
    withdraw_comment(comment=reported(), now=now)

    assert not Report.objects.filter(answered_at=None).exists()


def test_an_edit_answers_no_report(reported, now):
    comment = reported()

    edit_comment(comment=comment, text="New.", until=now + timedelta(minutes=1), now=now)

    assert Report.objects.get().answered_at is None
    assert not queued()


def test_what_changed_since_the_moderator_looked_is_not_kept(reported, moderator, now):
    comment = reported()
    seen = Comment.objects.get()
    edit_comment(comment=comment, text="New.", until=now + timedelta(minutes=1), now=now)

    with pytest.raises(AlreadyDecided):
        dismiss_reports(comment=seen, by=moderator, now=now)

    assert Report.objects.get().answered_at is None


def test_nobody_but_a_moderator_sees_reports(client, reported, django_user_model):
    reported()
    client.force_login(django_user_model.objects.create_user("reader"))

    answer = client.get("/admin/comments/?queue=reported")

    assert answer.status_code == 302
    assert "/login" in answer.url or answer.url == "/admin/"


def test_another_reason_needs_words_and_the_others_none(fill_in):
    without = fill_in(reason="OTHER", words="")

    assert without.status_code == 422
    assert "Please say in a few words" in without.content.decode()
    assert fill_in(reason="OTHER", words="It names my neighbour.").status_code == 200
    assert fill_in(reason="SPAM", words="").status_code == 200
