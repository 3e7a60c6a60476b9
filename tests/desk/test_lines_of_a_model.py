"""The desk shows what a model offers, where it comes from, and where two readers disagree."""

import json

import pytest

from dateline.gateways.endpoint import Answer, MemoryEndpoint
from dateline.pages.services import ask_about_story

CARRIED = "Fishing crews said they would wait until the fees had been published."
WRONG = "Four hundred ships are expected in the first week, according to the harbour authority."
NO = '{"verdict": "unsupported", "code": "figure", "sentences": [2]}'
YES = '{"verdict": "supported", "code": null, "sentences": [0]}'


@pytest.fixture
def model(settings, now):
    """Has a model write two lines of a story, and read them all as the second reader."""
    settings.MODEL_READS = ["extracted", "model"]

    def write_and_read(story, *, doubts="no such words"):
        lines = [{"kind": "summary", "text": text, "speaker": None} for text in (CARRIED, WRONG)]

        def answer(prompt):
            if prompt.version.startswith("lines"):
                return Answer(json.dumps({"lines": lines}), "quay-1<b>", "id-7", 1000, 100)
            return Answer(NO if doubts in prompt.user.split("<line-")[1] else YES, "quay-1")

        endpoint = MemoryEndpoint(answer, model="quay-1")
        assert ask_about_story(story_id=story.pk, endpoint=endpoint, clock=lambda: now)

    return write_and_read


def card(desk, story, line):
    """Return the part of the story's screen that is about a line."""
    html = desk.get(f"/admin/desk/stories/{story.pk}/").content.decode()
    return html.split(f'id="line-{line.pk}"')[1].split("</section>")[0]


def test_a_candidate_stands_on_the_desk_with_where_it_comes_from(desk, story, model):
    model(story)
    line = story.lines.get(origin="model", text=CARRIED)

    html = card(desk, story, line)

    assert "candidate: passes the check, waits for a person" in html
    assert "Offered by quay-1&lt;b&gt;" in html
    assert "prompt lines-1" in html
    assert "1000 sent, 100 received" in html
    assert "id-7" in html
    assert f"/admin/desk/lines/{line.pk}/accept/" in html


def test_a_held_line_of_a_model_cannot_be_accepted_and_calls_nobody(desk, story, model):
    model(story)
    line = story.lines.get(origin="model", text=WRONG)

    html = card(desk, story, line)
    waiting = desk.get("/admin/snippets/dateline_pages/story/?state=lines")

    assert "held: a check failed" in html
    assert "A figure is not the copy’s." in html
    assert "/accept/" not in html
    assert story.headline not in waiting.content.decode()


def test_a_doubt_of_the_second_reader_is_told_in_words_with_the_sentence(desk, story, model):
    model(story, doubts="40 ships")
    line = story.lines.filter(is_held_by_reader=True).first()

    html = card(desk, story, line)
    waiting = desk.get("/admin/snippets/dateline_pages/story/?state=lines")

    assert "The second reader doubts this line. It is held from the page" in html
    assert "A figure is not the copy’s." in html
    assert "<blockquote>About 40 ships are expected" in html
    assert "prompt reader-1" in html
    assert story.headline in waiting.content.decode()


def test_consent_to_what_the_rules_hold_is_shown_as_a_disagreement(desk, story, model):
    model(story)
    line = story.lines.get(origin="model", text=WRONG)

    html = card(desk, story, line)

    assert "The rules hold it all the same." in html
    assert line not in story.lines.shown()


def test_a_person_accepts_a_candidate_at_the_desk(desk, story, model, editor):
    model(story)
    line = story.lines.get(origin="model", text=CARRIED)

    desk.post(f"/admin/desk/lines/{line.pk}/accept/")

    line.refresh_from_db()
    assert (line.state, line.approved_by) == ("approved", editor)
    assert line in story.lines.shown()
