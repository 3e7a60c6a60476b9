"""Leftover takes inside one body, and dates that the copy gives two years."""

from dateline.core.grounding import ground_as_json, understand
from dateline.core.grounding.repeats import repeats_in
from tests.core.grounding.conftest import story

TWICE = (
    "The Courier praised the treaty as opening “a new door” to Osmark and as fruit of patience.",
    "About 40 ships waited outside the harbour of Kesterholm on Monday morning.",
    "The daily praised the treaty as opening “a new door” to Osmark and the fruit of patience.",
)


def test_a_sentence_of_an_older_take_is_found_beside_its_newer_one():
    (repeat,) = ground_as_json(understand(story(*TWICE)))["repeats"]

    assert repeat[:2] == [0, 2]
    assert 0.6 <= repeat[2] <= 1.0


def test_sentences_that_share_only_a_name_are_no_repeats():
    copy = (
        "The ministry of ports and harbours said on Monday that fees will fall by a tenth.",
        "The ministry of ports and harbours opened a school for pilots in Lund Bay last year.",
    )

    assert ground_as_json(understand(story(*copy)))["repeats"] == []


def test_the_time_grows_with_the_length_and_not_with_its_square():
    sentences = [[f"word{n % 97}", "of", f"the{n}", f"harbour{n}"] * 3 for n in range(20_000)]

    assert list(repeats_in(sentences)) == []


def test_the_specimens_leftover_take_is_found(specimen):
    pairs = [tuple(repeat[:2]) for repeat in ground_as_json(specimen)["repeats"]]

    assert (7, 10) in pairs
