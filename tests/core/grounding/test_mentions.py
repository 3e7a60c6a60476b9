"""Whom the names of a story mean: canonical form, title, kind and nation."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding import ground_as_json, understand
from dateline.core.story import Dateline
from tests.core.grounding.conftest import story


def _seen(*paragraphs):
    seen = understand(story(*paragraphs))
    return {one.span.of(seen.text): one for one in seen.mentions}


def test_a_name_is_told_without_its_title_and_a_surname_means_the_full_name():
    seen = _seen(
        "The quay is safe, Transport Minister Runa Ostby told reporters.",
        "The harbour will open when Ostby says so, and when Minister Ostby pays.",
    )

    titled = seen["Transport Minister Runa Ostby"]
    assert (titled.canonical, titled.kind, titled.title) == (
        "Runa Ostby", "person", "Transport Minister",
    )  # fmt: skip
    assert (seen["Ostby"].canonical, seen["Ostby"].kind) == ("Runa Ostby", "person")
    assert (seen["Minister Ostby"].canonical, seen["Minister Ostby"].title) == (
        "Runa Ostby", "Minister",
    )  # fmt: skip


def test_a_surname_that_two_people_share_stays_as_it_is():
    seen = _seen("Minister Runa Ostby met Judge Arne Ostby on Monday, and Ostby left early.")

    assert seen["Ostby"].canonical == "Ostby"


def test_an_acronym_in_brackets_means_the_name_before_it():
    seen = _seen(
        "A report by the Osmark Harbour Organisation (OHO) came out.",
        "It was late, as the OHO said.",
    )

    assert seen["OHO"].canonical == "Osmark Harbour Organisation"
    assert seen["OHO"].kind == "organisation"


def test_brackets_behind_a_name_that_are_not_its_initials_mean_something_else():
    seen = _seen("A report by the Osmark Harbour Organisation (PDF) came out.")

    assert seen["PDF"].canonical == "PDF"


@pytest.mark.parametrize(
    ("copy", "name", "kind"),
    [
        ("Troops left the Marrow region on Monday.", "Marrow", "place"),
        ("The ship lay near Kesterholm for days.", "Kesterholm", "place"),
        ("The talks with Moscow failed.", "Moscow", "place"),
        ("The ferry crossed Lund Bay at night.", "Lund Bay", "place"),
        ("The leader Tomas Reck left.", "Tomas Reck", "person"),
        ("The work was dear, Tomas Reck said.", "Tomas Reck", "person"),
        ("The report blamed Harbour Court Judge Jan Moe.", "Harbour Court Judge Jan Moe", "person"),
        ("The report praised Tomas Reck, and Reck left.", "Tomas Reck", "person"),
        ("The boats of Marrow Ferry Holdings lay still.", "Marrow Ferry Holdings", "organisation"),
        ("The envoys of the Osmark Federation left.", "Osmark Federation", "organisation"),
        ("He praised the Charter of Lund.", "Charter of Lund", "other"),
    ],
)
def test_the_kind_of_a_name_follows_from_its_words_and_what_stands_around_it(copy, name, kind):
    assert _seen(copy)[name].kind == kind


def test_a_letter_from_a_person_makes_no_place_of_the_writer():
    seen = _seen(
        "The ministry read a letter from Ostby.",
        "The quay is safe, Transport Minister Runa Ostby said.",
    )

    assert seen["Ostby"].kind == "person"


def test_a_capital_and_the_word_for_a_people_belong_to_their_nation():
    seen = _seen("The talks with Moscow failed, and Russian traders met US traders.")

    assert (seen["Moscow"].kind, seen["Moscow"].nation) == ("place", "Russia")
    assert (seen["Russian"].kind, seen["Russian"].nation) == ("other", "Russia")
    assert seen["US"].nation == "United States"


def test_where_the_copy_was_filed_is_a_place():
    copy = story("The envoys met. The talks with Kesterholm failed.")
    placed = replace(copy, dateline=Dateline("Kesterholm, Nov 3", "Kesterholm"))

    (name,) = ground_as_json(understand(placed))["names"]

    assert name["kind"] == "place"
    assert ground_as_json(understand(copy))["names"][0]["kind"] == "other"


@given(st.text())
def test_mentions_of_any_text_are_its_names_in_order(text):
    seen = understand(story(text))

    assert [one.span for one in seen.mentions] == [name.span for name in seen.names]
    assert all(one.canonical.strip() for one in seen.mentions)


def test_a_surname_of_two_people_stands_for_the_first_named_in_every_process():
    copy = story("Arne Holt met Ines Holt in Port Ansel.", "The crews thanked Holt.")

    assert understand(copy).names[-1].canonical == "Arne Holt"
