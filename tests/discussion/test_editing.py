"""The author changes a comment by the private link, for a while; every phase looks again."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, Discussion, ModerationSettings
from dateline.discussion.own_scorer import own_scores
from dateline.discussion.services import (
    AlreadyDecided,
    approve_comment,
    edit_comment,
    moderate_comment,
    refuse_comment,
)

NEW = "The pilots of Lund Bay deserve two rosters that let them sleep."


@pytest.fixture
def change(client, django_capture_on_commit_callbacks):
    def post(link, text=NEW, origin="http://testserver"):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{link}edit/", {"text": text}, headers={"origin": origin})

    return post


def test_the_author_changes_the_text_within_the_time_and_is_told_until_when(client, send, change):
    link = send().url
    page = client.get(link).content.decode()
    assert "edit/" in page

    answer = change(link)

    comment = Comment.objects.get()
    assert (answer.status_code, answer.url) == (303, link)
    assert comment.text == NEW
    assert comment.edited_at
    assert NEW in client.get(link).content.decode()


def test_an_edited_comment_is_looked_at_again_by_every_phase(send, change):
    link = send().url
    before = Comment.objects.get()

    change(link)

    comment = Comment.objects.get()
    looks = {signal.comment_version for signal in comment.signals.all()}
    assert comment.state == "waiting"
    assert comment.version > before.version
    assert len(looks) == 2
    assert [row.act for row in comment.decisions.all()] == ["held", "edited", "held"]


def test_a_shown_comment_is_out_of_sight_until_its_new_words_are_decided(
    client, send, change, story, editor, now
):
    link = send().url
    approve_comment(comment=Comment.objects.get(), by=editor, now=now)
    assert Discussion.objects.get().shown_count == 1

    change(link)

    assert Discussion.objects.get().shown_count == 0
    assert NEW not in client.get(story.get_absolute_url()).content.decode()
    approve_comment(comment=Comment.objects.get(), by=editor, now=now)
    assert Discussion.objects.get().shown_count == 1
    page = client.get(story.get_absolute_url()).content.decode()
    assert NEW in page
    assert "edited" in page


def test_what_no_phase_holds_is_shown_again_at_once(site, send, change):
    ModerationSettings.objects.update_or_create(
        site=site, defaults={"is_pre_moderated": False, "approvals_needed": 0}
    )
    link = send().url
    Comment.objects.update(verified_at=Comment.objects.get().submitted_at)

    change(link)

    assert Comment.objects.get().state == "shown"
    assert Discussion.objects.get().shown_count == 1


def test_an_answer_that_is_edited_keeps_its_threads_count_right(commented, editor, now, story):
    root = commented(nonce="root").comment
    approve_comment(comment=root, by=editor, now=now)
    answer = commented("An answer to it.", parent=root, nonce="answer").comment
    approve_comment(comment=answer, by=editor, now=now)
    root.refresh_from_db()
    assert root.shown_replies == 1

    edit_comment(comment=answer, text=NEW, until=now + timedelta(minutes=1), now=now)

    root.refresh_from_db()
    assert (root.shown_replies, Discussion.objects.get().shown_count) == (0, 1)


def test_after_the_time_or_where_the_newsroom_allows_none_nothing_changes(
    client, send, change, at, now, site
):
    link = send().url
    ModerationSettings.objects.update_or_create(site=site, defaults={"edit_minutes": 0})
    change(link)
    ModerationSettings.objects.update_or_create(site=site, defaults={"edit_minutes": 15})
    at(now + timedelta(minutes=16))

    change(link)

    assert Comment.objects.get().text != NEW
    assert "edit/" not in client.get(link).content.decode()


def test_the_same_text_again_is_no_edit(send, change):
    link = send().url
    before = Comment.objects.get()

    change(link, before.text)

    after = Comment.objects.get()
    assert (after.version, after.edited_at) == (before.version, None)


@pytest.mark.parametrize(
    ("text", "origin", "status"),
    [
        (" \n ", "http://testserver", 422),
        ("x" * 4001, "http://testserver", 422),
        (NEW, "https://elsewhere.example", 403),
    ],
)
def test_what_is_no_edit_of_the_author_changes_nothing(send, change, text, origin, status):
    link = send().url

    assert change(link, text, origin).status_code == status
    assert Comment.objects.get().edited_at is None


def test_nobody_without_the_link_edits(client, send):
    send()

    assert client.get("/comments/mine/guessed/edit/").status_code == 404


def test_a_comment_that_was_refused_in_the_meantime_stays_refused(commented, editor, now):
    comment = commented().comment
    stale = Comment.objects.get()
    refuse_comment(comment=comment, by=editor, now=now, reason_code="SPAM")

    with pytest.raises(AlreadyDecided):
        edit_comment(comment=stale, text=NEW, until=now + timedelta(minutes=1), now=now)

    assert Comment.objects.get().state == "refused"


def test_phases_that_were_at_work_on_the_old_words_decide_nothing_about_the_new(commented, now):
    comment = commented().comment
    Comment.objects.update(state="received")
    moderated = []

    def scorer_during_which_the_author_edits(texts):
        if not moderated:
            moderated.append(texts)
            current = Comment.objects.get()
            edit_comment(comment=current, text=NEW, until=now + timedelta(minutes=1), now=now)
        return [{} for _ in texts]

    moderate_comment(comment_id=comment.pk, scorer=scorer_during_which_the_author_edits, now=now)

    assert Comment.objects.get().state == "received"
    moderate_comment(comment_id=comment.pk, scorer=own_scores, now=now)
    assert Comment.objects.get().state == "waiting"
