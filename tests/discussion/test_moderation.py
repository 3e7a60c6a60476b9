"""The moderators' room."""

import pytest

from dateline.discussion.models import Comment

DECIDE = "/admin/comments/decide/"


@pytest.fixture
def room(client, moderator):
    """The admin, with a moderator signed in."""
    client.force_login(moderator)
    return client


def seen(*comments, **fields):
    """The fields of a form that shows these comments as they are now."""
    return {f"version-{comment.pk}": comment.version for comment in comments} | fields


def test_the_queue_shows_what_waits_without_any_address(room, commented):
    commented("First of all, thank you.")

    page = room.get("/admin/comments/").content.decode()

    assert "First of all, thank you." in page
    assert "has an e-mail" in page


def test_a_moderator_approves(room, commented):
    comment = commented().comment

    room.post(DECIDE, seen(comment, approve=comment.pk))

    comment.refresh_from_db()
    assert comment.state == "shown"


def test_a_moderator_refuses_with_a_reason_and_not_without(room, commented):
    comment = commented().comment

    room.post(DECIDE, seen(comment, refuse=comment.pk))
    comment.refresh_from_db()
    assert comment.state == "waiting"
    room.post(DECIDE, seen(comment, refuse=comment.pk) | {f"reason-{comment.pk}": "ABUSIVE"})

    comment.refresh_from_db()
    assert comment.state == "refused"


def test_only_what_was_ticked_is_decided_together(room, commented):
    first, second, third = (commented(f"Comment {n}", nonce=str(n)).comment for n in range(3))

    room.post(DECIDE, seen(first, third, approve_selected="1", comment=[first.pk, third.pk]))

    assert set(Comment.objects.visible()) == {first, third}
    assert list(Comment.objects.waiting()) == [second]


@pytest.mark.parametrize("path", ["/admin/comments/", DECIDE])
def test_nobody_else_gets_in(client, path, django_user_model, commented):
    commented()
    answer = client.post(path) if path == DECIDE else client.get(path)
    assert answer.status_code == 302
    assert "/login/" in answer.url
    reader = django_user_model.objects.create_user(username="reader", password="a-long-password")
    client.force_login(reader)

    answer = client.post(path) if path == DECIDE else client.get(path)

    assert answer.status_code in (302, 403)
    assert Comment.objects.get().state == "waiting"


def test_an_act_by_get_is_refused(room):
    assert room.get(DECIDE).status_code == 405


def test_an_act_without_the_token_is_refused(commented, moderator):
    from django.test import Client

    comment = commented().comment
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)

    answer = strict.post(DECIDE, {"approve": comment.pk, "csrfmiddlewaretoken": "forged"})

    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.state == "waiting"
