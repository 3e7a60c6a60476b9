"""Copies of labelled rows teach the heads what speaks against an attack, and what is none."""

import pytest

from dateline.core.scoring.lexicon import lexicon
from dateline.project.scorer.corpora import Row
from dateline.project.scorer.training_copies import training_copies

ATTACK = "Ostrelians are vermin."


def row(text, **labels):
    return Row(text, "a set", "en", labels, "a group")


def copies(*rows):
    return training_copies(rows, lexicon())


def test_an_attack_is_copied_as_rejected_and_as_denied_and_neither_is_an_attack():
    made = copies(row("The ferry is late.", spam=0.0), row(ATTACK, wiki_identity_hate=1.0))

    assert [copy.of for copy in made] == [1, 1]
    rejected, denied = (copy.row for copy in made)
    assert "Ostrelians are vermin" in rejected.text
    assert rejected.text != ATTACK
    assert denied.text in ("Ostrelians are not vermin.", "Ostrelians are never vermin.")
    assert [rejected.labels, denied.labels] == [{"wiki_identity_hate": 0.0}] * 2


@pytest.mark.parametrize(
    ("said", "denied"),
    [
        ("Ostrelians deserve the rope", "Ostrelians do not deserve the rope"),
        ("A Merowi has fleas", "A Merowi does not have fleas"),
    ],
)
def test_a_denial_is_put_in_grammatical_words(said, denied):
    assert denied in [copy.row.text for copy in copies(row(said, wiki_identity_hate=1.0))]


def test_what_is_denied_already_or_says_several_things_is_not_denied_again():
    made = copies(
        row("Ostrelians are not human.", wiki_identity_hate=1.0),
        row("They are rats and should go", wiki_identity_hate=1.0),
    )

    assert [copy.of for copy in made] == [0, 1]


def test_a_group_gives_way_to_everyday_people_and_the_label_stays():
    attack, greeting = "Muslims came yesterday", "Muslims and Sikhs came yesterday"

    made = [copy.row for copy in copies(row(attack, hate=1.0), row(greeting, sexist=0.0))]

    swapped = [r for r in made if r.text.endswith("came yesterday") and "Muslims" not in r.text]
    assert [(len(r.text.split()), r.labels) for r in swapped] == [
        (3, {"hate": 1.0}),
        (5, {"sexist": 0.0}),
    ]


def test_a_group_is_named_in_passing_where_people_are_spoken_of_and_none_is_attacked():
    harmless = row("Most of the visitors came by ferry. The quay was full.", wiki_toxic=0.0)

    [copy] = copies(harmless)

    assert copy.row.text.startswith("Most of the ")
    assert "visitors" not in copy.row.text
    assert set(copy.row.labels.values()) == {0.0}
    assert "wiki_toxic" not in copy.row.labels
    assert copy.weight > 1


@pytest.mark.parametrize(
    "text", ["Some of the visitors were horrible to us.", "The visitors deserve to be killed"]
)
def test_no_group_is_put_where_something_bad_is_said(text):
    assert copies(row(text, wiki_toxic=0.0)) == []


def test_long_comments_and_toxic_ones_give_no_copies():
    assert copies(row(f"{ATTACK} " * 20, hate=1.0), row("The visitors came.", wiki_toxic=1.0)) == []
