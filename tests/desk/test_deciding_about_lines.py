"""An editor sees each line beside its evidence and decides about it."""

import pytest

from dateline.pages.models import StoryLine

State = StoryLine.State
MISQUOTE = "The quay is safe and the fees are low"


@pytest.fixture
def screen(desk, story):
    """Returns the story's screen as it is now."""
    return lambda: desk.get(f"/admin/desk/stories/{story.pk}/").content.decode()


def shown(response):
    """Return what the editor is told after an act."""
    return response.content.decode()


def change(desk, line, **words):
    prefix = f"line-{line.pk}"
    return desk.post(
        f"/admin/desk/lines/{line.pk}/change/",
        {f"{prefix}-{name}": value for name, value in words.items()},
        follow=True,
    )


def test_each_line_stands_beside_the_sentences_that_carry_it(screen, story):
    page = screen()

    for line in story.lines.shown():
        start, end, _source = line.cited[0]
        assert page.count(story.text[start:end]) >= 2
    assert "the copy carries it" in page
    assert "Cut from the copy" in page


def test_accepting_a_line_puts_the_editors_name_under_it(desk, story, screen):
    line = story.lines.shown().filter(kind="key_point").first()

    desk.post(f"/admin/desk/lines/{line.pk}/accept/")

    line.refresh_from_db()
    assert line.state == State.APPROVED
    assert "approved by ida" in screen()


def test_words_the_copy_does_not_carry_are_held_with_the_reason(desk, story):
    line = story.lines.shown().filter(kind="key_point").first()

    page = shown(change(desk, line, text="Four hundred ships are expected."))

    line.refresh_from_db()
    assert line.state == State.HELD
    assert "The words are kept, and held from the page." in page
    assert line.reasons[0]["detail"] in page


def test_a_held_line_can_be_shown_with_a_reason_that_stays_in_the_history(desk, story, screen):
    line = story.lines.shown().filter(kind="key_point").first()

    change(desk, line, text="Ships return.", override_reason="A fair headline of the lead.")

    line.refresh_from_db()
    assert line.state == State.APPROVED
    page = screen()
    assert "the check refuses it, a person overruled that" in page
    assert page.count("A fair headline of the lead.") == 2  # on the line, and in the history


def test_a_pull_quote_spliced_of_two_cannot_be_overruled(desk, story):
    quote = story.lines.get(kind="pull_quote")

    page = shown(
        change(desk, quote, text=MISQUOTE, speaker="Runa Ostby", override_reason="Reads better.")
    )

    assert not story.lines.shown().filter(kind="pull_quote").exists()
    assert "Nobody can overrule that" in page
    assert quote.decisions.get().reason == ""


def test_a_pull_quote_of_ones_own_cannot_be_overruled_either(desk, story):
    story.lines.filter(kind="pull_quote").delete()

    page = shown(
        desk.post(
            f"/admin/desk/stories/{story.pk}/lines/add/",
            {
                "add-kind": "pull_quote",
                "add-text": MISQUOTE,
                "add-speaker": "Runa Ostby",
                "add-override_reason": "It reads better.",
            },
            follow=True,
        )
    )

    assert story.lines.get(kind="pull_quote").state == State.HELD
    assert "A pull-quote cannot be overruled, nor can any line" in page


def test_a_line_of_ones_own_passes_the_check_and_is_shown(desk, story):
    words = "The harbour closed in October 2024 when a storm broke 300 metres of the northern wall."
    story.lines.filter(text=words).delete()

    desk.post(
        f"/admin/desk/stories/{story.pk}/lines/add/",
        {"add-kind": "summary", "add-text": words},
    )

    assert story.lines.shown().get(kind="summary", origin="human").text == words


def test_a_refused_line_leaves_the_page_and_is_not_drawn_again(desk, story, screen):
    line = story.lines.shown().filter(kind="key_point").first()

    desk.post(f"/admin/desk/lines/{line.pk}/refuse/", {f"refuse-{line.pk}-reason": "Too long."})
    desk.post(f"/admin/desk/stories/{story.pk}/lines/draw/")

    assert not story.lines.shown().filter(kind="key_point", text=line.text).exists()
    assert "Too long." in screen()


def test_a_line_without_words_is_not_taken(desk, story):
    line = story.lines.shown().first()

    page = shown(change(desk, line, text=" "))

    assert story.lines.shown().contains(line)
    assert "Line: This field is required." in page


def test_lines_of_a_killed_story_are_left_alone(desk, story, editor, now):
    from dateline.pages.services import kill_story

    line = story.lines.shown().first()
    kill_story(story=story, by=editor, now=now, note="Agency kill.")

    page = shown(desk.post(f"/admin/desk/lines/{line.pk}/refuse/", follow=True))

    line.refresh_from_db()
    assert line.state == State.PROVED
    assert "was killed" in page
