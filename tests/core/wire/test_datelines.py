"""A dateline is found in every agency's shape, and nowhere else."""

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.story import Dateline, Paragraph
from dateline.core.wire.datelines import dateline_of, find_dateline, first_dateline

FILED = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
NOVEMBER_23 = dt.date(2026, 11, 23)

# The dateline ends at the bar.
DATELINES = [
    ("PORT ANSEL, Nov. 23 (NWA)| — Varland", "PORT ANSEL", NOVEMBER_23),
    ("Kesterholm, November 23|: The", "Kesterholm", NOVEMBER_23),
    ("Port Ansel, Nov 23| : The", "Port Ansel", NOVEMBER_23),
    ("Kesterholm (nwa)| - The", "Kesterholm", None),
    ("Kesterholm (nwa/rv)| - The", "Kesterholm", None),
    ("PORT ANSEL, Varland (NWA)| _ For", "PORT ANSEL", None),
    ("ANSEL, Vld. (NWA)| _ For", "ANSEL", None),
    ("ST. ANSEL, Nov 23 NWA| - A", "ST. ANSEL", NOVEMBER_23),
    ("ANSEL November 23 NWA| - A", "ANSEL", NOVEMBER_23),
    ("ANSEL, November 23. /NWA/|. The", "ANSEL", NOVEMBER_23),
    ("Ansel, Nov 23, 2026 (NWA)| - A", "Ansel", NOVEMBER_23),
    ("(NWA) - ANSEL, NOV 23| - The", "ANSEL", NOVEMBER_23),
    ("Østby /ritzau/|: Et", "Østby", None),
    ("ANSEL/KESTERHOLM, Nov 23 (Reuters)| - It", "ANSEL/KESTERHOLM", NOVEMBER_23),
    ("Ansel (NWA)|Police said", "Ansel", None),
    ("Ansel, 23 nov (EFE)|.- El puerto", "Ansel", NOVEMBER_23),
    ("Ansel am See, 23. November (nwa)| - Der", "Ansel am See", NOVEMBER_23),
    ("Ansel, le 23 novembre 2026 (NWA)| - Le", "Ansel", NOVEMBER_23),
    ("Ansel, 23 de noviembre de 2026 (NWA)| - El", "Ansel", NOVEMBER_23),
    ("Ansel, 2. Dez (nwa)| - Der", "Ansel", dt.date(2026, 12, 2)),
    ("Ansel, 1er mars (NWA)| - Le", "Ansel", dt.date(2027, 3, 1)),
    ("ANSEL, 23.11. (STT)| – Satama", "ANSEL", NOVEMBER_23),
    ("АНСЕЛ, 23 ноября. /НВА/|. Порт", "АНСЕЛ", NOVEMBER_23),
    ("ANSEL, Varland, Nov. 23, 2026 /NWA-AsiaNet/| --", "ANSEL", NOVEMBER_23),
    ("ANSEL| — Varland will", "ANSEL", None),
    ("PORT ANSEL, Vld.| - “It", "PORT ANSEL", None),
    ("ANSEL, D.V., Nov 23 (NWA)| - x", "ANSEL", NOVEMBER_23),
    ("ANSEL (Northern Wire)| — It", "ANSEL", None),
    ("Ansel (ats)| Le port ouvre", "Ansel", None),
    ("Nov 23 (NWA)| - Results", None, NOVEMBER_23),
]  # fmt: skip


@pytest.mark.parametrize(("opening", "place", "day"), DATELINES)
def test_a_dateline_is_found_with_its_place_and_day(opening, place, day):
    text, rest = opening.split("|")

    assert find_dateline(text + rest, filed=FILED) == Dateline(text, place, day)


@pytest.mark.parametrize(
    "opening",
    [
        "Ostby: “I will not go”",
        "Ostby (Labour) - the minister of the harbour - said",
        "NATO - the alliance - said",
        "BREAKING - A crane fell",
        "EXCLUSIVE — The minister goes",
        "EDITOR'S NOTE — This is part of a series",
        "FC Ansel (Varland) - FC Kesterholm (Varland) 2-1",
        "The lesson of the storm: build higher",
        "However, Nov 23 - the day of the storm - was calm",
        "In Kesterholm, Nov 23 - The storm",
        "Halvard Senn (47) - pilot",
        "Ostby (NWAP) said that",
        "Ostby (NWAP) Said that",
        "Ostby (nwa) said that",
        "Police (PC) officers - four of them",
        "(NWA) - It could get harder",
        "(NWA)As the model of a ship",
        "Smarch 3 (NWA) - text",
        "Kesterholm, Smarch 3 (NWA) - text",
        "Kesterholm, 12.13. (NWA) - text",
        "",
        "A well-kept harbour, 40 ships a year: that is the plan",
    ],
)
def test_what_is_no_dateline_is_not_taken_for_one(opening):
    assert find_dateline(opening, filed=FILED) is None


def test_the_year_is_the_one_nearest_to_the_filing_and_none_is_made_up():
    new_year = dt.datetime(2027, 1, 1, tzinfo=dt.UTC)

    assert find_dateline("Ansel, Dec. 31 (NWA) - x", filed=new_year).date == dt.date(2026, 12, 31)
    assert find_dateline("Ansel, Dec. 31 (NWA) - x").date is None
    assert find_dateline("Ansel, Nov. 31 (NWA) - x", filed=new_year).date is None


def test_the_dateline_may_stand_behind_a_title_line_but_not_deep_in_the_copy():
    copy = [Paragraph("MEDIA RELEASE"), Paragraph("ANSEL, Nov. 23 (NWA) - The"), Paragraph("More.")]

    assert first_dateline(copy, filed=FILED).place == "ANSEL"
    assert first_dateline([Paragraph("More.")] * 9 + copy) is None


def test_an_items_own_dateline_field_is_literal_and_names_its_place():
    def of(written, place=None):
        return dateline_of(written, place=place, first="", filed=FILED)

    assert of("Ansel (nwa) -") == Dateline("Ansel (nwa) -", "Ansel", None)
    assert of("Ansel", "Port Ansel") == Dateline("Ansel", "Port Ansel", None)
    assert of("November 23") == Dateline("November 23", None, None)
    assert of("Del Mar, Vld.").place == "Del Mar, Vld."
    assert of(None, "Ansel") == Dateline("Ansel", "Ansel", None)
    assert of(None) is None


@given(st.text(st.sampled_from("Aa A./,-(): _—\n2é"), max_size=300))
def test_looking_for_a_dateline_never_fails_and_its_text_opens_the_copy(text):
    found = find_dateline(text, filed=FILED)

    assert found is None or text.startswith(found.text)


@pytest.mark.parametrize("piece", ["A", "A ", "Aa, ", "Aa Bb Cc, ", "A/", "(A) - ", "A. - "])
def test_a_text_without_end_is_looked_at_only_where_it_opens(piece):
    started = time.process_time()

    find_dateline(piece * 100_000)

    assert time.process_time() - started < 0.25
