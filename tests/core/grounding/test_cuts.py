"""What is cut from a sentence by its place, and what stays because the rest depends on it."""

import random

import pytest

from dateline.core.grounding import brief, check, replay, understand
from dateline.core.grounding.edits import edit_of, edited
from dateline.core.grounding.shortening import edits_of, short_forms
from dateline.core.story import Verdict
from tests.core.grounding.conftest import story


def cut(sentence: str, kind: str) -> set[str]:
    """Return the forms that one cut of a kind leaves."""
    return {edited(sentence, [edit]) for edit in edits_of(sentence) if edit.kind == kind}


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        ("drop-relative", "Crews left the quay, which is old.", "Crews left the quay."),
        (
            "drop-relative",
            "Crews left the quay, which is old, the port said.",
            "Crews left the quay, the port said.",
        ),
        (
            "drop-appositive",
            "Runa Ostby, 61, a judge, resigned.",
            "Runa Ostby, a judge, resigned.",
        ),
        ("drop-appositive", "Runa Ostby, a judge, resigned.", "Runa Ostby resigned."),
        (
            "drop-appositive",
            "The ferry reached Kesterholm, a town of 900.",
            "The ferry reached Kesterholm.",
        ),
        (
            "drop-participle",
            "Varland signed a treaty with Osmark, ending a dispute of eleven years.",
            "Varland signed a treaty with Osmark.",
        ),
        (
            "drop-circumstance",
            "The port closed the quay two days after a storm broke the wall.",
            "The port closed the quay.",
        ),
        (
            "drop-circumstance",
            "The port closed the quay after a storm, a court heard.",
            "The port closed the quay, a court heard.",
        ),
        ("drop-time", "Ostby signed the treaty on Monday.", "Ostby signed the treaty."),
        (
            "drop-place",
            "A fisherman was arrested in Kesterholm on Monday.",
            "A fisherman was arrested on Monday.",
        ),
        (
            "drop-front",
            "In a statement on Monday, the port said the quay was safe.",
            "The port said the quay was safe.",
        ),
        (
            "drop-second",
            "Ostby opened the quay and thanked the crews.",
            "Ostby opened the quay.",
        ),
        (
            "drop-first",
            "The port reopened the quay, and Tomas Reck resigned from the council.",
            "Tomas Reck resigned from the council.",
        ),
        ("drop-aside", "The port also raised its fees.", "The port raised its fees."),
        (
            "drop-where-said",
            "The quay is safe, the port said in a statement.",
            "The quay is safe, the port said.",
        ),
        (
            "drop-restriction",
            "A fisherman who found the wreck was honoured by the town.",
            "A fisherman was honoured by the town.",
        ),
    ],
)
def test_a_circumstance_can_go_where_both_its_ends_show(kind, sentence, expected):
    assert expected in cut(sentence, kind)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("drop-time", "The port will close until Monday."),
        ("drop-time", "Not one ship called on Monday."),
        ("drop-time", "Fares rose 4% in May."),
        ("drop-time", "The quay is closed on Monday."),
        ("drop-time", "A poll released in August found that crews want more."),
        ("drop-circumstance", "Ostby did not resign because the storm broke the wall."),
        ("drop-circumstance", "The decision came after a storm broke the wall."),
        ("drop-circumstance", "Skippers are fined when they leave the channel."),
        ("drop-circumstance", "It was the first ship to call after the storm broke the wall."),
        ("drop-second", "The port said the quay is safe, but it denied that the wall is."),
        ("drop-first", "The port said the quay is safe, and Tomas Reck has resigned."),
        ("drop-front", "If crews agree, the port will open the quay."),
        ("drop-front", "According to the port, the quay is safe."),
        ("drop-participle", "The crews saw boats, drifting nets and oil."),
        ("drop-participle", "The quay is, in fact, falling into the sea."),
        ("drop-appositive", "They met Runa Ostby, a judge and two skippers."),
        ("drop-restriction", "A skipper who speeds is fined."),
        ("drop-place", "The largest trade was timber in Kesterholm."),
    ],
)
def test_what_the_rest_depends_on_is_never_offered(kind, sentence):
    assert not cut(sentence, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ostby opened the quay after the storm, the port said.",
        "The quay, which is old, is safe, according to the port.",
        "In a statement, Ostby said on Monday that the quay, which is old, is safe.",
    ],
)
def test_who_says_it_stays_in_every_form(sentence):
    forms = [form for _, form in short_forms(sentence)]

    assert forms
    assert all("said" in form or "according to" in form for form in forms)


def test_no_cut_takes_a_part_of_a_quotation():
    sentence = "Ostby called it “a gift, which is old, after the storm” on Monday."

    assert all("gift, which is old, after the storm" in form for _, form in short_forms(sentence))


def test_a_cut_takes_nobody_away_whom_a_kept_pronoun_means():
    sentence = "When Tomas Reck arrived, the crews told the port he was late."

    assert all(form.startswith("When Tomas Reck") for _, form in short_forms(sentence))


def test_a_step_is_read_as_it_is_written():
    step = "name-pronoun 0:2 He → Runa Ostby"

    assert edit_of(step).step == step
    assert edit_of("drop-dateline") is None


def test_a_place_that_the_rules_do_not_offer_proves_nothing():
    seen = understand(story("Ostby did not sign the treaty on Monday.", headline=""))

    assert replay(("sentence 0", "drop-time 5:13"), seen.text, seen.sentences) is None


SUBJECTS = ("Runa Ostby, a judge in Kesterholm,", "The port authority", "Two crews from Lund Bay")
ACTS = ("closed the old quay", "signed a treaty with Osmark", "will open a new school in April")
TAILS = (
    "",
    " on Monday",
    " after a storm broke the wall",
    ", ending a dispute of eleven years",
    ", which is old",
    " and thanked the fishing crews of the town",
)
SAID = ("", ", the transport ministry said in a statement", ", according to harbour officials")
FRONTS = ("", "On Monday, ", "However, ", "In a statement, ", "PORT ANSEL, Nov. 23 (NWA) — ")


def generated(seed: int) -> tuple[str, ...]:
    """Return a made-up copy of ten sentences, each of parts that can be cut."""
    choose = random.Random(seed).choice
    said = [
        "Tomas Reck, 34, called the treaty a gift to the north.",
        "He resigned from the council in May because the crews wanted lower fees.",
    ]
    made = []
    for _ in range(8):
        front, subject = choose(FRONTS), choose(SUBJECTS)
        if front and not front.endswith("— ") and subject[0] == "T":
            subject = subject[0].lower() + subject[1:]
        made.append(f"{front}{subject} {choose(ACTS)}{choose(TAILS)}{choose(SAID)}.")
    return (*made[:4], *said, *made[4:])


@pytest.mark.parametrize("seed", range(12))
def test_every_line_of_made_up_copy_is_replayed_and_accepted(seed):
    seen = understand(story(*generated(seed), headline="Quay closed"))
    found = brief(seen)
    lines = (*found.summary, *found.key_points)

    assert lines
    assert not found.withheld
    for line in lines:
        if line.derivation:
            assert replay(line.derivation, seen.text, seen.sentences) == line.text
        for derivation in (line.derivation, ()):
            result = check(seen, line.text, kind=line.kind, derivation=derivation)
            assert result.verdict is Verdict.SUPPORTED, line.text
            assert result.support == 1.0
