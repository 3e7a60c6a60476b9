"""How disguised words are read, and that real words are left alone."""

import pytest

from dateline.core.scoring.models import repairer_of
from dateline.core.scoring.reading import Reader


@pytest.fixture(scope="module")
def reader():
    return Reader(repairer_of("en"))


def words(reader, text):
    reading = reader.read(text)
    return [reader.vocabulary.words[row] for row in reading.rows]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("id1ot", "idiot"),
        ("st*pid", "stupid"),
        ("stuuuupid", "stupid"),
        ("i.d.i.o.t", "idiot"),
        ("idi\u200bot", "idiot"),
        ("іdіоt", "idiot"),
        ("ｉｄｉｏｔ", "idiot"),
        ("𝓲𝓭𝓲𝓸𝓽", "idiot"),
        ("ídíöt", "idiot"),
        ("idoit", "idiot"),
        ("i d i o t", "idiot"),
        ("id iot", "idiot"),
        ("m0r0n", "moron"),
        ("l0$er", "loser"),
    ],
)
def test_a_disguised_insult_is_read_as_what_it_says(reader, written, meant):
    assert words(reader, f"you {written} there") == ["you", meant, "there"]


@pytest.mark.parametrize(
    "word",
    (
        "buffer finer therapist analysis assess cocktail classic passage grape shitake title "
        "dickens essex penistone mishit hancock document saturday"
    ).split(),
)
def test_a_real_word_is_never_repaired(reader, word):
    assert words(reader, word) == [word]


def test_swapping_one_group_for_another_gives_the_same_words(reader):
    one = words(reader, "those muslims in Port Ansel")
    other = words(reader, "those lesbians in Port Ansel")

    assert one == other
    assert "<identity>" in one


def test_addresses_mentions_and_numbers_are_not_words(reader):
    assert words(reader, "see https://nwa.example/a?b=1 @harbour 1200") == [
        "see",
        "<url>",
        "<mention>",
        "<number>",
    ]


def test_places_of_words_are_those_of_the_comment(reader):
    text = "You i d i o t, you id1ot 👍 of Kesterholm"

    reading = reader.read(text)
    places = reader.places(reading)

    assert len(places) == len(reading.rows)
    written = [text[start:end] for start, end, _ in places]
    assert written == ["You", "i d i o t,", "you", "id1ot", "👍", "of", "Kesterholm"]
