"""Who said what, between which marks."""

import pytest

from dateline.core.grounding import QuoteKind, ground_as_json, understand
from dateline.core.story import Paragraph, joined_text
from tests.core.grounding.conftest import story


def said(seen) -> list[tuple[str, str | None]]:
    return [(quote.words.rstrip(" ,."), quote.speaker) for quote in seen.quotes]


def test_each_quote_is_given_to_the_one_the_copy_names(treaty):
    quotes = said(treaty)

    assert ("a new chapter for the coast", "Ines Maldahl") in quotes
    assert ("We did not sell a single licence", "Ines Maldahl") in quotes
    assert ("a gift to Talleck", "Tomas Reck") in quotes
    assert ("The coast has waited for this", "Arne Vik") in quotes


def test_the_second_half_of_a_quote_belongs_to_the_first(treaty):
    assert ("We shared them", "Ines Maldahl") in said(treaty)


def test_the_daily_is_the_newspaper_named_before(treaty):
    assert ("quietly ended the longest quarrel of the north", "Ansel Courier") in said(treaty)


def test_a_quote_over_several_paragraphs_is_one(treaty):
    long = treaty.quotes[-1]

    assert long.words.startswith("It was a long wait. And it was cold")
    assert len(long.segments) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“The quay is safe,” Minister Ostby said.",
        '"The quay is safe," Minister Ostby said.',
        "«The quay is safe», Minister Ostby said.",
        '“The quay is safe," Minister Ostby said.',
        "‘The quay is safe,’ Minister Ostby said.",
    ],
)
def test_the_style_of_the_marks_does_not_matter(text):
    (quote,) = understand(story(text)).quotes

    assert quote.words.rstrip(",") == "The quay is safe"
    assert quote.speaker == "Minister Ostby"


def test_an_apostrophe_opens_no_quotation():
    seen = understand(story("The leaders' summit in '98 wasn't Varland's, Ostby said."))

    assert seen.quotes == ()


def test_a_nested_quotation_stays_inside_its_outer_one():
    seen = understand(story("“He said ‘never again’ to us,” Ostby said."))

    assert [quote.words for quote in seen.quotes] == ["He said ‘never again’ to us,"]


def test_a_pronoun_nobody_was_named_for_is_nobody():
    seen = understand(story("The harbour closed. “It is unsafe,” she said."))

    assert seen.quotes[0].speaker is None


def test_words_held_at_a_distance_have_no_speaker():
    seen = understand(story("The so-called “ghost ships” returned to Lund Bay."))

    assert seen.quotes[0].kind is QuoteKind.SCARE
    assert seen.quotes[0].speaker is None


def test_a_quotation_that_is_never_closed_is_left_out():
    paragraphs = (Paragraph("“It begins, Ostby said."), Paragraph("Nothing ends it."))

    seen = understand(story(*(p.text for p in paragraphs)))

    assert seen.quotes == ()
    assert seen.text == joined_text(paragraphs)


def test_the_specimens_quotes_go_to_the_newspaper_and_not_to_the_leader(specimen):
    speakers = {quote.words.rstrip(",."): quote.speaker for quote in specimen.quotes}

    assert speakers["unsparingly shown off the absolute solidity of the alliance relationship"] == (
        "Rodong Sinmun"
    )
    assert speakers["a new chapter in the friendship"] == "Rodong Sinmun"
    assert speakers["absolute solidity"] != "Kim Jong-un"


def test_the_printed_object_knows_three_kinds_and_tells_the_use_of_what_is_no_speech():
    copy = story(
        "Singer Mara Quill released her new album “The Salt Road” on Friday.",
        "“I wrote it at sea,” Quill told reporters in Port Ansel.",
    )

    title, speech = ground_as_json(understand(copy))["quotes"]

    assert (title["words"], title["kind"], title["use"]) == ("The Salt Road", "scare", "title")
    assert speech["kind"] == "direct"
    assert "use" not in speech


def test_a_newspaper_is_not_called_by_the_place_it_is_from():
    copy = story(
        "In Port Ansel, a Marrow Head newspaper asked for lower fees.",
        "“The quay is safe and every crane was tested twice,” the newspaper wrote.",
    )

    assert understand(copy).quotes[0].speaker == "Marrow Head newspaper"
