"""What an editor sees of a line that fails, and the ways to settle it; all of it is recorded."""

import re
from datetime import timedelta

import pytest

from dateline.desk.looking import opened_stamp
from dateline.pages.models import LineDecision, StoryLine
from dateline.pages.services import LineNotSupported, change_line, correct_story

State = StoryLine.State
WRONG = "About 400 ships are expected in the first week, according to the harbour authority."


@pytest.fixture
def screen(desk, story):
    """Returns the story's screen as it is now."""
    return lambda: desk.get(f"/admin/desk/stories/{story.pk}/").content.decode()


@pytest.fixture
def held(story, editor, now):
    """A key point that says 400 ships where the copy has 40."""
    line = story.lines.shown().filter(kind="key_point")[0]
    with pytest.raises(LineNotSupported):
        change_line(line=line, text=WRONG, by=editor, now=now)
    return line


def typed(desk, story, line, text, **headers):
    words = {"line": line.pk, f"line-{line.pk}-text": text}
    return desk.post(f"/admin/desk/stories/{story.pk}/", words, headers=headers)


def test_the_words_that_fail_are_marked_in_the_line(screen, held):
    page = screen()

    marked = re.findall(r'<mark class="desk-fails">(.*?)<sup>', page)
    assert any("400" in words for words in marked)
    assert all(len(words) < len(WRONG) for words in marked)


def test_what_is_held_is_told_in_plain_words(screen, held):
    assert "1 line held: figure (1)" in screen()


def test_words_are_checked_as_they_are_typed_and_nothing_is_kept(desk, story, held):
    answer = typed(desk, story, held, "Ships return.", **{"X-Requested-With": "fetch"})
    right = typed(desk, story, held, WRONG.replace("400", "40"), **{"X-Requested-With": "fetch"})

    assert "does not carry" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert "The copy carries these words." in right.content.decode()
    held.refresh_from_db()
    assert held.text == WRONG


def test_without_script_a_button_checks_and_the_words_stay_in_the_form(desk, story, held):
    page = typed(desk, story, held, "Ships return.").content.decode()

    assert "does not carry" in page
    assert ">Ships return.</textarea>" in page.replace("\n", "")


def test_a_false_quotation_is_offered_no_way_past_the_check(desk, story, screen, held):
    quote = "“The quay is safe and the fees are low,” Runa Ostby said."
    desk.post(f"/admin/desk/lines/{held.pk}/change/", {f"line-{held.pk}-text": quote})

    page = screen()
    assert f"/admin/desk/lines/{held.pk}/overrule/" not in page
    desk.post(
        f"/admin/desk/lines/{held.pk}/overrule/", {f"overrule-{held.pk}-reason": "I was there."}
    )
    held.refresh_from_db()
    assert held.state == State.HELD


def test_overruling_needs_a_reason_and_keeps_it(desk, story, held, screen):
    address = f"/admin/desk/lines/{held.pk}/overrule/"
    assert address in screen()

    desk.post(address, {f"overrule-{held.pk}-reason": " "})
    held.refresh_from_db()
    assert held.state == State.HELD

    desk.post(address, {f"overrule-{held.pk}-reason": "The authority said so by telephone."})
    held.refresh_from_db()
    assert held.state == State.APPROVED
    assert screen().count("The authority said so by telephone.") == 2


def test_another_line_is_chosen_among_those_the_copy_carries(desk, story, held, screen):
    offered = re.findall(r'<input type="radio" name="text" value="([^"]+)"', screen())
    assert offered

    desk.post(f"/admin/desk/lines/{held.pk}/choose/", {"text": offered[0]})

    held.refresh_from_db()
    assert (held.text, held.state, held.origin) == (offered[0], State.APPROVED, "extracted")


def test_words_that_are_no_candidate_cannot_be_chosen(desk, held):
    desk.post(f"/admin/desk/lines/{held.pk}/choose/", {"text": "Ships return."})

    held.refresh_from_db()
    assert held.text == WRONG


def test_all_proved_lines_are_approved_with_one_button(desk, story, editor, now):
    stamp = opened_stamp(now - timedelta(seconds=25))

    desk.post(f"/admin/desk/stories/{story.pk}/lines/accept/", {"opened": stamp})

    assert not story.lines.filter(state=State.PROVED).exists()
    entries = LineDecision.objects.filter(line__story=story)
    assert {(entry.by, entry.looked_seconds) for entry in entries} == {(editor, 25)}


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"visible_seconds": "7"}, 7),
        ({"visible_seconds": "7000"}, 25),
        ({"visible_seconds": "-3"}, 25),
        ({"opened": "made up"}, None),
    ],
)
def test_nobody_looks_longer_than_the_screen_was_open(desk, story, now, fields, seconds):
    line = story.lines.shown().filter(kind="key_point")[0]
    stamp = opened_stamp(now - timedelta(seconds=25))

    desk.post(f"/admin/desk/lines/{line.pk}/accept/", {"opened": stamp} | fields)

    assert line.decisions.get().looked_seconds == seconds


def test_the_old_wording_is_withheld_with_a_reason(desk, story, editor, now, screen):
    notice = correct_story(
        story=story, by=editor, now=now, notice="It is 300 metres.", old_wording="30 metres"
    )
    address = f"/admin/desk/corrections/{notice.pk}/wording/"
    assert address in screen()

    desk.post(address, {"reason": ""})
    notice.refresh_from_db()
    assert not notice.is_old_wording_withheld
    desk.post(address, {"reason": "It may harm somebody."})

    notice.refresh_from_db()
    assert notice.is_old_wording_withheld
    assert "It may harm somebody." in screen()


def test_what_the_check_did_is_counted(desk, story, held, editor, now):
    desk.post(f"/admin/desk/lines/{held.pk}/overrule/", {f"overrule-{held.pk}-reason": "So."})
    line = story.lines.filter(state=State.PROVED)[0]
    later = opened_stamp(now - timedelta(seconds=12))
    desk.post(f"/admin/desk/lines/{line.pk}/accept/", {"opened": later})

    page = desk.get("/admin/desk/record/")

    record = page.context["record"]
    assert (record.approved, record.overruled, record.changed) == (1, 1, 1)
    assert record.median_looked_seconds == 12
    assert {row.code: row.count for row in record.codes}["figure"] == 2
    assert record.days[-1].drawn == story.lines.count()
    assert page.content.decode().count("<rect") == 2  # drawn and approved, today


def test_moderators_are_told_on_the_first_page_how_many_comments_wait(desk, story, now):
    from dateline.discussion.services import import_comment

    import_comment(
        story=story,
        parent=None,
        author_name="Odd",
        email="odd@example.org",
        text="Fair.",
        is_shown=False,
        submitted_at=now,
        external_id="x",
    )

    page = desk.get("/admin/").content.decode()

    assert re.search(r"<strong>1</strong>\s*comments awaiting moderation", page)
