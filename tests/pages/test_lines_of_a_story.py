"""A story's lines follow its text, and a person's decisions about them stand."""

import pytest
from django.db import IntegrityError, transaction

from dateline.core.story import LineKind, Paragraph
from dateline.pages.models import StoryLine
from dateline.pages.services import (
    LineNotSupported,
    MisquoteCannotBeOverruled,
    accept_line,
    add_line,
    change_line,
    draw_lines,
    refuse_line,
)
from tests.conftest import HARBOUR_COPY

State = StoryLine.State


def key_points(story):
    return list(story.lines.shown().filter(kind="key_point"))


def rewrite(story, *paragraphs):
    story.set_body(Paragraph(text) for text in paragraphs)
    story.save()


def test_a_published_story_has_lines_each_with_evidence(story):
    lines = list(story.lines.shown())

    assert {line.kind for line in lines} >= {"summary", "key_point"}
    for line in lines:
        assert line.evidence_spans
        assert all(span.of(story.text) for span in line.evidence_spans)


def test_the_pull_quote_is_the_ministers_own_words(story):
    quote = story.lines.shown().get(kind="pull_quote")

    assert quote.text == "The quay is safe, and we have tested every crane twice"
    assert quote.speaker == "Runa Ostby"


def test_a_line_disappears_by_itself_when_the_text_under_it_changes(story):
    rewrite(story, *HARBOUR_COPY[:-1], "Fishing crews said they would come at once.")

    assert not story.lines.shown().exists()


def test_drawing_anew_brings_back_what_can_still_be_proved(story, now):
    before = {line.text for line in story.lines.shown()}
    rewrite(story, *HARBOUR_COPY[:-1], "Fishing crews said they would come at once.")

    draw_lines(story=story, now=now)

    assert {line.text for line in story.lines.shown()} & before


def test_a_public_line_that_the_new_text_denies_goes_stale(story, now):
    ships = next(line for line in story.lines.shown() if "40 ships" in line.text)
    rewrite(story, *(text.replace("40 ships", "four ships") for text in HARBOUR_COPY))

    draw_lines(story=story, now=now)

    ships.refresh_from_db()
    assert ships.state == State.STALE
    assert ships.was_public
    assert not story.lines.shown().filter(text=ships.text).exists()


def test_an_accepted_line_bears_the_name_of_who_accepted_it(story, editor, now):
    line = key_points(story)[0]

    accept_line(line=line, by=editor, now=now)

    line.refresh_from_db()
    assert (line.state, line.approved_by, line.approved_at) == (State.APPROVED, editor, now)
    assert line.decisions.get().act == "accepted"


def test_a_refused_line_is_not_proposed_again(story, editor, now):
    line = key_points(story)[0]

    refuse_line(line=line, by=editor, now=now, reason="Too long.")
    draw_lines(story=story, now=now)

    assert line.text not in {shown.text for shown in key_points(story)}


def test_an_editors_words_that_the_copy_does_not_carry_are_kept_and_held(story, editor, now):
    line = key_points(story)[0]

    with pytest.raises(LineNotSupported, match="cannot be traced to the copy"):
        change_line(line=line, text="Four hundred ships are expected.", by=editor, now=now)

    line.refresh_from_db()
    assert line.state == State.HELD
    assert line.reasons[0]["code"]
    assert line not in key_points(story)


def test_a_person_may_overrule_the_check_with_a_reason_that_is_kept(story, editor, now):
    line = key_points(story)[0]

    change_line(
        line=line,
        text="Ships return to Kesterholm.",
        by=editor,
        now=now,
        override_reason="A fair headline of the lead.",
    )

    line.refresh_from_db()
    assert line.state == State.APPROVED
    assert line.decisions.get().act == "overruled"
    assert line.override_reason == "A fair headline of the lead."


def test_nobody_can_overrule_the_check_of_a_pull_quote(story, editor, now):
    quote = story.lines.get(kind="pull_quote")

    with pytest.raises(MisquoteCannotBeOverruled):
        change_line(
            line=quote,
            text="The quay is safe and the fees are low",
            speaker="Runa Ostby",
            by=editor,
            now=now,
            override_reason="It reads better.",
        )

    assert not story.lines.shown().filter(kind="pull_quote").exists()


def test_the_database_refuses_an_overruled_pull_quote_as_well(story):
    quotes = story.lines.filter(kind="pull_quote")

    with pytest.raises(IntegrityError), transaction.atomic():
        quotes.update(override_reason="It reads better.")


def test_a_line_written_by_hand_passes_the_same_check(story, editor, now):
    line = add_line(
        story=story,
        kind=LineKind.KEY_POINT,
        text="About 40 ships are expected in the first week, according to the harbour authority.",
        by=editor,
        now=now,
    )

    assert (line.origin, line.state) == ("human", State.APPROVED)
