"""One press of a button: on one or many, undone together, and never by two at once."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Author, Comment, Decision
from dateline.discussion.services import (
    AlreadyDecided,
    Button,
    ClaimedByColleague,
    Undone,
    act_on,
    approve_comment,
    claim_comment,
    erase_who_asked,
    undo_batch,
    withdraw_comment,
)

DECIDE = "/admin/comments/decide/"


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


@pytest.fixture
def colleague(django_user_model):
    """Another moderator."""
    return django_user_model.objects.create_user(username="ravn", password="calm-words-only")


def states():
    return list(Comment.objects.order_by("pk").values_list("state", flat=True))


def test_all_that_match_a_filter_are_decided_and_undone_together(room, commented):
    for n in range(3):
        commented(f"Comment number {n} about the {'quay' if n else 'harbour'}.", nonce=str(n))

    answer = room.post(DECIDE, {"refuse_all": 1, "words": "quay", "reason-selected": "SPAM"})
    assert states() == ["waiting", "refused", "refused"]
    batch = Decision.objects.filter(act="refused").values_list("batch", flat=True)[0]
    assert f"done={batch}" in answer.url
    room.post("/admin/comments/undo/", {"batch": str(batch)})

    assert states() == ["waiting", "waiting", "waiting"]
    assert Decision.objects.filter(act="undone").count() == 2


def test_an_undone_removal_is_read_and_counted_again(commented, moderator, story, now):
    comment = commented().comment
    approve_comment(comment=comment, by=moderator, now=now)
    reason = {"reason_code": "ABUSIVE"}
    pressed = act_on(comments=[comment], button=Button.REFUSE, by=moderator, now=now, **reason)
    story.discussion.refresh_from_db()
    assert (states(), story.discussion.shown_count) == (["removed"], 0)

    undone = undo_batch(batch=pressed.batch, by=moderator, now=now)

    story.discussion.refresh_from_db()
    assert (undone.done, states(), story.discussion.shown_count) == (1, ["shown"], 1)


def test_what_was_decided_since_is_not_undone_nor_by_somebody_else(
    commented, moderator, colleague, now
):
    comment = commented().comment
    pressed = act_on(comments=[comment], button=Button.APPROVE, by=moderator, now=now)

    assert undo_batch(batch=pressed.batch, by=colleague, now=now) == Undone()
    comment.refresh_from_db()
    later = now + timedelta(minutes=6)
    reason = {"reason_code": "ABUSIVE"}
    act_on(comments=[comment], button=Button.REFUSE, by=colleague, now=later, **reason)

    assert undo_batch(batch=pressed.batch, by=moderator, now=later) == Undone(late=1)
    assert states() == ["removed"]


def test_a_removal_by_a_colleague_whose_clock_is_behind_is_not_undone(
    commented, moderator, colleague, now
):
    comment = commented().comment
    pressed = act_on(comments=[comment], button=Button.APPROVE, by=moderator, now=now)
    comment.refresh_from_db()
    Comment.objects.update(claimed_until=None)
    behind = now - timedelta(seconds=2)
    reason = {"reason_code": "ABUSIVE"}
    act_on(comments=[comment], button=Button.REFUSE, by=colleague, now=behind, **reason)

    assert undo_batch(batch=pressed.batch, by=moderator, now=now) == Undone(late=1)
    assert states() == ["removed"]


def test_what_a_sweep_erased_that_began_before_the_removal_stays_erased(
    room, commented, moderator, story, now
):
    comment = commented().comment
    approve_comment(comment=comment, by=moderator, now=now)
    Comment.objects.update(verified_at=now)
    Author.objects.update(erase_at=now)
    comment.refresh_from_db()
    reason = {"reason_code": "ABUSIVE"}
    later = now + timedelta(seconds=2)
    pressed = act_on(comments=[comment], button=Button.REFUSE, by=moderator, now=later, **reason)
    erase_who_asked(now=now)

    told = room.post("/admin/comments/undo/", {"batch": str(pressed.batch)}, follow=True)

    story.discussion.refresh_from_db()
    assert (states(), story.discussion.shown_count) == (["erased"], 0)
    assert "1 comment was withdrawn by its author or erased since then" in told.content.decode()


def test_what_its_author_withdrew_since_stays_withdrawn(commented, moderator, now):
    comment = commented().comment
    pressed = act_on(comments=[comment], button=Button.APPROVE, by=moderator, now=now)
    comment.refresh_from_db()
    withdraw_comment(comment=comment, now=now - timedelta(seconds=1))

    assert undo_batch(batch=pressed.batch, by=moderator, now=now) == Undone(gone=1)
    assert states() == ["withdrawn"]


def test_a_claimed_comment_is_the_colleagues_for_five_minutes(
    room, commented, moderator, colleague, now, at
):
    comment = commented().comment
    claim_comment(comment=comment, by=colleague, now=now)

    assert "ravn has this comment now" in room.get("/admin/comments/").content.decode()
    assert room.post(f"/admin/comments/{comment.pk}/claim/").json() == {"holder": "ravn"}
    room.post(DECIDE, {"approve": comment.pk, f"version-{comment.pk}": comment.version})
    assert states() == ["waiting"]
    with pytest.raises(ClaimedByColleague):
        claim_comment(comment=comment, by=moderator, now=now + timedelta(minutes=4))

    at(now + timedelta(minutes=5))
    room.post(DECIDE, {"approve": comment.pk, f"version-{comment.pk}": comment.version})
    assert states() == ["shown"]


def test_two_who_saw_the_same_card_decide_once(commented, moderator, now):
    mine, theirs = commented().comment, Comment.objects.get()
    approve_comment(comment=mine, by=moderator, now=now)

    with pytest.raises(AlreadyDecided):
        approve_comment(comment=theirs, by=moderator, now=now)
    assert Decision.objects.filter(act="approved").count() == 1
