"""What the copy gives to a source, through whom it came, and whether the source is a party."""

import time

from dateline.core.grounding import QuoteKind, Resolution, ground_as_json, understand
from tests.core.grounding.conftest import TREATY, story


def given(seen) -> list[dict]:
    text = seen.text
    return [
        {
            "content": [text[s:e] for s, e in one["content"]],
            "source": [text[s:e] for s, e in one["source"]],
            "cue": [text[s:e] for s, e in one["cue"]],
            "chain": one["chain"],
            "party": one["party"],
        }
        for one in ground_as_json(seen)["attributions"]
    ]


def test_an_indirect_claim_has_its_source_cue_and_content():
    (one,) = given(understand(story("Harbour officials said the quay would open in spring.")))

    assert one["source"] == ["Harbour officials"]
    assert one["cue"] == ["said"]
    assert one["content"] == ["the quay would open in spring."]


def test_a_quote_in_two_halves_is_one_attribution():
    found = given(understand(story("“The quay is safe,” Ostby said. “We will open it.”")))

    assert [one["source"] for one in found] == [["Ostby"]]
    assert "We will open it" in found[0]["content"][-1]


def test_a_quote_of_several_sentences_is_one_attribution():
    found = given(understand(story("“The quay is safe. It will open. We are glad,” Ostby said.")))

    assert [one["source"] for one in found] == [["Ostby"]]


def test_who_is_told_is_no_source():
    told = given(understand(story("Reporters were told that the quay was safe.")))
    by = given(understand(story("Reporters were told by Ostby that the quay was safe.")))
    quoted = understand(story("Ostby was quoted as saying that the quay was safe."))

    assert [one["source"] for one in told] == [[]]
    assert [one["source"] for one in by] == [["Ostby"]]
    assert quoted.source_of(0) == "Ostby"


def test_a_passive_is_about_its_clause_or_its_subject():
    told = given(understand(story("Workers were told by the mayor that the quay was safe.")))
    described = given(understand(story("The quay was described by Ostby as safe.")))

    assert [one["content"] for one in told] == [["that the quay was safe."]]
    assert [one["content"] for one in described] == [["The quay"]]
    assert [one["source"] for one in described] == [["Ostby"]]


def test_what_is_said_stands_behind_where_it_was_said():
    (first,) = given(
        understand(
            story("But Vik, a pilot of the port, said in an interview that the quay was safe.")
        )
    )
    (second,) = given(understand(story("Earlier this year, Vik told reporters the quay was safe.")))

    assert "the quay was safe" in first["content"][0]
    assert "the quay was safe" in second["content"][0]


def test_a_second_verb_of_the_same_source_has_its_own_content():
    found = given(
        understand(story("Ostby said that the quay was safe and added that boats would come."))
    )

    assert [one["content"] for one in found] == [
        ["that the quay was safe"],
        ["that boats would come."],
    ]


def test_a_chain_runs_from_the_first_source_to_the_agency_of_the_copy():
    item = story(*TREATY)
    found = given(understand(item))
    boats = [one for one in found if one["cue"] == ["according to"]]

    assert boats[0]["chain"] == ["harbour officials", "Coastline"]


def test_a_source_that_speaks_of_itself_is_a_party():
    seen = understand(story("Varland said its boats had left.", "Experts said Osmark was late."))

    assert [one["party"] for one in given(seen)] == [True, False]


def test_nobody_speaks_the_title_of_a_work():
    seen = understand(story("Ostby told the programme “The Morning Tide” she would stay."))

    assert seen.quotes[0].kind is QuoteKind.TITLE
    assert seen.quotes[0].speaker is None


def test_a_heading_in_marks_is_nobodys_words():
    seen = understand(story("The quay closed.", "'All bets are off.'", "Boats left."))

    assert seen.quotes[0].kind is QuoteKind.HEADING


def test_a_spokesman_is_not_the_one_he_speaks_for():
    seen = understand(story("“It is shut,” a spokesman for the Lund Bay Authority said."))

    assert seen.quotes[0].speaker == "spokesman for the Lund Bay Authority"
    assert seen.quotes[0].resolution is Resolution.ROLE


def test_an_office_stands_for_the_only_one_who_holds_it():
    seen = understand(
        story("Transport Minister Runa Ostby came.", "“It is safe,” the minister said.")
    )

    assert seen.quotes[0].speaker == "Runa Ostby"
    assert seen.quotes[0].resolution is Resolution.TITLE


def test_a_pronoun_two_people_fit_is_left_open():
    seen = understand(
        story(
            "Arne Vik said the quay was shut.",
            "Tomas Reck met officials in Lund Bay. “It is unsafe,” he said.",
        )
    )

    assert seen.quotes[0].speaker is None


def test_a_name_before_a_colon_and_one_behind_a_dash_speak():
    seen = understand(story("Runa Ostby: “We will stay.”", "“We must go.” ― Arne Vik"))

    assert [quote.speaker for quote in seen.quotes] == ["Runa Ostby", "Arne Vik"]


def test_two_single_marks_are_a_double_one():
    seen = understand(story("''The quay is safe,'' Ostby said. ''We will open it.''"))

    assert [quote.speaker for quote in seen.quotes] == ["Ostby", "Ostby"]


def test_the_time_stays_linear_in_a_sentence_that_never_ends():
    def seconds(length: int) -> float:
        item = story(("the quay and Ostby said that “it” was " * length)[: length * 30])
        started = time.process_time()
        ground_as_json(understand(item))
        return time.process_time() - started

    seconds(100)

    assert seconds(1600) < 10 * seconds(400)


def test_a_person_has_one_name_wherever_the_copy_gives_a_source():
    seen = understand(story("Prime Minister Ines Maldahl said it was over.", "Maldahl said so."))

    assert [seen.source_of(number) for number in (0, 1)] == ["Ines Maldahl", "Ines Maldahl"]


def test_the_specimens_chain_and_parties(specimen):
    found = given(specimen)
    troops = next(one for one in found if one["cue"] == ["according to"])
    ministry = [one for one in found if one["source"] == ["The ministry"]]

    assert troops["chain"][:2] == ["intelligence authorities", "Yonhap"]
    assert troops["party"] is False
    assert all(one["party"] for one in ministry)
