"""The figures of a story: how much, of what, how softly told, and compared with what."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding import ground_as_json, understand
from dateline.core.grounding.figures import Comparison, find_figures
from tests.core.grounding.conftest import story


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("6,000 military construction workers and sappers", 6000, "workers"),
        ("14,000 troops", 14_000, "troops"),
        ("three Osmark soldiers", 3, "soldiers"),
        ("one large ship", 1, "ship"),
        ("one of the ships", 1, "ships"),
        ("300 people", 300, "people"),
        ("half a million people", 500_000, "people"),
        ("two hundred and fifty men", 250, "men"),
        ("twenty-five nurses", 25, "nurses"),
        ("two thirds of the members", 2 / 3, "members"),
        ("14 million crowns", 14_000_000, "crowns"),
        ("$4.5 million", 4_500_000, "USD"),
        ("US$3bn", 3_000_000_000, "USD"),
        ("20 million euros", 20_000_000, "EUR"),
        ("Rs 300 crore", 3_000_000_000, "INR"),
        ("NOK 5", 5, "NOK"),
        ("5 percent", 5, "%"),
        ("4.2%", 4.2, "%"),
        ("12km", 12, "km"),
        ("14-year-old", 14, "years"),
        ("an 18-fold", 18, "times"),
        ("18,000 Varlanders", 18_000, "varlanders"),
        ("40 Varland Rangers fans", 40, "fans"),
    ],
)
def test_a_figure_has_its_value_and_what_it_counts(words, value, unit):
    (figure,) = find_figures(f"The port took {words}.")

    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("40 ships", "none"),
        ("around 40 ships", "about"),
        ("40 ships or so", "about"),
        ("no fewer than 40 ships", "at_least"),
        ("40 ships or more", "at_least"),
        ("no more than 40 ships", "at_most"),
        ("just under 40 ships", "nearly"),
        ("just over 40 ships", "more_than"),
        ("well over 40 ships", "more_than"),
        ("fewer than 40 ships", "less_than"),
    ],
)
def test_a_hedge_before_or_behind_a_figure_is_a_part_of_it(words, hedge):
    text = f"The port took {words}."
    (figure,) = find_figures(text)

    assert (figure.hedge, figure.span.of(text)) == (hedge, words)


def test_a_figure_tells_its_part_in_a_comparison():
    copy = "Traffic fell by 40 tonnes to 60 tonnes, compared with 300 tonnes in spring."

    assert [figure.comparison for figure in find_figures(copy)] == [
        Comparison("down", "by"),
        Comparison("down", "to"),
        Comparison(None, "than"),
    ]
    (more, _) = find_figures("The ministry paid for 40 more tests than the other 2 ports.")
    assert more.comparison == Comparison("up", "by")
    (_, earlier) = find_figures("The rate was 5 percent, up from 4 percent.")
    assert earlier.comparison == Comparison("up", "from")


def test_more_than_softens_a_figure_and_compares_nothing():
    (figure,) = find_figures("The port took more than 40 ships.")

    assert (figure.hedge, figure.comparison) == ("more_than", None)


def test_the_numbers_of_a_range_count_the_same():
    assert [f.unit for f in find_figures("Between 10 and 15 ships wait.")] == ["ships", "ships"]


def test_a_place_in_an_order_is_a_rank():
    figures = find_figures("The third-largest port opened in the 21st century with 3 quays.")

    assert [(f.value, f.is_rank) for f in figures] == [(3, True), (21, True), (3, False)]


def test_an_age_is_counted_in_years():
    figures = find_figures("Maren Holt, 52, and a man aged 30 left.")

    assert [(f.value, f.unit) for f in figures] == [(52, "years"), (30, "years")]


def test_times_dates_and_the_numbers_of_machines_are_no_figures():
    copy = (
        "The F-16 of unit H4 left at 6 a.m. and again at 10:30 on June 19, 2024; one stayed. "
        "A 2014 law and the music of the 1920s are on the site 4chan."
    )

    assert ground_as_json(understand(story(copy)))["figures"] == []


def test_the_printed_figure_has_its_comparison_and_whether_it_is_a_rank():
    (figure,) = ground_as_json(understand(story("Traffic rose to 60 tonnes.")))["figures"]

    assert figure["comparison"] == {"direction": "up", "role": "to"}
    assert figure["rank"] is False


_PIECES = st.sampled_from(
    (
        "about $ Rs. 1,000 4.5 % percent million crore third twenty- five half a of ships or more "
        "– - : , . ſeven ١٢ 99999999999999999999 more than up from upwards the first second İ 🚢"
    ).split()
)


@given(st.one_of(st.text(), st.lists(st.one_of(_PIECES, st.text(max_size=3))).map(" ".join)))
def test_figures_of_any_text_lie_in_it_in_order_and_are_finite(text):
    end = 0
    for figure in find_figures(text):
        assert end <= figure.span.start < figure.span.end <= len(text)
        assert math.isfinite(figure.value)
        assert figure.unit is None or figure.unit == "%" or figure.unit.strip()
        end = figure.span.end
