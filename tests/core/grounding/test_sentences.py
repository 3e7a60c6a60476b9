"""A sentence ends where a reader says it does."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.grounding import split_sentences
from dateline.core.grounding.sentences import sentences_of
from dateline.core.story import Paragraph, ParagraphKind, joined_text


def parts(text: str) -> list[str]:
    return [span.of(text) for span in sentences_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Runa Ostby spoke to J. K. Lund in the U.S. capital.",
        "It rose by 3.5 percent to 1.2 million crowns.",
        "The ferry left at 5 p.m. on Nov. 23 from pier No. 5.",
        "PORT ANSEL, Nov. 23 (NWA) — The harbour reopened.",
        "“Is it safe?” she asked.",
        "“Stop!” Minister Ostby said.",
        "He waited ... and waited.",
        "Read it at www.example.org before Monday.",
        "1. The harbour reopens.",
        "The firm was led by Runa P. Ostby and A. P. Lund.",
        "Ostby said “The quay is safe. Every crane was tested.” in a note.",
        "“So far, so good. But it is a long way.” – Arne Vik",
    ],
)
def test_what_only_looks_like_an_end_is_none(text):
    assert parts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Boats stayed in.", ["It rained.", "Boats stayed in."]),
        ("“It rained.” Boats stayed in.", ["“It rained.”", "Boats stayed in."]),
        (
            "She works for Aske Corp. The firm is old.",
            ["She works for Aske Corp.", "The firm is old."],
        ),
        ("He lives in the U.S. He was born here.", ["He lives in the U.S.", "He was born here."]),
        ("You and I. Did it rain?", ["You and I.", "Did it rain?"]),
        ("It is in Lund, N.W. Picture: A. Vik.", ["It is in Lund, N.W.", "Picture: A. Vik."]),
        ("“It rained. It blew,” she said.", ["“It rained.", "It blew,” she said."]),
        ("Why? Nobody knows!", ["Why?", "Nobody knows!"]),
        ("बारिश हुई। नावें रुकीं।", ["बारिश हुई।", "नावें रुकीं।"]),
        ("雨が降った。船は出なかった。", ["雨が降った。", "船は出なかった。"]),
    ],
)
def test_two_sentences_are_two(text, expected):
    assert parts(text) == expected


def test_headings_and_tables_are_not_sentences():
    paragraphs = (
        Paragraph("What happened.", ParagraphKind.HEADING),
        Paragraph("It rained. Boats stayed in."),
        Paragraph("a\tb", ParagraphKind.TABLE),
    )

    spans = split_sentences(paragraphs, "en")

    text = joined_text(paragraphs)
    assert [span.of(text) for span in spans] == ["It rained.", "Boats stayed in."]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_sentences_lie_in_order_and_lose_no_word(texts):
    paragraphs = [Paragraph(text) for text in texts]
    text = joined_text(paragraphs)

    spans = split_sentences(paragraphs)

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    kept = "".join(span.of(text) for span in spans)
    assert "".join(kept.split()) == "".join(text.split())
