"""“On Monday” becomes a date in a drawn line, where the day of filing leaves no choice."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.grounding import brief, check, dates_counted, filing_days, replay, understand
from dateline.core.grounding.derive import opened_form
from dateline.core.grounding.edits import edited
from dateline.core.grounding.filing import FilingDays
from dateline.core.grounding.relative_dates import dates_resolved
from dateline.core.story import Dateline, Span, Verdict
from tests.core.grounding.conftest import story

WEDNESDAY = dt.date(2026, 11, 25)
DATELINE = Dateline("PORT ANSEL, Nov. 25 (NWA)", "Port Ansel", WEDNESDAY)
COPY = (
    "PORT ANSEL, Nov. 25 (NWA) — Varland on Monday signed a fisheries treaty with Osmark, ending a "
    "dispute of eleven years.",
    "The ferry company Lund Line will send its first ship to Kesterholm on Friday.",
    "About 40 ships are expected in the first week, according to the harbour authority.",
    "Osmark sends most of its timber through Kesterholm, a trade of 90 million crowns a year.",
    "Fishing crews in Kesterholm asked the harbour authority for lower fees.",
)


def written_out(sentence: str, *, first=WEDNESDAY, last=WEDNESDAY) -> str:
    """Return a sentence with its relative dates written out, filed within these days."""
    edits = dates_resolved(sentence, [Span(0, len(sentence))], 0, sentence, FilingDays(first, last))
    return edited(sentence, edits) or sentence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Varland signed it on Monday.", "Varland signed it on Monday, Nov. 23."),
        (
            "Varland on Monday signed a treaty.",
            "Varland on Monday, Nov. 23, signed a treaty.",
        ),
        ("The port said late Monday it closed.", "The port said late Monday, Nov. 23, it closed."),
        ("Varland signed it on Wednesday.", "Varland signed it on Wednesday, Nov. 25."),
        ("The quay will open on Monday night.", "The quay will open on Monday night, Nov. 30."),
        ("Crews are expected to sail on Friday.", "Crews are expected to sail on Friday, Nov. 27."),
        ("Yesterday, the port closed.", "On Tuesday, Nov. 24, the port closed."),
        ("The quay will open tomorrow.", "The quay will open on Thursday, Nov. 26."),
        ("The port said today that it sank.", "The port said on Wednesday, Nov. 25, that it sank."),
        ("It sank on June 19 last year in Talleck.", "It sank on June 19, 2025, in Talleck."),
        ("Fees rose in October last year.", "Fees rose in October 2025."),
        ("Fees rose earlier this month.", "Fees rose earlier in November 2026."),
    ],
)  # fmt: skip
def test_a_day_the_copy_leaves_no_doubt_about_is_written_out(sentence, expected):
    assert written_out(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The quay will open on Wednesday.",  # today, or in a week
        "The port would open on Monday.",
        "Crews were expected to leave on Monday.",
        "The port asked crews to leave on Monday.",
        "Talks begin on Monday in Talleck and end later.",
        "On Monday, the ship built in 1990 will sail.",
        "The treaty was signed in March 2010, and on Monday the fleet sailed.",
        "The quay was closed on Monday and Tuesday.",
        "The quay was closed until Monday.",
        "The port lifted a ban on Sunday trading.",
        "Reck told The Mail on Sunday about it.",
        "Varland signed it on Monday, Nov. 23.",
        "“We signed it on Monday,” Reck said.",
        "It was cold on Monday.’",
        "Monday’s vote was close.",
        "The ships of today are large.",
        "Fees rose in the last year.",
    ],
)
def test_a_day_with_two_readings_stays_as_the_copy_has_it(sentence):
    assert written_out(sentence) == sentence


def test_a_day_of_another_year_is_told_with_it():
    first_of_january = dt.date(2027, 1, 1)

    told = written_out(
        "Varland signed it yesterday.", first=first_of_january, last=first_of_january
    )

    assert told == "Varland signed it on Thursday, Dec. 31, 2026."


def test_copy_of_two_possible_days_is_dated_only_where_both_agree():
    days = {"first": WEDNESDAY, "last": WEDNESDAY + dt.timedelta(days=1)}

    assert written_out("It sailed on Monday.", **days) == "It sailed on Monday, Nov. 23."
    assert written_out("It sailed on Thursday.", **days) == "It sailed on Thursday."
    assert written_out("It sailed yesterday.", **days) == "It sailed yesterday."


@pytest.mark.parametrize(
    ("dateline", "created", "first", "last"),
    [
        (DATELINE, None, 25, 25),
        (DATELINE, dt.datetime(2026, 11, 25, 23, tzinfo=dt.UTC), 25, 25),
        (DATELINE, dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC), 25, 28),
        (None, dt.datetime(2026, 11, 25, 23, 30), 25, 25),  # noqa: DTZ001
        (None, dt.datetime(2026, 11, 25, 23, 30, tzinfo=dt.UTC), 25, 26),
        (None, dt.datetime(2026, 11, 25, 8, tzinfo=dt.UTC), 24, 25),
    ],
)
def test_the_day_of_filing_is_the_datelines_or_any_that_the_times_allow(
    dateline, created, first, last
):
    filed = filing_days(replace(story(*COPY), dateline=dateline, versioncreated=created))

    assert filed == (dt.date(2026, 11, first), dt.date(2026, 11, last))


def test_copy_that_tells_no_day_has_no_day_of_filing():
    assert filing_days(story(*COPY)) is None


@pytest.fixture(scope="module")
def filed():
    return understand(replace(story(*COPY), dateline=DATELINE))


def test_drawn_lines_tell_the_date_and_record_how_it_was_found(filed):
    lines = (*brief(filed).summary, *brief(filed).key_points)
    treaty = next(line for line in lines if line.text.startswith("Varland"))

    assert "on Monday, Nov. 23, signed" in treaty.text
    assert "resolve-date 11:17 Monday → Monday, Nov. 23" in treaty.derivation
    assert dates_counted(treaty.derivation) == (("Monday", "Monday, Nov. 23"),)
    assert treaty.evidence == filed.sentences[:1]


def test_a_key_point_is_counted_with_the_words_of_its_dates():
    lines = {}
    for words in ("Bay", "Bay with Osmark"):  # 18 words, with the date 20; and 20, with it 22
        waters = f"the fish of the waters off Marrow Head and Lund {words}"
        lead = f"Varland on Monday signed a treaty on {waters}."
        copy = replace(story(lead, *COPY[1:]), dateline=DATELINE)
        lines[words] = brief(copy).key_points[0].text

    assert lines["Bay"].startswith("Varland on Monday, Nov. 23, signed")
    assert lines["Bay with Osmark"].startswith("Varland on Monday signed")


def test_a_line_with_a_date_written_out_is_proved_without_its_steps(filed):
    line = "Varland on Monday, Nov. 23, signed a fisheries treaty with Osmark."

    assert check(filed, line).verdict is Verdict.SUPPORTED
    assert check(filed, line.replace("23", "16")).verdict is Verdict.UNSUPPORTED
    assert check(filed, line.replace(", Nov. 23,", "")).verdict is Verdict.SUPPORTED


def test_a_line_is_no_longer_proved_once_the_dateline_has_another_day(filed):
    line = next(one for one in brief(filed).key_points if one.text.startswith("Varland"))
    later = replace(DATELINE, date=WEDNESDAY + dt.timedelta(days=7))
    moved = understand(replace(filed.item, dateline=later))

    assert check(moved, line.text, derivation=line.derivation).verdict is Verdict.UNSUPPORTED


_DAYS = st.integers(730_200, 763_000).map(dt.date.fromordinal)
_SENTENCES = st.sampled_from(
    [
        "KESTERHOLM (NWA) — Varland on {} signed the treaty, Reck said on {}.",
        "But Lund Line, the largest company of the coast, will sail on {} for Osmark.",
        "In a statement on {}, the port, which had been closed, said it opened on {} night.",
        "Ostby resigned on {} after the storm.",
    ]
)
_WEEKDAYS = st.sampled_from(["Monday", "Tuesday", "Thursday", "Saturday", "Sunday"])


@settings(max_examples=25, deadline=None)
@given(_SENTENCES, _WEEKDAYS, _WEEKDAYS, _DAYS)
def test_the_steps_of_a_line_lead_to_its_words_again_and_on_its_own_day_alone(
    sentence, one, other, day
):
    text = sentence.format(one, other)
    filed, sentences = FilingDays(day, day), [Span(0, len(text))]
    opening, opened = opened_form(text)
    edits = tuple(dates_resolved(text, sentences, 0, opened, filed))
    steps = ("sentence 0", *opening, *(edit.step for edit in edits))

    assert replay(steps, text, sentences, filed=filed) == edited(opened, edits)
    next_week = FilingDays(day + dt.timedelta(days=7), day + dt.timedelta(days=7))
    if edits:
        assert replay(steps, text, sentences, filed=next_week) is None
        assert replay(steps, text, sentences) is None


@settings(max_examples=25, deadline=None)
@given(_SENTENCES, _WEEKDAYS, _WEEKDAYS, _DAYS, st.integers(0, 9))
def test_what_is_written_out_is_what_every_possible_day_of_filing_gives(
    sentence, one, other, day, more
):
    text = sentence.format(one, other)
    opened = opened_form(text)[1]
    days = FilingDays(day, day + dt.timedelta(days=more))

    def found(filed):
        return set(dates_resolved(text, [Span(0, len(text))], 0, opened, filed))

    # A day within one year may be told with its year where the copy may be of two.
    if days.first.year == days.last.year:
        for single in days.each():
            assert found(days) <= found(FilingDays(single, single))
