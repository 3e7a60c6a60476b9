"""Relative dates of the wire stand as dates in a story's lines, for as long as that is sure."""

from datetime import date, timedelta

import pytest

from dateline.core import grounding
from dateline.core.story import Paragraph
from dateline.pages.models import Story
from dateline.pages.services import accept_line, draw_lines, note_published_by_hand

LEAD = "PORT ANSEL, Nov. 23 (NWA) — Varland on Saturday closed the harbour of Kesterholm."
BODY = (
    LEAD,
    "About 40 ships are expected in the first week, according to the harbour authority.",
    "Osmark sends most of its timber through Kesterholm, a trade of 90 million crowns a year.",
    "Fishing crews in Kesterholm asked the harbour authority for lower fees.",
)
TOLD = "Varland on Saturday, Nov. 21, closed the harbour of Kesterholm."


@pytest.fixture
def sent(send):
    """A public story of the wire, filed on a Monday."""
    send(body_html="".join(f"<p>{text}</p>" for text in BODY))
    return Story.objects.get()


def test_a_reader_is_told_the_date_and_how_it_was_found(sent, client):
    page = client.get(sent.get_absolute_url()).content.decode()

    assert TOLD in page
    assert "“Saturday” is “Saturday, Nov. 21”, counted from the day the copy was filed." in page


def test_an_editor_can_put_a_name_under_a_line_with_a_date(sent, editor, now):
    line = sent.lines.filter(text=TOLD).first()

    accept_line(line=line, by=editor, now=now)

    assert line.state == "approved"


def test_an_embargo_does_not_move_the_day_the_copy_was_filed(send):
    send(
        body_html="".join(f"<p>{text}</p>" for text in BODY),
        embargoed="2026-11-30T09:00:00Z",
    )

    assert Story.objects.get().filed == (date(2026, 11, 23), date(2026, 11, 23))


def test_a_text_changed_by_hand_may_be_of_any_day_until_then(sent, now):
    sent.set_body([*sent.body[:-1], Paragraph("Fishing crews in Kesterholm asked for lower fees.")])
    sent.save()

    note_published_by_hand(story=sent, by=None, now=now + timedelta(days=5))

    sent.refresh_from_db()
    assert sent.filed == (date(2026, 11, 23), date(2026, 11, 29))
    assert not sent.lines.shown().filter(text=TOLD).exists()
    assert sent.lines.shown().filter(text__startswith="Varland on Saturday closed").exists()


def test_a_change_of_the_headline_alone_moves_no_date(sent, now):
    sent.headline = "Kesterholm harbour closed"
    sent.save()

    note_published_by_hand(story=sent, by=None, now=now + timedelta(days=5))

    sent.refresh_from_db()
    assert sent.lines.shown().filter(text=TOLD).exists()


def test_lines_are_drawn_alike_from_the_wire_and_from_the_story(sent, now):
    before = set(sent.lines.values_list("text", flat=True))

    draw_lines(story=sent, now=now)

    assert set(sent.lines.values_list("text", flat=True)) == before
    assert grounding.understand(sent.as_item()).filed == sent.filed
