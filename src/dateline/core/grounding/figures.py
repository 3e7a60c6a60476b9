"""Figures: numbers with their unit and the word that softens them."""

import re
from dataclasses import dataclass

from dateline.core.story import Span

# Longest first, so that “more than” is not read as “than”.
_HEDGES = (
    ("about", r"about|around|some|roughly|approximately|an estimated|estimated|circa"),
    ("at_least", r"at least|no fewer than|no less than|a minimum of"),
    ("at_most", r"at most|up to|no more than|as many as|as much as|a maximum of"),
    ("nearly", r"nearly|almost|close to|just under"),
    ("more_than", r"more than|over|upwards of|in excess of|just over"),
    ("less_than", r"less than|fewer than|under|below"),
)
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_CURRENCY = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR"}
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "dozen": 12,
}  # fmt: skip
_FIGURE = re.compile(
    r"(?:(?P<hedge>\b(?:" + "|".join(words for _, words in _HEDGES) + r")\s+))?"
    r"(?P<currency>[$£€¥₹]\s?)?"
    r"(?:(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)|\b(?P<word>"
    + "|".join(_WORDS)
    + r")\b)"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|m)\b)?"
    r"(?:(?P<percent>\s?(?:%|percent\b|per cent\b))|\s(?P<unit>[a-z]{3,}))?",
    re.IGNORECASE,
)
_NOT_UNITS = {
    "and",
    "or",
    "of",
    "in",
    "on",
    "at",
    "to",
    "the",
    "was",
    "were",
    "is",
    "are",
    "for",
    "from",
    "with",
    "by",
    "but",
    "that",
    "who",
    "which",
    "when",
    "while",
    "after",
    "before",
    "said",
    "has",
    "had",
    "have",
    "more",
    "other",
    "as",
    "its",
    "his",
    "her",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: where, how much, of what, and how it is hedged.

    unit   a lower-case noun, a currency code, "%" or None
    hedge  none, about, at_least, at_most, nearly, more_than or less_than
    """

    span: Span
    value: float
    unit: str | None
    hedge: str


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in reading order. A bare “one” is a pronoun and left out."""
    return tuple(
        figure for match in _FIGURE.finditer(text) if (figure := _figure(match)) is not None
    )


def _figure(match: re.Match[str]) -> Figure | None:
    digits, word = match["digits"], match["word"]
    if digits and match.start("digits") and match.string[match.start("digits") - 1].isalnum():
        return None  # the 4 of “H4”
    value = float(digits.replace(",", "")) if digits else float(_WORDS[word.lower()])
    unit = (match["unit"] or "").lower()
    if unit in _NOT_UNITS:
        unit = ""
    if word and word.lower() == "one" and not unit:
        return None
    value *= _SCALE.get((match["scale"] or "").lower(), 1)
    if match["currency"]:
        unit = _CURRENCY[match["currency"].strip()]
    elif match["percent"]:
        unit = "%"
    end = match.end("unit") if unit and match["unit"] else _end_of_number(match)
    start = match.start("hedge") if match["hedge"] else match.start()
    return Figure(Span(start, end), value, unit or None, _hedge(match["hedge"]))


def _end_of_number(match: re.Match[str]) -> int:
    groups = ("digits", "word", "scale", "percent")
    return max(match.end(group) for group in groups if match[group] is not None)


def _hedge(words: str | None) -> str:
    if not words:
        return "none"
    plain = words.strip().lower()
    return next(name for name, pattern in _HEDGES if re.fullmatch(pattern, plain))
