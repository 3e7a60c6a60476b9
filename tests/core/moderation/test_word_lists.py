"""Listed words are found whole, in any script, and through the usual disguises."""

import random
import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.core.moderation import WordList

LIST = WordList(["grommet", "Quay rat", "kill", "мразота", "मर", "कमीना", "naïf", "愚か者"])


def found_in(text):
    return [(one.entry, one.span.of(text)) for one in LIST.find(text)]


@pytest.mark.parametrize(
    "text",
    [
        "You grommet!",
        "GROMMET",
        "“grommet”,",
        "ｇｒｏｍｍｅｔ",
        "gr0mm3t",
        "gr0mm3t!!!",
        "g r o m m e t",
        "g.r.o.m.m.e.t",
        "g - r - o - m - m - e - t",
        "gro-mmet",
        "grommeeeeet",
        "grómmèt",
        "g\u0336r\u0336o\u0336m\u0336m\u0336e\u0336t",
        "gro\u200bmmet",
        "gro\u00admmet",
        "grommеt",  # a Cyrillic е
        "gгоmmеt",
        "\u202egrommet\u202c",
    ],
)
def test_a_word_is_found_through_a_disguise(text):
    assert [entry for entry, _ in found_in(text)] == ["grommet"]


@pytest.mark.parametrize(
    "text",
    [
        "grommets",
        "grommetry",
        "a grom met",
        "The skill of killers is a killing.",
        "quayside rats",
        "मरीज अस्पताल में है",
        "अमर",
        "मारना",
        "मरे",
        "कमीनापन",
        "Мразотами",
        "愚か者たち",
        "gr0mmits",
        "quay 4 rat",
        "10 111 4711",
        "",
        " \n\t ",
        "!!! ??? ...",
    ],
)
def test_a_word_is_not_found_inside_another(text):
    assert found_in(text) == []


def test_a_vowel_sign_belongs_to_its_word():
    assert found_in("वह मर गया") == [("मर", "मर")]
    assert found_in("मरीज मर गया।") == [("मर", "मर")]


def test_joiners_that_are_not_seen_make_no_other_word():
    assert found_in("क\u200dमीना") == [("कमीना", "क\u200dमीना")]


def test_a_phrase_is_found_over_any_signs_between_its_words():
    assert found_in("That quay, rat!") == [("Quay rat", "quay, rat")]
    assert found_in("QU4Y   r4t") == [("Quay rat", "QU4Y   r4t")]
    assert found_in("quaaaay rat") == [("Quay rat", "quaaaay rat")]


def test_accents_do_not_hide_a_word_nor_does_the_list_need_them():
    assert found_in("naif") == [("naïf", "naif")]
    assert found_in("NAI\u0308F") == [("naïf", "NAI\u0308F")]


def test_a_word_of_another_alphabet_is_not_read_as_latin():
    """“кilль” would be; a Russian word of letters that look Latin is Russian."""
    assert WordList(["cop"]).find("Этот сор надо убрать") == ()
    assert [one.entry for one in WordList(["cop"]).find("Call the сор now please")] == ["cop"]


def test_a_word_is_found_in_a_sentence_spelt_letter_by_letter():
    assert found_in("y o u g r o m m e t o k") == [("grommet", "g r o m m e t")]
    assert found_in("s k i l l s") == []
    assert found_in("s   k i l l   s") == [("kill", "k i l l")]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("y o u g r 0 m m e t o k", "g r 0 m m e t"),
        ("y o u g r о m m e t o k", "g r о m m e t"),  # a Cyrillic о
        ("y o u g r ó m m e t o k", "g r ó m m e t"),
        ("y o u g r o m m e e e e t o k", "g r o m m e e e e t"),
        ("so y.o.u.g.r.o.m.m.e.t", "g.r.o.m.m.e.t"),
    ],
)
def test_a_word_is_found_through_a_disguise_in_a_sentence_spelt_letter_by_letter(text, there):
    assert found_in(text) == [("grommet", there)]


def test_words_that_only_digits_would_make_are_not_read_into_spelt_letters():
    assert WordList(["killer"]).find("x y k i i i e r z") == ()


def test_a_word_in_spelt_letters_ends_where_a_letter_ends():
    assert WordList(["strass"]).find("d e r s t r a ß e n") != ()
    assert WordList(["stras"]).find("d e r s t r a ß e n") == ()


@pytest.mark.parametrize("letters", [string.ascii_lowercase, "abcабв1", "aaab"])
def test_the_time_for_spelt_letters_does_not_grow_with_the_list(letters):
    chance = random.Random(20261129)

    def words(lengths):
        every = string.ascii_lowercase
        return ["".join(chance.choices(every, k=n)) for n in lengths for _ in range(20)]

    def seconds(words, text):
        listed, times = WordList(words), []
        for _ in range(3):  # a busy machine disturbs one of them
            started = time.process_time()
            listed.find(text)
            times.append(time.process_time() - started)
        return min(times)

    spelt = " ".join(chance.choices(letters, k=2000))
    plain = ("The council has promised a new quay for nine years. " * 80)[: len(spelt)]
    many = words(range(5, 30))

    assert seconds(many, spelt) < 3 * seconds(words([5]), spelt)
    assert seconds(many, spelt) < 60 * seconds(many, plain)


def test_each_place_is_told_once_with_what_stands_there():
    text = "kill, k1ll and k i l l"

    assert found_in(text) == [("kill", "kill"), ("kill", "k1ll"), ("kill", "k i l l")]


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_and_every_find_lies_in_it(text):
    for one in LIST.find(text):
        assert 0 <= one.span.start < one.span.end <= len(text)


@pytest.mark.parametrize(
    "piece", ["a", "a ", "a.", "1l|!", "grommet ", "g r o m m e t ", "म", "\u0301", "аa", ".-_*"]
)
def test_a_text_made_to_be_slow_is_read_all_the_same(piece):
    """A pattern that tried everything would not end here before the test's time is over."""
    LIST.find(piece * 20_000)
