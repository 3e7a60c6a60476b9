"""When the copy changes, each line is proved again or hidden, and what was wrong is listed."""

import json

import pytest

from dateline.core.story import Line, LineKind, Paragraph, Span
from dateline.intake import services as intake
from dateline.pages.models import Story, StoryLine
from dateline.pages.services import (
    LineNotSupported,
    MisquoteCannotBeOverruled,
    OverruleNeedsReason,
    accept_line,
    accept_proved_lines,
    add_line,
    change_line,
    choose_line,
    correct_story,
    draw_lines,
    draw_waiting,
    follow_copy,
    keep_version,
    overrule_check,
    refuse_line,
    show_old_wording,
    take_up,
    withhold_old_wording,
)
from tests.conftest import HARBOUR_COPY

State = StoryLine.State
DAM = (
    "PORT ANSEL, Nov. 23 (NWA) - Varland sent 14,000 workers to the Kesterholm dam on Monday, the "
    "transport ministry said.",
    "The dam lies two hours north of Port Ansel and was built in 1961.",
    "Engineers found three cracks in its eastern wall in October, the ministry said.",
    "Villages below the dam were told to keep their boats ready.",
    "Repairs will take until the spring, according to the harbour authority.",
)


def rewrite(story, *paragraphs):
    story.set_body(Paragraph(text) for text in paragraphs)
    story.save()


def changed(copy, old, new):
    return tuple(text.replace(old, new) for text in copy)


@pytest.fixture
def dam(site, source, now, vault_folder):
    """Delivers the dam's copy, version by version, as the worker takes it up."""

    def deliver(version, copy, *, draws_lines=True, **more):
        item = {
            "uri": "nwa:dam",
            "version": version,
            "type": "text",
            "pubstatus": "usable",
            "headline": "Workers leave for the Kesterholm dam",
            "versioncreated": f"2026-11-23T0{version}:00:00Z",
            "body_html": "".join(f"<p>{text}</p>" for text in copy),
        } | more
        raw = json.dumps(item).encode()
        record = intake.receive(source=source, raw=raw, origin="dam.json", now=now)
        intake.read_record(record_id=record.pk, now=now)
        row = record.items.get()
        take_up(wire_item_id=row.pk, now=now, draws_lines=draws_lines)
        return Story.objects.get(chain=row.chain)

    return deliver


def texts(story):
    return [line.text for line in story.lines.shown()]


def test_a_newer_version_hides_what_it_denies_before_anything_is_drawn(dam):
    story = dam("1", DAM)
    before = texts(story)
    assert any("14,000" in text for text in before)

    story = dam("2", changed(DAM, "14,000", "12,000"), draws_lines=False)

    assert not any("14,000" in text for text in texts(story))
    assert set(texts(story)) == {text for text in before if "14,000" not in text}
    stale = story.lines.filter(state=State.STALE)
    assert all("14,000" in line.text and line.was_public for line in stale)
    assert [entry.code for entry in stale[0].decisions.filter(act="stale")] == [
        stale[0].reasons[0]["code"]
    ]


def test_the_newer_figure_stands_once_the_lines_are_drawn(dam, now):
    dam("1", DAM)
    story = dam("2", changed(DAM, "14,000", "12,000"))

    assert any("12,000" in text for text in texts(story))
    assert story.lines.filter(state=State.WITHDRAWN).count() == 0  # the news moved on


def test_the_agencys_correction_lists_the_old_line_with_the_new_one(dam, now):
    dam("1", DAM)
    story = dam(
        "2", changed(DAM, "14,000", "12,000"), draws_lines=False, signals=["sig:correction"]
    )
    draw_waiting(story_id=story.pk, now=now)

    withdrawn = story.lines.filter(state=State.WITHDRAWN)
    assert withdrawn
    for line in withdrawn:
        assert "14,000" in line.text
        assert line.new_text == line.text.replace("14,000", "12,000")
        assert line.correction.story_id == story.pk


def test_an_approval_stands_while_its_sentences_do(story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    accept_line(line=line, by=editor, now=now)
    rewrite(story, *HARBOUR_COPY, "The fees are still to be told.")

    follow_copy(story=story, now=now)

    line.refresh_from_db()
    assert (line.state, line.approved_by) == (State.APPROVED, editor)


def test_an_approval_ends_when_a_sentence_under_it_changes(story, editor, now):
    line = next(one for one in story.lines.shown() if one.text.startswith("Varland will"))
    accept_line(line=line, by=editor, now=now)
    rewrite(story, *changed(HARBOUR_COPY, "PORT ANSEL, Nov. 23", "LUND BAY, Nov. 23"))

    follow_copy(story=story, now=now)

    line.refresh_from_db()
    assert (line.state, line.approved_by) == (State.PROVED, None)
    assert line.decisions.filter(act="accepted").exists()  # the record stays


def test_a_stale_line_comes_back_when_the_copy_says_it_again(story, now):
    line = next(one for one in story.lines.shown() if "40 ships" in one.text)
    rewrite(story, *changed(HARBOUR_COPY, "40 ships", "four ships"))
    follow_copy(story=story, now=now)
    rewrite(story, *HARBOUR_COPY)

    follow_copy(story=story, now=now)

    line.refresh_from_db()
    assert line.state == State.PROVED


def test_drawing_again_leaves_what_a_person_decided_about_in_the_record(story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    accept_line(line=line, by=editor, now=now, looked_seconds=12)

    draw_lines(story=story, now=now)

    entry = line.decisions.get()
    assert (entry.by, entry.at, entry.looked_seconds) == (editor, now, 12)
    assert entry.text_hash == story.text_hash


@pytest.mark.parametrize(
    "text",
    [
        "“The quay is safe and the fees are low,” Runa Ostby said.",
        "“We have tested no crane,” Transport Minister Runa Ostby told reporters.",
    ],
)
def test_no_reason_lets_a_false_quotation_stand_in_any_line(story, editor, now, text):
    line = story.lines.shown().filter(kind="key_point")[0]

    with pytest.raises(MisquoteCannotBeOverruled):
        change_line(line=line, text=text, by=editor, now=now, override_reason="Reads better.")

    line.refresh_from_db()
    assert line.state == State.HELD
    with pytest.raises(MisquoteCannotBeOverruled):
        overrule_check(line=line, by=editor, now=now, reason="I heard it.")


def test_a_held_line_is_shown_only_with_a_reason_that_is_kept(story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    with pytest.raises(LineNotSupported):
        change_line(line=line, text="Ships return to Kesterholm.", by=editor, now=now)

    with pytest.raises(OverruleNeedsReason):
        overrule_check(line=line, by=editor, now=now, reason="  ")
    overrule_check(line=line, by=editor, now=now, reason="It says so in other words.")

    line.refresh_from_db()
    assert (line.state, line.override_reason) == (State.APPROVED, "It says so in other words.")
    assert line.decisions.last().act == "overruled"
    assert line.decisions.last().code


def test_all_proved_lines_are_approved_at_once(story, editor, now):
    count = accept_proved_lines(story=story, by=editor, now=now, looked_seconds=40)

    assert count == story.lines.shown().count()
    assert not story.lines.filter(state=State.PROVED).exists()


def test_another_line_drawn_from_the_copy_can_be_chosen(story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]
    words = HARBOUR_COPY[3]
    start = story.text.index(words)
    other = Line(kind=LineKind.KEY_POINT, text=words, evidence=(Span(start, start + len(words)),))
    old = line.text

    choose_line(line=line, chosen=other, by=editor, now=now)

    line.refresh_from_db()
    assert (line.text, line.state, line.origin) == (words, State.APPROVED, "extracted")
    assert (line.decisions.get().old_text, line.decisions.get().act) == (old, "chosen")


def test_a_refused_line_that_was_wrong_is_listed_as_withdrawn(story, editor, now):
    line = story.lines.shown().filter(kind="key_point")[0]

    refuse_line(line=line, by=editor, now=now, reason="Wrong ship.", was_wrong=True)

    line.refresh_from_db()
    assert (line.state, line.withdrawn_at) == (State.WITHDRAWN, now)


def test_the_desk_withholds_the_old_wording_of_a_correction_and_shows_it_again(story, editor, now):
    line = add_line(story=story, kind=LineKind.KEY_POINT, text=HARBOUR_COPY[2], by=editor, now=now)
    rewrite(story, *changed(HARBOUR_COPY, "40 ships", "four ships"))
    draw_lines(story=story, now=now)
    notice = correct_story(story=story, by=editor, now=now, notice="Four ships, not 40.")

    withhold_old_wording(correction=notice, by=editor, now=now, reason="It may harm somebody.")

    line.refresh_from_db()
    assert (line.state, line.is_text_withheld) == (State.WITHDRAWN, True)
    assert story.events.last().reason == "It may harm somebody."
    show_old_wording(correction=notice, by=editor, now=now, reason="It may not.")
    line.refresh_from_db()
    assert not line.is_text_withheld


def test_the_texts_readers_had_are_kept_and_no_other(dam, now):
    story = dam("1", DAM)
    assert not story.versions.exists()

    story = dam("2", changed(DAM, "14,000", "12,000"))

    first, second = story.versions.all()
    assert "14,000" in first.paragraphs[0]["text"]
    assert second.text_hash == story.text_hash
    keep_version(story=story, now=now)
    assert story.versions.count() == 2
