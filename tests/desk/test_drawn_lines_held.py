"""A line that Dateline drew and its own check refused is held on the desk, and nowhere else."""

import pytest

from dateline.core.story import Paragraph
from dateline.pages import model_selectors
from dateline.pages.models import StoryLine
from dateline.pages.services import draw_lines, refuse_line
from tests.conftest import HARBOUR_COPY

# A title alone names nobody, so that the quote has no speaker who could stand under it.
QUOTE = "The cranes of the northern quay were never tested at all"
MORE = f"“{QUOTE},” Judge said."


@pytest.fixture
def held(story, now):
    """The pull-quote of a story that was drawn and refused."""
    story.lines.filter(kind="pull_quote").delete()
    story.set_body(
        [*(Paragraph(text) for text in HARBOUR_COPY if "“" not in text), Paragraph(MORE)]
    )
    story.save()
    draw_lines(story=story, now=now)
    return story.lines.get(kind="pull_quote")


def screen(desk, story):
    return desk.get(f"/admin/desk/stories/{story.pk}/").content.decode()


def test_it_is_shown_with_its_kind_its_reason_and_its_evidence(desk, held):
    html = screen(desk, held.story)
    card = html.split(f'id="line-{held.pk}"')[1].split("</section>")[0]

    assert "1 line held: wrong speaker (1)" in html
    assert "Pull-quote" in card
    assert "held: a check failed" in card
    assert "The speaker is not the one the copy names." in card
    assert "does not say surely enough that these are the words of Judge" in card
    assert f"{QUOTE}”" in card
    assert f"{MORE}</a>" in card


def test_an_editor_may_refuse_it_and_is_not_asked_again(desk, held, now, editor):
    assert f"/admin/desk/lines/{held.pk}/overrule/" not in screen(desk, held.story)

    refuse_line(line=held, by=editor, now=now, reason="nobody said so")
    draw_lines(story=held.story, now=now)

    assert [line.state for line in held.story.lines.filter(text=QUOTE)] == ["refused"]


def test_it_calls_nobody_to_the_desk(desk, held):
    waiting = desk.get("/admin/snippets/dateline_pages/story/?state=lines").content.decode()

    assert held.story.headline not in waiting


def test_drawing_again_leaves_it_as_it_is_until_the_text_changes(held, now):
    story = held.story
    draw_lines(story=story, now=now)
    assert story.lines.get(kind="pull_quote").pk == held.pk

    story.set_body(Paragraph(text) for text in HARBOUR_COPY)
    story.save()
    draw_lines(story=story, now=now)

    assert not story.lines.filter(state="held").exists()


def test_no_second_reader_is_asked_about_it(held, now):
    asked = model_selectors.lines_to_read(["extracted", "model"], now=now)

    assert held not in asked
    assert asked.filter(story=held.story).exists()


@pytest.fixture
def held_point(story):
    """A key point that was drawn and refused, of words that the copy does not have."""
    return StoryLine.objects.create(
        story=story,
        kind="key_point",
        text="Varland closed every harbour of the coast.",
        origin="extracted",
        state="held",
        reasons=[{"code": "outside", "line_span": [0, 42], "detail": "Not so.", "evidence": []}],
        text_hash=story.text_hash,
    )


def test_an_editor_may_let_it_stand_with_a_reason(desk, held_point):
    desk.post(
        f"/admin/desk/lines/{held_point.pk}/overrule/",
        {f"overrule-{held_point.pk}-reason": "The ministry has confirmed it to us."},
    )

    held_point.refresh_from_db()
    assert (held_point.state, held_point.decisions.get().act) == ("approved", "overruled")
    assert held_point.override_reason == "The ministry has confirmed it to us."


@pytest.mark.parametrize(
    "address", ["{page}", "/feeds/rss.xml", "/feeds/feed.json", "/api/stories/{id}"]
)
def test_it_reaches_no_reader(client, held_point, address):
    story = held_point.story
    answer = client.get(address.format(page=story.get_absolute_url(), id=story.public_id))

    assert answer.status_code == 200
    assert held_point.text not in answer.content.decode()
