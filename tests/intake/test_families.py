"""Families: which items tell one story, and which of them is the newest."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dateline.core.story import Item, PubStatus
from dateline.intake.families import (
    Take,
    TakeKind,
    agree,
    are_one_story,
    categories_of,
    is_older,
    mark_of,
    stem_of,
)

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ITEM = Item(format="anpa1312", headline="Harbour reopens", paragraphs=())


def take(kind, number=0, hours=0.0):
    return Take(kind=TakeKind(kind), number=number, made_at=NINE + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("marker", "kind", "number"),
    [
        ("2ND LEAD", "lead", 2),
        ("1stLd-Writethru", "lead", 1),
        ("3rd Ld-Writethru", "lead", 3),
        ("LEAD 4", "lead", 4),
        ("Writethru", "lead", 1),
        ("2. Zusammenfassung", "lead", 2),
        ("REFILE", "refile", 1),
        ("Refiled", "refile", 1),
        ("CORRECTS", "correction", 1),
        ("Richtigstellung", "correction", 1),
        ("UPDATED", "lead", 1),
        ("RPT", "refile", 1),
        ("EXTRA", "flash", 1),
        ("NewsAlert", "flash", 1),
        ("1st Add", "addition", 1),
        ("Take 2", "addition", 2),
        ("Ld-Correction", "correction", 1),
        ("(KORREKTUR)", "correction", 1),
        ("(Achtung)", "story", 0),
        ("Address", "story", 0),
        ("Leadership", "story", 0),
        ("", "story", 0),
    ],
)
def test_the_agencys_marker_says_what_a_take_is(marker, kind, number):
    assert mark_of(replace(ITEM, take_key=marker)) == (kind, number)


@pytest.mark.parametrize(
    ("slugline", "kind"),
    [
        ("BC-EU--Varland-Harbour,1st Ld-Writethru,350", "lead"),
        ("VARLAND-HARBOUR/ (UPDATE 2, PIX)", "lead"),
        ("Varland-Harbour,350", "story"),
        ("Lead-Poisoning", "story"),
    ],
)
def test_a_slugline_tells_it_after_its_comma_or_in_brackets(slugline, kind):
    assert mark_of(replace(ITEM, slugline=slugline))[0] == kind


@pytest.mark.parametrize(
    ("headline", "kind", "number"),
    [
        ("UPDATE 3-Harbour of Kesterholm reopens", "lead", 3),
        ("REFILE-Harbour of Kesterholm reopens", "refile", 1),
        ("CORRECTED: Harbour of Kesterholm reopens", "correction", 1),
        ("Update on the harbour: it reopens", "story", 0),
        ("Extra ferries for the harbour", "story", 0),
    ],
)
def test_in_a_headline_only_capitals_before_a_dash_are_a_marker(headline, kind, number):
    assert mark_of(replace(ITEM, headline=headline)) == (kind, number)


@pytest.mark.parametrize(
    "slugline",
    [
        "BC-EU--Varland-Harbour,1st Ld-Writethru,350",
        "VARLAND-HARBOUR/ (UPDATE 2)",
        "Varland/Harbour/",
        "AM-Varland-Harbour, 2nd Ld",
    ],
)
def test_all_takes_of_a_story_share_the_stem_of_their_slugline(slugline):
    assert stem_of(replace(ITEM, slugline=slugline)) == "varland-harbour"


def test_an_item_without_a_slugline_has_no_stem():
    assert stem_of(ITEM) == ""


def test_categories_are_the_agencys_own_and_the_top_terms_and_none_contradicts_nothing():
    subjects = ("subj:15054000", "medtop:20000822")
    sport = categories_of(replace(ITEM, subjects=subjects, category="S"))

    assert sport == {"15", "s"}
    assert agree(sport, frozenset())
    assert not agree(sport, frozenset({"04"}))


@pytest.mark.parametrize(
    ("new", "known", "answer"),
    [
        (take("lead", 1, 1), take("story"), True),
        (take("story", 0, 1), take("flash", 1), True),
        (take("story"), take("lead", 1, 1), True),
        (take("correction", 1, 30), take("story"), True),
        (take("story", 0, 3), take("story"), False),
        (take("story", 0, 3), take("lead", 2), False),
        (take("flash", 1, 3), take("story"), False),
        (take("lead", 1, 72), take("story"), False),
    ],
)
def test_copy_without_a_marker_is_a_story_of_its_own(new, known, answer):
    assert are_one_story(new, known) is answer


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (take("flash", 1), take("story", 0, -1)),
        (take("story", 0, 2), take("lead", 1)),
        (take("lead", 1, 5), take("lead", 2, 1)),
        (take("lead", 2), take("correction", 1, 1)),
        (take("lead", 3, 0), take("lead", 1, 24)),
    ],
)
def test_the_newest_take_is_told_by_kind_number_and_time(older, newer):
    assert is_older(older, newer)
    assert not is_older(newer, older)


@pytest.mark.parametrize(
    ("new", "known", "answer"),
    [
        (take("kill", 1, 1), take("story"), True),
        (take("story"), take("kill", 1, 1), True),
        (take("lead", 1, 2), take("kill", 1, 1), True),
        (take("story", 0, 2), take("kill", 1, 1), False),
    ],
)
def test_a_kill_without_an_id_belongs_to_what_came_before_it(new, known, answer):
    assert are_one_story(new, known) is answer


def test_a_canceled_item_without_an_id_is_a_kill_by_slug():
    kill = replace(ITEM, pubstatus=PubStatus.CANCELED, take_key="1stLd")

    assert mark_of(kill) == (TakeKind.KILL, 1)
    assert mark_of(replace(kill, uri="nwa:1")) == (TakeKind.LEAD, 1)
