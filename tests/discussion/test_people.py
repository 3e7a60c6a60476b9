"""Who is banned or suspended is refused and told so; notes are for colleagues."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from dateline.discussion.models import Author, AuthorRecord, Comment
from dateline.discussion.services import (
    moderate_comment,
    sign_in,
    submit_comment,
    verify_comment,
)
from dateline.discussion.tasks import own_scores
from dateline.discussion.tickets import Ticket


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


@pytest.fixture
def judge(room):
    """Have the moderator do something about the one author there is."""

    def post(**fields):
        return room.post(f"/admin/comments/authors/{Author.objects.get().pseudonym}/judge/", fields)

    return post


@pytest.fixture
def next_comment(story, now):
    """Store a later comment of the same author, have it looked at, and return it with its token."""

    def store(*, days):
        sent = submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, f"later-{days}"),
            author_name="Signe Tarn",
            email="signe.tarn@example.org",
            text=f"After {days} days I would like to add one more thing.",
            client_address="192.0.2.7",
            now=now + timedelta(days=days),
        )
        moderate_comment(
            comment_id=sent.comment.pk, scorer=own_scores, now=sent.comment.submitted_at
        )
        sent.comment.refresh_from_db()
        return sent

    return store


@pytest.fixture
def proved(commented, now):
    """A comment of which the address was proved."""
    comment = commented().comment
    verify_comment(comment=comment, now=now)
    return comment


def test_a_banned_author_is_refused_and_told_why(room, proved, judge, next_comment):
    judge(act="banned", reason="ABUSIVE", reaches_owner="on")

    sent = next_comment(days=30)

    assert sent.comment.state == "refused"
    page = room.get(f"/comments/mine/{sent.token}/").content.decode()
    assert "its author may not comment at present" in page


def test_a_suspension_ends_by_itself(proved, judge, next_comment, at):
    judge(act="suspended", reason="OFFENSIVE", days="3", reaches_owner="on")

    assert next_comment(days=2).comment.state == "refused"
    assert next_comment(days=4).comment.state == "waiting"


def test_nothing_is_taken_from_an_author_without_a_reason_or_days(commented, judge, at):
    commented()

    for fields in (
        {"act": "banned"},
        {"act": "suspended", "reason": "SPAM", "days": "0"},
        {"act": "suspended", "reason": "SPAM", "days": "366"},
        {"act": "noted", "text": "  "},
        {"act": "nonsense"},
    ):
        judge(**fields)

    author = Author.objects.get()
    assert (author.standing, author.suspended_until) == ("normal", None)
    assert not AuthorRecord.objects.exists()


def test_acts_and_notes_stand_on_the_authors_page_without_an_address(room, commented, judge, at):
    commented()
    judge(act="pre-moderated", reason="SPAM")
    judge(act="noted", text="Writes <i>kindly</i> since spring.")
    judge(act="freed")

    author = Author.objects.get()
    page = room.get(f"/admin/comments/authors/{author.pseudonym}/").content.decode()

    assert author.standing == "normal"
    assert "Writes &lt;i&gt;kindly&lt;/i&gt; since spring." in page
    assert "put under pre-moderation" in page
    assert "signe.tarn" not in page


@pytest.mark.parametrize(
    "fields", [{"act": "banned"}, {"act": "suspended", "days": "300"}, {"act": "pre-moderated"}]
)
def test_who_typed_somebodys_address_gets_only_what_nobody_proved_held(
    commented, judge, next_comment, now, fields
):
    """The tick is of no use: nobody proved the address, so its owner was never here."""
    commented("Get lost, all of you.")
    judge(reason="ABUSIVE", reaches_owner="on", **fields)

    again = next_comment(days=1).comment
    assert again.state == "waiting"
    assert again.signals.get(phase="pre-moderation").reason_code == "thread-pre-moderated"

    verify_comment(comment=again, now=now)
    moderate_comment(comment_id=again.pk, scorer=own_scores, now=now)
    findings = again.signals.filter(comment_version=again.version)
    assert findings.get(phase="standing").outcome == "pass"


def test_a_ban_for_what_nobody_proved_spares_an_owner_who_had_proved_others(
    room, proved, judge, next_comment, now
):
    author = f"/admin/comments/authors/{proved.author.pseudonym}/"
    assert 'name="reaches_owner" checked' in room.get(author).content.decode()
    next_comment(days=1)
    assert 'name="reaches_owner"> ' in room.get(author).content.decode()
    judge(act="banned", reason="ABUSIVE")

    sent = next_comment(days=2).comment

    assert sent.state == "waiting"
    page = room.get(author).content.decode()
    assert "At present: comments that nobody proved are held." in page
    judge(act="freed")
    assert Author.objects.as_anyone(now).exists()


def test_a_ban_of_the_owner_stands_whatever_is_decided_about_what_nobody_proved(
    room, proved, judge, next_comment, now
):
    judge(act="banned", reason="ABUSIVE", reaches_owner="on")
    judge(act="suspended", reason="ABUSIVE", days="7")
    judge(act="banned", reason="SPAM")
    judge(act="pre-moderated", reason="SPAM")

    sent = next_comment(days=1).comment
    verify_comment(comment=sent, now=now)
    moderate_comment(comment_id=sent.pk, scorer=own_scores, now=now)

    sent.refresh_from_db()
    assert sent.state == "refused"
    page = room.get(f"/admin/comments/authors/{proved.author.pseudonym}/").content.decode()
    assert "At present: may not comment; comments that nobody proved are held." in page


def test_a_suspension_of_the_owner_makes_no_ban_of_what_only_held_what_nobody_proved(
    proved, judge, next_comment, at, now
):
    judge(act="banned", reason="ABUSIVE")
    judge(act="suspended", reason="OFFENSIVE", days="7", reaches_owner="on")

    during, after = next_comment(days=2).comment, next_comment(days=8).comment

    assert (during.state, after.state) == ("refused", "waiting")
    verify_comment(comment=after, now=now)
    moderate_comment(comment_id=after.pk, scorer=own_scores, now=now)
    assert after.signals.filter(phase="standing").last().outcome == "pass"


def test_pre_moderation_ends_no_suspension(room, proved, judge, next_comment, at, now):
    judge(act="suspended", reason="OFFENSIVE", days="7", reaches_owner="on")
    judge(act="pre-moderated", reason="SPAM", reaches_owner="on")

    assert next_comment(days=2).comment.state == "refused"
    page = room.get(f"/admin/comments/authors/{proved.author.pseudonym}/").content.decode()
    until = "suspended until 30 Nov 2026, 12:00"
    assert f"At present: every comment waits for a moderator; {until}." in page
    card = room.get("/admin/comments/?queue=all").content.decode()
    assert f"every comment waits for a moderator; {until}" in card


def test_to_be_freed_ends_all_that_stands(proved, judge, now, at):
    for reach in ({}, {"reaches_owner": "on"}):
        judge(act="banned", reason="ABUSIVE", **reach)
        judge(act="suspended", reason="ABUSIVE", days="7", **reach)
    assert not Author.objects.as_anyone(now).exists()

    judge(act="freed")

    assert Author.objects.as_anyone(now).exists()


def test_what_stood_before_keeps_the_reach_of_its_own_act(proved, moderator, now):
    """How rows are parted that were kept when one reach counted for both."""
    until = now + timedelta(days=7)
    author = proved.author
    Author.objects.update(standing="banned", suspended_until=until)
    for act, is_owner_judged in (("banned", True), ("suspended", False)):
        AuthorRecord.objects.create(
            author=author, act=act, is_owner_judged=is_owner_judged, by=moderator, at=now
        )

    import_module("dateline.discussion.migrations.0161_each_with_its_reach").part(apps, None)

    author.refresh_from_db()
    assert (author.standing, author.are_unproved_held) == ("banned", False)
    assert (author.suspended_until, author.unproved_held_until) == (None, until)


def test_a_flood_with_somebodys_address_does_not_stop_its_owner(story, proved, now):
    """Five forms within five minutes name the address; the sixth is its owner's, who signed in."""
    account = sign_in(author=proved.author, made_at=now, now=now)

    def send(number, **fields):
        submitted = submit_comment(
            story=story,
            ticket=Ticket(story.pk, None, f"flood-{number}"),
            author_name="Signe Tarn",
            text=f"Number {number}: the ferries of Kesterholm are late again.",
            client_address=f"192.0.2.{number}",
            now=now + timedelta(days=1, seconds=number),
            **fields,
        )
        comment = submitted.comment
        moderate_comment(comment_id=comment.pk, scorer=own_scores, now=comment.submitted_at)
        return Comment.objects.get(pk=comment.pk)

    flood = [send(number, email="signe.tarn@example.org") for number in range(1, 8)]
    owners = send(9, email="", account=account)

    assert flood[-1].signals.get(phase="pace").outcome == "hold"
    assert owners.signals.get(phase="pace").outcome == "pass"
