"""Badges of colleagues, the editors' pick, and a word under comments from before a correction."""

from datetime import timedelta

import pytest

from dateline.discussion.models import Comment, ModerationSettings
from dateline.discussion.services import (
    AlreadyDecided,
    approve_comment,
    edit_comment,
    pick_comment,
    unpick_comment,
)
from dateline.pages.models import Correction, Story


@pytest.fixture
def shown(commented, editor, now):
    comment = commented().comment
    approve_comment(comment=comment, by=editor, now=now)
    return comment


@pytest.fixture
def page(client, story):
    return lambda: client.get(story.get_absolute_url()).content.decode()


def test_a_readers_form_can_claim_no_badge(send):
    send(badge="staff")

    assert Comment.objects.get().badge == ""


@pytest.mark.parametrize(
    ("asked", "badge", "word"), [("", "staff", "Staff"), ("author", "author", "Author")]
)
def test_a_signed_in_colleague_writes_with_a_badge_under_their_own_name(
    client, send, editor, page, now, asked, badge, word
):
    client.force_login(editor)

    send(badge=asked, name="Halvard Senn")

    comment = Comment.objects.get()
    if comment.state != "shown":
        approve_comment(comment=comment, by=editor, now=now)
    assert (comment.badge, comment.author_name) == (badge, "Ida Brekke")
    client.logout()
    assert f'<span class="badge">{word}</span>' in page()


@pytest.mark.parametrize(
    ("names", "badge", "name"),
    [
        ({}, "staff", "Signe Tarn"),
        ({"public_name": "Mo Lind"}, "staff", "Mo Lind"),
        ({"first_name": "Halvard", "last_name": "Sen"}, "staff", "Halvard Sen"),
        ({"first_name": "Halvard", "last_name": "Senn"}, "author", "Halvard Senn"),
        ({"first_name": "Halvard", "last_name": "Senn", "public_name": "Mo"}, "staff", "Mo"),
    ],
)
def test_who_edits_no_stories_is_author_only_of_what_the_byline_says(
    client, send, moderator, story, names, badge, name
):
    type(moderator).objects.filter(pk=moderator.pk).update(**names)
    client.force_login(moderator)
    form = client.get(f"/story/{story.public_id}/comments/new/").content.decode()

    send(badge="author")

    comment = Comment.objects.get()
    assert (comment.badge, comment.author_name) == (badge, name)
    assert ('<option value="author">' in form) is (badge == "author")
    assert ('name="name"' in form) is (not names)


def test_colleagues_are_spared_what_the_newsroom_spares_them(client, send, moderator, site):
    ModerationSettings.objects.update_or_create(site=site, defaults={"is_pre_moderated": True})
    client.force_login(moderator)

    send()

    comment = Comment.objects.get()
    spared = {signal.phase for signal in comment.signals.filter(is_spared=True)}
    assert "pre-moderation" in spared


def test_a_pick_is_shown_in_words_until_it_is_taken_back(client, shown, moderator, page):
    client.force_login(moderator)
    client.post("/admin/comments/decide/", {"pick": shown.pk, f"version-{shown.pk}": shown.version})
    assert "Editor’s pick" in page()

    client.post(
        "/admin/comments/decide/", {"unpick": shown.pk, f"version-{shown.pk}": shown.version + 1}
    )

    assert "Editor’s pick" not in page()
    acts = [row.act for row in shown.decisions.all()]
    assert acts[-2:] == ["picked", "unpicked"]


def test_only_a_shown_comment_is_picked_and_only_once(commented, shown, moderator, now):
    waiting = commented("Another one.", nonce="other").comment
    with pytest.raises(AlreadyDecided):
        pick_comment(comment=waiting, by=moderator, now=now)
    with pytest.raises(AlreadyDecided):
        unpick_comment(comment=shown, by=moderator, now=now)
    seen = Comment.objects.get(pk=shown.pk)
    pick_comment(comment=shown, by=moderator, now=now)

    with pytest.raises(AlreadyDecided):
        pick_comment(comment=seen, by=moderator, now=now)


def test_changed_words_are_no_pick(shown, moderator, now):
    pick_comment(comment=shown, by=moderator, now=now)

    edit_comment(comment=shown, text="Other words.", until=now + timedelta(minutes=1), now=now)

    assert Comment.objects.get().picked_at is None


@pytest.mark.parametrize(
    ("minutes", "kind", "words"),
    [
        (70, "correction", "Written before the {:%H:%M} correction"),
        (60 * 24 * 3, "correction", "Written before the correction of "),
    ],
)
def test_a_comment_from_before_a_correction_says_so(story, shown, page, now, minutes, kind, words):
    correct(story, kind, now + timedelta(minutes=minutes))

    assert words.format(now + timedelta(minutes=minutes)) in page()


@pytest.mark.parametrize(("minutes", "kind"), [(-5, "correction"), (70, "clarification")])
def test_no_other_comment_does(story, shown, page, now, minutes, kind):
    correct(story, kind, now + timedelta(minutes=minutes))

    assert "Written before" not in page()


def test_the_word_costs_the_story_page_no_query(
    story, shown, client, now, django_assert_max_num_queries
):
    correct(story, "correction", now + timedelta(minutes=70))
    client.get(story.get_absolute_url())

    with django_assert_max_num_queries(10) as asked:
        client.get(story.get_absolute_url())

    own = f'FROM "{Correction._meta.db_table}"'
    assert sum(own in one["sql"] for one in asked.captured_queries) == 1


def correct(story, kind, at):
    story.corrections.create(kind=kind, notice="The bay is Lund Bay.", made_at=at)
    Story.objects.filter(pk=story.pk).update(updated_at=at)
