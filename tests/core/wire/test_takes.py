"""Take and lead markers say what a filing is to its story, and which story that is."""

import pytest

from dateline.core.story import Item, PubStatus
from dateline.core.wire.takes import (
    TakeKind,
    canceled_by_marker,
    parse_take,
    split_headline,
    split_slugline,
    take_of,
)


def item(**fields) -> Item:
    return Item(**({"format": "iptc7901", "headline": None, "paragraphs": ()} | fields))


@pytest.mark.parametrize(
    ("marker", "kind", "number"),
    [
        ("1ST LEAD", TakeKind.LEAD, 1),
        ("2nd Ld", TakeKind.LEAD, 2),
        ("LEAD 3", TakeKind.LEAD, 3),
        ("Second Lead", TakeKind.LEAD, 2),
        ("1stLd-Writethru", TakeKind.WRITETHRU, 1),
        ("2nd Ld-Writethru", TakeKind.WRITETHRU, 2),
        ("Writethru", TakeKind.WRITETHRU, None),
        ("TAKE 2", TakeKind.CONTINUATION, 2),
        ("ADD-1", TakeKind.CONTINUATION, 1),
        ("1st add", TakeKind.CONTINUATION, 1),
        ("REFILE", TakeKind.REFILE, None),
        ("RPT-", TakeKind.REPEAT, None),
        ("(Wiederholung)", TakeKind.REPEAT, None),
        ("EXTRA", TakeKind.FLASH, None),
        ("URGENT", TakeKind.FLASH, None),
        ("ALERT:", TakeKind.FLASH, None),
        ("(Eil)", TakeKind.FLASH, None),
        ("CORRECTION", TakeKind.CORRECTION, None),
        ("CORR-", TakeKind.CORRECTION, None),
        ("(Berichtigung: Name im 2. Absatz)", TakeKind.CORRECTION, None),
        ("UPDATE 1-", TakeKind.UPDATE, 1),
        ("WRAPUP 4", TakeKind.WRAPUP, 4),
        ("2nd Roundup", TakeKind.WRAPUP, 2),
        ("(Zusammenfassung 1600)", TakeKind.WRAPUP, None),
        ("(Achtung)", TakeKind.ADVISORY, None),
        ("MANDATORY KILL", TakeKind.KILL, None),
        ("URGENT 2ND LEAD", TakeKind.LEAD, 2),
        ("Leaders meet in Port Ansel", None, None),
        ("Extra trains for the harbour", None, None),
        ("Update", TakeKind.UPDATE, None),
        ("Kill", TakeKind.KILL, None),
        ("Killer whale", None, None),
        ("", None, None),
    ],
)
def test_a_marker_is_read_for_its_kind_and_number(marker, kind, number):
    take = parse_take(marker)

    assert (take and take.kind, take and take.number) == (kind, number)


def test_leads_and_corrections_replace_the_story_and_takes_and_flashes_do_not():
    def replaces(marker):
        return parse_take(marker).replaces

    assert all(map(replaces, ["1ST LEAD", "1stLd-Writethru", "UPDATE 2", "REFILE", "CORRECTION"]))
    assert not any(map(replaces, ["TAKE 2", "ADD-1", "EXTRA", "(Achtung)", "KILL"]))


@pytest.mark.parametrize(
    ("headline", "kind", "number", "rest"),
    [
        ("UPDATE 2-Harbour reopens", TakeKind.UPDATE, 2, "Harbour reopens"),
        ("CORRECTED-UPDATE 1-Harbour reopens", TakeKind.CORRECTION, 1, "Harbour reopens"),
        ("RPT-Harbour reopens", TakeKind.REPEAT, None, "Harbour reopens"),
        ("URGENT: Harbour reopens", TakeKind.FLASH, None, "Harbour reopens"),
        ("WRAPUP 3-Storm - and calm", TakeKind.WRAPUP, 3, "Storm - and calm"),
        ("Update: Harbour reopens", None, None, "Update: Harbour reopens"),
        ("VARLAND-Harbour reopens", None, None, "VARLAND-Harbour reopens"),
    ],
)
def test_a_marker_in_front_of_a_headline_is_told_from_the_headline(headline, kind, number, rest):
    take, words = split_headline(headline)

    assert (take and take.kind, take and take.number, words) == (kind, number, rest)


@pytest.mark.parametrize(
    ("slugline", "kind", "stem"),
    [
        ("BC-VA--Varland-Harbour, 1st Ld-Writethru,1140", TakeKind.WRITETHRU, "varland-harbour"),
        ("Varland-harbour", None, "varland-harbour"),
        ("VARLAND-HARBOUR/ (UPDATE 1, PIX)", TakeKind.UPDATE, "varland-harbour"),
        ("Gulls_2ndLd", TakeKind.LEAD, "gulls"),
        ("Harbour Cranes 2nd Lead", TakeKind.LEAD, "harbour-cranes"),
        ("Harbour Cranes, KILL, 21", TakeKind.KILL, "harbour-cranes"),
        ("Lead", None, "lead"),
        ("Kesterholm Storm Alert", None, "kesterholm-storm-alert"),
        ("", None, ""),
    ],
)
def test_the_stem_of_a_slugline_names_the_family(slugline, kind, stem):
    take, found = split_slugline(slugline)

    assert (take and take.kind, found) == (kind, stem)


def test_the_take_line_speaks_before_headline_and_slugline():
    assert take_of(item(take_key="2ND LEAD", headline="RPT-Storm")).kind is TakeKind.LEAD
    assert take_of(item(headline="RPT-Storm", slugline="Storm, 1st Lead")).kind is TakeKind.REPEAT
    assert take_of(item(slugline="Storm, 1st Lead")).kind is TakeKind.LEAD
    assert take_of(item(headline="Storm")) is None


def test_a_kill_marker_cancels_its_item_and_no_other_does():
    assert canceled_by_marker(item(take_key="KILL")).pubstatus is PubStatus.CANCELED
    assert canceled_by_marker(item(take_key="1ST LEAD")).pubstatus is PubStatus.USABLE
    assert canceled_by_marker(item(headline="MANDATORY KILL")).pubstatus is PubStatus.CANCELED
    assert canceled_by_marker(item(headline="WITHDRAWN-Storm")).pubstatus is PubStatus.CANCELED
    assert canceled_by_marker(item(slugline="Police/kill")).pubstatus is PubStatus.USABLE
    assert canceled_by_marker(item(headline="WITHDRAWAL - Troops")).pubstatus is PubStatus.USABLE
    assert canceled_by_marker(item(headline="Kill the bill: protest")).pubstatus is PubStatus.USABLE
