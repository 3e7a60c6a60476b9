"""Every address of the moderators' room opens for moderators and for nobody else."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from dateline.discussion.models import Author, Comment
from dateline.discussion.wagtail_hooks import moderation_urls

PATTERNS = {pattern.name: pattern for pattern in moderation_urls()}


@pytest.fixture
def address(commented):
    """Returns the address of a page or act of the room about something that exists."""
    comment = commented().comment
    known = {
        "comment_id": comment.pk,
        "pseudonym": Author.objects.get().pseudonym,
        "kind": "banned-words",
    }

    def of(name):
        wanted = PATTERNS[name].pattern.converters
        return reverse(name, kwargs={key: known[key] for key in wanted})

    return of


def answers(client, path):
    return [client.get(path), client.post(path, {"act": "banned", "reason": "SPAM"})]


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("who", ["anonymous", "reader", "editor"])
def test_nobody_but_a_moderator_gets_in(client, django_user_model, address, name, who):
    path = address(name)
    if who != "anonymous":
        user = django_user_model.objects.create_user(username=who, password="a-long-password")
        if who == "editor":
            user.groups.add(Group.objects.get(name="Editors"))
        client.force_login(user)

    for answer in answers(client, path):
        assert answer.status_code in (302, 403, 405)
        if answer.status_code == 302:
            assert answer.url == "/admin/" or answer.url.startswith("/admin/login/")
    assert Comment.objects.get().state == "waiting"
    assert Author.objects.get().standing == "normal"


@pytest.mark.parametrize("name", PATTERNS)
def test_a_moderator_gets_in(client, moderator, address, name):
    client.force_login(moderator)

    seen, done = answers(client, address(name))

    assert {seen.status_code, done.status_code} <= {200, 302, 405}
    assert {seen.status_code, done.status_code} != {405}
