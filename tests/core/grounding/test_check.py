"""A line stands only if the copy carries it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding import check, understand
from dateline.core.story import LineKind, ReasonCode, Verdict
from tests.core.grounding.conftest import TREATY, story

QUOTE = LineKind.PULL_QUOTE


def verdict(seen, line, **asked):
    return check(seen, line, **asked).verdict


def decided(seen, line, **asked):
    return check(seen, line, **asked).reasons[0].code


def test_a_sentence_of_the_copy_may_stand(treaty):
    result = check(treaty, "Opposition leader Tomas Reck called the treaty “a gift to Talleck”.")

    assert result.verdict is Verdict.SUPPORTED
    assert result.evidence[0].of(treaty.text).startswith("Opposition leader")


def test_marks_capitals_and_the_full_stop_do_not_count(treaty):
    line = 'opposition leader Tomas Reck called the treaty "a gift to Talleck"'

    assert verdict(treaty, line) is Verdict.SUPPORTED


def test_a_sentence_without_its_dateline_and_result_clause_is_derived(treaty):
    line = "Varland on Monday signed a fisheries treaty with Osmark."

    result = check(treaty, line)

    assert result.verdict is Verdict.SUPPORTED
    assert result.derivation == ("sentence 0", "drop-dateline", "drop-trailing-participle")


def test_a_derivation_that_does_not_lead_to_the_words_proves_nothing(treaty):
    steps = ("sentence 3", "drop-dateline")

    assert verdict(treaty, "Osmark signed it.", derivation=steps) is Verdict.UNSUPPORTED


def test_somebodys_words_are_not_the_sites_own(treaty):
    assert decided(treaty, "We shared them.") is ReasonCode.ATTRIBUTION


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("About 430 boats may fish the waters from April.", ReasonCode.FIGURE),
        ("The treaty was signed by Brita Holm.", ReasonCode.NAME),
        ("Reck called it “a gift to the coast”.", ReasonCode.QUOTE_ALTERED),
        ("Maldahl praised “patient talks”.", ReasonCode.QUOTE_SPLICE),
        ("The treaty lowers the price of bread.", ReasonCode.OUTSIDE),
    ],
)
def test_a_line_that_fails_says_why(treaty, line, code):
    assert decided(treaty, line) is code


def test_a_whole_quoted_span_of_its_speaker_may_be_pulled(treaty):
    result = check(treaty, "a new chapter for the coast", kind=QUOTE, speaker="Ines Maldahl")

    assert result.verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    ("line", "speaker", "code"),
    [
        ("a new chapter for the coast", None, ReasonCode.SPEAKER),
        ("a new chapter for the coast", "Tomas Reck", ReasonCode.SPEAKER),
        (
            "a new chapter for the coast and the result of patient",
            "Ines Maldahl",
            ReasonCode.QUOTE_SPLICE,
        ),
        (
            "We did not sell a single licence, we gave them",
            "Ines Maldahl",
            ReasonCode.QUOTE_ALTERED,
        ),
        ("sell a single licence", "Ines Maldahl", ReasonCode.QUOTE_ALTERED),
        ("We did … sell a single licence", "Ines Maldahl", ReasonCode.QUOTE_ALTERED),
    ],
)
def test_a_misquote_is_never_pulled(treaty, line, speaker, code):
    result = check(treaty, line, kind=QUOTE, speaker=speaker)

    assert result.verdict is Verdict.UNSUPPORTED
    assert result.reasons[0].code is code


def test_a_marked_cut_and_a_substitution_inside_one_span_may_stand():
    seen = understand(
        story("“The quay, which was built in 1911, is safe and it will stay so,” Runa Ostby said.")
    )

    for line in (
        "The quay … is safe and it will stay so",
        "The quay, which was built in 1911, is safe and [the quay] will stay so",
    ):
        assert verdict(seen, line, kind=QUOTE, speaker="Runa Ostby") is Verdict.SUPPORTED


@given(st.data())
def test_no_two_quotes_joined_are_ever_one(data):
    seen = understand(story(*TREATY))
    quotes = [quote for quote in seen.quotes if len(quote.words.split()) >= 3]
    first, second = data.draw(st.permutations(quotes))[:2]
    cut = data.draw(st.integers(1, len(first.words.split())))
    line = " ".join(first.words.split()[:cut] + second.words.split())

    result = check(seen, line, kind=QUOTE, speaker=first.speaker or second.speaker)

    assert result.verdict is Verdict.UNSUPPORTED


@given(st.data())
def test_no_quote_with_a_word_left_out_or_changed_is_pulled(data):
    seen = understand(story(*TREATY))
    quote = data.draw(st.sampled_from([q for q in seen.quotes if q.speaker]))
    words = quote.words.split()
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from(["never", "seven", "Osmark", ""]))
    line = " ".join([*words[:place], *([other] if other else []), *words[place + 1 :]])
    left_at_edge = not other and place in (0, len(words) - 1)

    result = check(seen, line, kind=QUOTE, speaker=quote.speaker)

    assert left_at_edge or result.verdict is Verdict.UNSUPPORTED or line == quote.words


def test_every_line_of_the_specimens_page_that_may_not_stand_is_refused(specimen, shared):
    rows = map(json.loads, (shared / "specimen" / "lines.jsonl").read_text().splitlines())
    for row in rows:
        result = check(specimen, row["line"], kind=LineKind(row["kind"]), speaker=row["speaker"])
        if row["label"] == "unsupported":
            assert result.verdict is Verdict.UNSUPPORTED, row["id"]
        if row["id"] == "PQ":
            assert result.reasons[0].code is ReasonCode.QUOTE_SPLICE
        if row["id"] == "N4":
            assert result.reasons[0].code is ReasonCode.SPEAKER
        if row["id"] in ("G7", "G8"):
            assert result.verdict is Verdict.SUPPORTED
