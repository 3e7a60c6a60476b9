"""The agency sends a newer version of a story that a person has edited."""

import pytest

from tests.desk.conftest import TREATY

NEWER = {
    "version": "2",
    "versioncreated": "2026-11-23T11:00:00Z",
    "body_html": TREATY["body_html"].replace("in March", "in April"),
}


@pytest.fixture
def edited(edit, wire_story):
    """A wire story that an editor has changed and published."""
    edit(wire_story, headline="A treaty for the north")
    return wire_story


def test_a_story_nobody_edited_takes_the_newer_version_by_itself(deliver, wire_story):
    deliver(**NEWER)

    wire_story.refresh_from_db()
    assert "in April" in wire_story.text


@pytest.mark.parametrize("action", ["action-edit", "action-publish"])
def test_a_person_is_asked_before_an_edited_story_or_draft_is_replaced(
    deliver, edit, wire_story, desk, action
):
    edit(wire_story, action=action, headline="A treaty for the north")

    deliver(**NEWER)

    wire_story.refresh_from_db()
    assert "in March" in wire_story.text
    assert (
        "a newer version waits"
        in desk.get("/admin/snippets/dateline_pages/story/").content.decode()
    )


def test_the_difference_is_shown_word_by_word(deliver, edited, desk):
    deliver(**NEWER)

    page = desk.get(f"/admin/desk/stories/{edited.pk}/newer/").content.decode()

    assert "<del>March,</del><ins>April,</ins>" in page
    assert "A treaty for the north" in page


def test_taking_theirs_replaces_text_lines_and_what_the_editor_opens_with(deliver, edited, desk):
    deliver(**NEWER)

    desk.post(f"/admin/desk/stories/{edited.pk}/newer/take/")

    edited.refresh_from_db()
    assert "in April" in edited.text
    assert edited.headline == TREATY["headline"]
    assert not edited.lines.shown().filter(text__contains="in March").exists()
    form = desk.get(f"/admin/snippets/dateline_pages/story/edit/{edited.pk}/").context["form"]
    assert form["headline"].value() == TREATY["headline"]


def test_keeping_ours_is_in_the_history_with_its_reason(deliver, edited, desk):
    deliver(**NEWER)

    desk.post(f"/admin/desk/stories/{edited.pk}/newer/keep/", {"reason": "Ours is checked."})

    edited.refresh_from_db()
    assert "in March" in edited.text
    assert edited.pending_item is None
    assert "Ours is checked." in desk.get(f"/admin/desk/stories/{edited.pk}/").content.decode()


def test_there_is_nothing_to_choose_without_a_newer_version(edited, desk):
    page = desk.get(f"/admin/desk/stories/{edited.pk}/newer/").content.decode()
    taken = desk.post(f"/admin/desk/stories/{edited.pk}/newer/take/", follow=True)

    assert "No newer version waits" in page
    assert "No newer version of" in taken.content.decode()
