"""Anyone can read what was decided, and nobody can read about whom."""

from datetime import timedelta

from dateline.discussion.models import Comment, Decision
from dateline.discussion.selectors import log_page
from dateline.discussion.services import (
    approve_comment,
    dismiss_reports,
    import_comment,
    refuse_comment,
    report_comment,
)
from dateline.discussion.signal_words import OF_PERSONS, reason_in_words

LOG = "/comments/decisions/"


def test_the_log_tells_the_act_the_reason_and_whether_a_person_decided(
    client, commented, moderator, story, now, at
):
    comment = commented("A sentence that nobody will see.").comment
    refuse_comment(
        comment=comment,
        by=moderator,
        now=now,
        reason_code="HARASSMENT_BULLYING",
        facts="Names a neighbour of Signe.",
    )

    page = client.get(LOG).content.decode()

    assert "refused – not automated" in page
    assert "held for a moderator – fully automated" in page
    assert "Harassment or bullying." in page
    assert story.headline in page
    hidden = ("sentence that nobody", "neighbour", "Signe", "mo ", "example.org")
    assert not [word for word in (*hidden, comment.author.pseudonym) if word in page]


def test_the_log_tells_the_day_and_no_hour(client, commented, moderator, now, at):
    comment = commented().comment
    Decision.objects.bulk_create(
        Decision(comment=comment, act="restored", automation="not-automated", at=now)
        for _ in range(60)
    )

    page = client.get(LOG).content.decode()

    assert '<time datetime="2026-11-23">23 November 2026</time>' in page
    assert "12:00" not in page
    assert str(now.timestamp())[:8] not in page


def test_what_would_speak_of_a_person_is_told_as_a_rule(client, commented, now, at):
    comment = commented().comment
    Decision.objects.bulk_create(
        Decision(comment=comment, act="held", automation="fully", reason_code=code, at=now)
        for code in OF_PERSONS
    )

    page = client.get(LOG).content.decode().lower()

    assert page.count("a rule of the newsroom.") >= len(OF_PERSONS)
    assert not [code for code in OF_PERSONS if reason_in_words(code) in page]


def test_that_a_reported_comment_was_kept_is_in_the_log(client, commented, moderator, now, at):
    comment = commented().comment
    approve_comment(comment=comment, by=moderator, now=now)
    report_comment(comment=comment, reason="SPAM", words="", client_address="192.0.2.1", now=now)
    dismiss_reports(comment=comment, by=moderator, now=now)

    assert "kept although it was reported – not automated" in client.get(LOG).content.decode()


def test_a_free_word_in_the_place_of_a_reason_is_not_shown(client, commented, now, at):
    Decision.objects.create(
        comment=commented().comment, act="refused", automation="fully", reason_code="Signe", at=now
    )

    assert "Signe" not in client.get(LOG).content.decode()


def test_stories_that_may_not_be_read_are_not_in_the_log(client, commented, story, now, at):
    commented()
    story.embargoed_until = now + timedelta(hours=1)
    story.save()

    page = client.get(LOG).content.decode()

    assert story.headline not in page
    assert "Nothing was decided yet." in page


def test_pages_of_the_log_follow_one_another(client, commented, now, at):
    comment = commented().comment
    Decision.objects.bulk_create(
        Decision(comment=comment, act="restored", automation="not-automated", at=now)
        for _ in range(60)
    )

    first = log_page(now=now)
    second = log_page(now=now, cursor=first.cursor)

    ids = [decision.pk for decision in (*first.decisions, *second.decisions)]
    assert len(ids) == len(set(ids)) == 61
    assert second.cursor == ""
    assert client.get(LOG, {"after": "nonsense"}).status_code == 200


def test_an_authors_own_withdrawal_is_not_in_the_log(commented, now):
    comment = commented().comment
    Decision.objects.create(comment=comment, act="withdrawn", automation="not-automated", at=now)

    assert [decision.act for decision in log_page(now=now).decisions] == ["held"]
    assert Comment.objects.count() == 1


def test_what_was_imported_was_decided_by_nobody_here(client, story, now, at):
    import_comment(
        story=story,
        parent=None,
        author_name="Tove",
        email="",
        text="Written elsewhere.",
        is_shown=True,
        submitted_at=now,
        external_id="elsewhere-1",
    )

    assert Decision.objects.get().act == "imported"
    assert "Nothing was decided yet." in client.get(LOG).content.decode()


def test_readers_find_the_log_below_the_comments_of_a_story(client, story):
    assert f'href="{LOG}"' in client.get(story.get_absolute_url()).content.decode()
