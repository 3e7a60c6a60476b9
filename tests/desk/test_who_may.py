"""The desk is for those who have the right, and its acts are never done by a link."""

import pytest
from django.urls import reverse

from dateline.desk.urls import urlpatterns
from dateline.intake.models import RoutingRule
from dateline.intake.services import give_notice, make_push_token, note_failure
from dateline.media.services import PictureFacts, keep_picture
from dateline.pages.models import Story, StoryPicture
from dateline.pages.services import correct_story
from tests.pictures import picture_bytes

ACTS = {
    "accept-key", "accept-line", "add-line", "bring-back", "change-line", "delete-rule",
    "draw-lines", "fetch-source", "keep-ours", "make-token", "move-rule", "pause", "publish",
    "read-again", "read-all-again", "refuse-line", "release", "restore", "revive", "revoke-token",
    "separate", "settle-failure", "settle-notice", "take-theirs",
    "accept-lines", "choose-line", "overrule-line", "withhold-wording",
    "add-picture", "change-picture", "lead-picture", "remove-picture", "release-picture",
}  # fmt: skip
NAMES = sorted({pattern.name for pattern in urlpatterns})


@pytest.fixture
def address(deliver, now):
    """Returns the address of a screen or act about something that exists."""
    record = deliver()
    story = Story.objects.get()
    picture = keep_picture(
        raw=picture_bytes(size=(120, 100)),
        where="quay.jpg",
        facts=PictureFacts(),
        max_pixels=1_000_000,
    )
    beside = StoryPicture.objects.create(story=story, picture=picture)
    failure = note_failure(task="fetch a source", about="source 3", error="timed out", now=now)
    notice = give_notice(text="Look at this.", wire_item=None, now=now)
    rule = RoutingRule.objects.create(
        name="Ports",
        conditions={"field": "slug", "operator": "exists"},
        actions={"decision": "hold"},
        changed_at=now,
    )
    make_push_token(source=record.source, by=None, now=now)
    of_a_source = {"source", "fetch-source", "accept-key", "make-token"}
    lines = {"accept-line", "change-line", "refuse-line", "choose-line", "overrule-line"}
    notice_shown = correct_story(story=story, by=None, now=now, notice="It is 40 harbours.")
    of_others = {
        "beside": [story.pk, story.pk],
        "separate": [story.chain_id],
        "bring-back": [record.items.get().pk],
        "settle-notice": [notice.pk],
        "withhold-wording": [notice_shown.pk],
    }

    def of(name):
        if name == "file":
            return reverse("desk:file", args=[picture.size_path(120, "jpeg")])
        if name.endswith("-picture") and name != "add-picture":
            return reverse(f"desk:{name}", args=[beside.pk])
        screens = (
            "deliveries",
            "failures",
            "pairs",
            "rules",
            "add-rule",
            "quarantine",
            "read-all",
            "record",
        )
        if name.startswith(screens):
            return reverse(f"desk:{name}")
        if name in of_others:
            return reverse(f"desk:{name}", args=of_others[name])
        if "rule" in name:
            return reverse(f"desk:{name}", args=[rule.pk])
        if name in lines:
            return reverse(f"desk:{name}", args=[story.lines.first().pk])
        if name in of_a_source:
            return reverse(f"desk:{name}", args=[record.source_id])
        if name == "revoke-token":
            return reverse(f"desk:{name}", args=[record.source.push_tokens.get().pk])
        if name.startswith("delivery") or name == "read-again":
            return reverse(f"desk:{name}", args=[record.pk])
        return reverse(f"desk:{name}", args=[failure.pk if "failure" in name else story.pk])

    return of


@pytest.mark.parametrize("name", NAMES)
def test_nobody_sees_the_desk_without_signing_in(client, address, name):
    answer = client.get(address(name))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("name", NAMES)
def test_a_moderator_without_the_right_is_turned_away(client, address, moderator, name):
    client.force_login(moderator)

    for answer in (client.get(address(name)), client.post(address(name))):
        assert answer.status_code == 302
        assert answer["Location"] == "/admin/"
    assert Story.objects.get().live


@pytest.mark.parametrize("name", NAMES)
def test_screens_open_and_acts_are_refused_by_get(desk, address, name):
    answer = desk.get(address(name))

    assert answer.status_code == (405 if name in ACTS else 200)
    answer.close()


@pytest.mark.parametrize("name", ["list", "add"])
def test_stories_themselves_are_closed_to_a_moderator(client, moderator, story, name):
    client.force_login(moderator)

    answer = client.get(reverse(f"wagtailsnippets_dateline_pages_story:{name}"))

    assert answer.status_code == 302


def test_an_act_with_a_forged_token_does_nothing(editor, story):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(editor)

    answer = browser.post(f"/admin/desk/stories/{story.pk}/kill/", {"reason": "Forged."})

    assert answer.status_code == 403
    assert not Story.objects.get(pk=story.pk).is_killed


def test_an_editor_by_role_may_do_all_acts(client, django_user_model, story):
    from django.contrib.auth.models import Group

    editor = django_user_model.objects.create_user(username="ed", password="the-day-desk")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    client.post(f"/admin/desk/stories/{story.pk}/kill/", {"reason": "The ministry denies it."})

    assert Story.objects.get(pk=story.pk).is_killed


def test_a_moderator_of_comments_has_nothing_to_do_with_pictures(client, moderator, address):
    client.force_login(moderator)

    for path in ("/admin/images/", "/admin/images/add/"):
        assert client.get(path)["Location"] == "/admin/"
    assert "quay.jpg" not in client.get("/admin/images/chooser/").content.decode()


def test_pages_and_files_are_the_editors_and_not_the_comment_moderators(
    client, site, moderator, django_user_model
):
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask

    editor = django_user_model.objects.create_user(username="ed", password="the-day-desk")
    editor.groups.add(Group.objects.get(name="Editors"))
    moderator.groups.add(Group.objects.get(name="Moderators"))
    front = site.root_page

    assert front.permissions_for_user(editor).can_publish()
    assert not front.permissions_for_user(moderator).can_edit()
    approving = {
        group.name for task in GroupApprovalTask.objects.all() for group in task.groups.all()
    }
    assert approving == {"Editors"}
    client.force_login(moderator)
    for path in (f"/admin/pages/{front.pk}/edit/", "/admin/documents/", "/admin/documents/add/"):
        assert client.get(path)["Location"] == "/admin/"


def test_who_may_change_logins_says_what_name_pages_show(
    admin_client, django_user_model, moderator
):
    edit = reverse("wagtailusers_users:edit", args=[moderator.pk])
    assert 'name="public_name"' in admin_client.get(edit).content.decode()
    assert (
        'name="public_name"' in admin_client.get(reverse("wagtailusers_users:add")).content.decode()
    )
    words = {
        "username": moderator.username,
        "email": "brita@example.org",
        "first_name": "Brita",
        "last_name": "Holm",
        "public_name": "Brita Holm",
        "is_active": "on",
    }
    assert admin_client.post(edit, words).status_code == 302
    moderator.refresh_from_db()
    assert moderator.shown_name == "Brita Holm"
