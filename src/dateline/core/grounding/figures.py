"""Figures: numbers with their unit, the word that softens them and what they compare."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core.grounding.figure_words import (
    CURRENCIES_BEFORE,
    CURRENCIES_BEHIND,
    FRACTIONS,
    HEDGES,
    HEDGES_BEHIND,
    NOT_A_NOUN,
    NUMBER_WORDS,
    NUMBERS,
    ORDINALS,
    SCALES,
    SKIPPED,
    STOPS,
    TENS,
    UNITS_BELOW_TWENTY,
    is_plural,
)
from dateline.core.story import Span

_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS_BELOW_TWENTY[:9])})\b)?"
    rf"|(?:{'|'.join(reversed(UNITS_BELOW_TWENTY))}))\b"
)
_FIGURE = re.compile(
    r"\b(?=[\dadefhnoqst])(?<!\.)(?<!\d[:,])(?:"  # the first letters only save time
    # More than fifteen digits are a serial number and no amount.
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?)(?![,.]?\d)"
    r"(?P<ordinal>(?:st|nd|rd|th)\b)?"
    rf"|(?P<fraction>(?:(?:{_BELOW_HUNDRED}|a)[ -])?(?:{'|'.join(FRACTIONS)})s?)\b"
    r"(?=(?P<part>\s(?:of|an?)\b)|)"
    rf"|(?P<rank>{'|'.join(ORDINALS)})\b"
    rf"|(?P<words>(?:(?:{_BELOW_HUNDRED}|a)[ ])?(?:hundred|dozen)\b(?:[ ]and[ ]{_BELOW_HUNDRED})?"
    rf"|{_BELOW_HUNDRED})"
    r")(?:(?P<gap>\s|-|\san?\s)?(?P<scale>"
    + "|".join(sorted(SCALES, key=len, reverse=True))
    + r")\b)?"
    r"(?P<percent>[\s-]?(?:%|percent\b|per cent\b))?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(c) for c in sorted(CURRENCIES_BEFORE, key=len, reverse=True))
    + r")\s?$",
    re.IGNORECASE,
)  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:(?:well|slightly|a little|far)\s+)?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in HEDGES)
    + r")\s+$",
    re.IGNORECASE,
)
_HEDGE_BEHIND = re.compile(
    r"\s(?:" + "|".join(f"(?P<{name}>{words})" for name, words in HEDGES_BEHIND) + r")\b"
)
_MOVES = {
    "up": r"up|rose|risen|rising|rises|grew|grown|grows|growing|climbed|climbing|increased"
    r"|increasing|increase|jumped|surged|soared|raised|raising|gained|doubled|rise",
    "down": r"down|fell|fallen|falling|falls|dropped|dropping|declined|decreased|decrease|shrank"
    r"|slid|cut|lowered|reduced|plunged|slumped|fall|drop",
}
_COMPARED = re.compile(
    rf"(?:\b(?:(?P<up>{_MOVES['up']})|(?P<down>{_MOVES['down']}))"
    r"\b(?:\s(?P<role>by|from|to|of))?"
    r"|\b(?P<than>compared (?:with|to)|against|(?<!more )(?<!less )(?<!fewer )than))\s+$",
    re.IGNORECASE,
)
_MORE_BEHIND = re.compile(
    r"\s(?:percentage points\s|points\s)?(?:(?P<up>more|higher|larger)|(?P<down>fewer|less|lower))"
    r"\b(?:\s[a-z-]+){0,3}\sthan\b"
)
_FROM = re.compile(r",?\s(?P<role>from|to)\s+$")
_FOLLOWING = re.compile(r"[ -](?:of[ ])?([^\W\d_]+(?:[’'-][^\W\d_]+)*)")
_RANKED = re.compile(
    r"[ -](?:[a-z]{2,}est\b|place\b|time\b|day\b|week\b|month\b|year\b|quarter\b|round\b|term\b)"
)
_CLOCK = re.compile(
    r"(?:[:.]\d\d)?\s?(?:[ap]\.?m\b|o[’']clock\b)|[:]\d\d\b|\s?GMT\b", re.IGNORECASE
)
_AGE_BETWEEN_COMMAS = re.compile(r"[^\W\d_][\w’'-]+,\s$")
_AGED = re.compile(r"\b(?:aged|age)\s$")
_GLUED = re.compile(r"(?<=\w)(?!(?:km|kg|cm|mm|mph|kph)\b)[^\W\d_]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MEASURE = re.compile(r"\s?(km|kg|cm|mm|mph|kph)\b")
_RANGE = re.compile(r"\s?(?:-|–|to|or|and)\s?", re.IGNORECASE)
_BEFORE_CHARS = 48
_MOST_WORDS_OF_UNIT = 5
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a figure compares with another.

    direction  up, down, or None where the copy only sets two figures side by side
    role       what the figure is of it: by (the difference), from, to, or than (the other one)
    """

    direction: str | None
    role: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number: where, how much, of what, how it is hedged and what it compares.

    unit     a lower-case noun, a currency code, "%" or None
    hedge    none, about, at_least, at_most, nearly, more_than or less_than
    is_rank  whether the number is a place in an order: “third”, “21st”
    """

    span: Span
    value: float
    unit: str | None
    hedge: str
    comparison: Comparison | None = None
    is_rank: bool = False


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in reading order.

    A bare “one” is a pronoun; times of day and the numbers of “F-16” and “H4” are no figures.
    """
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        if (figure := _figure(text, match)) is not None:
            if found and figure.comparison is None:
                figure = _continuing(text, found[-1], figure)
            found.append(figure)
    return tuple(_with_shared_units(text, found))


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    before = text[max(0, match.start() - _BEFORE_CHARS) : match.start()]
    if match["digits"] and (
        _is_part_of_word(before)
        or _CLOCK.match(text, match.end("digits"))
        or _GLUED.match(text, match.end())
    ):
        return None
    is_rank = _is_rank(text, match)
    if (match["rank"] or match["fraction"]) and not (is_rank or match["part"]):
        return None
    value = _value(match, is_rank=is_rank)
    if value is None:
        return None
    start, end = match.start(), _end_of_number(match)
    unit: str | None = None
    if sign := _CURRENCY.search(before):
        unit = CURRENCIES_BEFORE.get(sign.group().strip().lower())
        start -= len(before) - sign.start()
        before = before[: sign.start()]
    elif match["percent"]:
        unit = "%"
    elif not is_rank:
        unit, end = _unit(text, end, value, before)
    if unit is None and (_YEAR.fullmatch(match.group()) or match.group().lower() == "one"):
        return None
    hedge, start, end = _hedge(text, before, start, end)
    comparison = _comparison(text, start, _end_of_number(match))
    return Figure(Span(start, end), value, unit, hedge, comparison, is_rank)


def _is_part_of_word(before: str) -> bool:
    """Whether a number belongs to “F-16” or “#4”: a letter and a hyphen stand before it."""
    return len(before) > 1 and before[-1] in "-–#/" and (before[-1] in "#/" or before[-2].isalpha())


def _value(match: re.Match[str], *, is_rank: bool) -> float | None:
    """Return how much; None for letters such as “ſ”, which only fold to those of a number."""
    if match["digits"]:
        value: float | None = float(match["digits"].replace(",", ""))
    elif match["fraction"] and not is_rank:
        *count, part = re.split(r"[ -]", match["fraction"].lower())
        below = FRACTIONS.get(part) or FRACTIONS.get(part.removesuffix("s"))
        above = _words_value(count)
        value = above / below if below and above else None
    elif is_rank:
        value = ORDINALS.get((match["rank"] or match["fraction"]).lower())
    else:
        value = _words_value(re.split(r"[ -]", match["words"].lower()))
    scale = SCALES.get(match["scale"].lower()) if match["scale"] else 1
    return None if value is None or scale is None else float(value * scale)


def _words_value(words: Sequence[str]) -> float | None:
    total = 0
    for word in words:
        if word in ("hundred", "dozen"):
            total = (total or 1) * NUMBERS[word]
        elif word != "and":
            if word not in NUMBERS:
                return None
            total += NUMBERS[word]
    return total or 1.0


def _is_rank(text: str, match: re.Match[str]) -> bool:
    if match["ordinal"]:
        return True
    word = (match["rank"] or match["fraction"] or "").lower()
    if word not in ORDINALS or match["part"]:
        return False
    return word not in ("first", "second") or _RANKED.match(text, match.end()) is not None


def _end_of_number(match: re.Match[str]) -> int:
    groups = ("digits", "ordinal", "fraction", "rank", "words", "scale", "percent")
    return max(match.end(group) for group in groups if match[group] is not None)


def _unit(text: str, end: int, value: float, before: str) -> tuple[str | None, int]:
    """Return what a number counts, the head of the phrase behind it, and where that ends."""
    is_closed = text[end : end + 1] in (",", ".")
    if value <= _OLDEST and (
        _AGED.search(before) or (is_closed and _AGE_BETWEEN_COMMAS.search(before))
    ):
        return "years", end
    if measure := _MEASURE.match(text, end):
        return measure[1], measure.end()
    place = end
    people: tuple[str, int] | None = None
    for number in range(_MOST_WORDS_OF_UNIT):
        following = _FOLLOWING.match(text, place)
        if following is None:
            break
        word, is_lower = following[1].lower(), following[1].islower()
        if word in STOPS or word.split("-")[0] in NUMBER_WORDS:
            break
        place = following.end()
        if not number and text[end] == "-" and (is_lower and re.match(r"[a-z]{3,}", word)):
            # “a 14-year-old”, “a 300-mile march”
            first = word.split("-")[0].replace("fold", "times")
            return (first if is_plural(first) else f"{first}s"), place
        if word in CURRENCIES_BEHIND:
            return CURRENCIES_BEHIND[word], place
        if not is_lower and is_plural(word):
            people = people or (word, place)  # “18,000 Varlanders”, unless a noun follows
        if word in SKIPPED or not is_lower:
            continue
        if is_plural(word) or (value <= 1 and not NOT_A_NOUN.fullmatch(word)):
            return word, place
    return people or (None, end)


def _hedge(text: str, before: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the hedge of a number, and its span with the hedging words."""
    if found := _HEDGE.search(before):
        return str(found.lastgroup), start - (len(before) - found.start()), end
    if behind := _HEDGE_BEHIND.match(text, end):
        return str(behind.lastgroup), start, behind.end()
    return "none", start, end


def _comparison(text: str, start: int, number_end: int) -> Comparison | None:
    if behind := _MORE_BEHIND.match(text, number_end):
        return Comparison("up" if behind["up"] else "down", "by")
    found = _COMPARED.search(text[max(0, start - _BEFORE_CHARS) : start])
    if found is None:
        return None
    if found["than"]:
        return Comparison(None, "than")
    role = (found["role"] or "by").lower()
    return Comparison("up" if found["up"] else "down", "by" if role == "of" else role)


def _continuing(text: str, last: Figure, figure: Figure) -> Figure:
    """Give the second figure of “rose by 5 to 30, from 25” its part in the comparison."""
    between = text[last.span.end : figure.span.start]
    if last.comparison and last.comparison.direction and (found := _FROM.fullmatch(between)):
        return replace(figure, comparison=replace(last.comparison, role=found["role"]))
    return figure


def _with_shared_units(text: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Give the first number of “10 to 15 ships” the unit of the second."""
    held: Figure | None = None
    for figure in figures:
        if held is not None:
            is_range = held.unit is None and not (held.is_rank or figure.is_rank)
            if is_range and _RANGE.fullmatch(text[held.span.end : figure.span.start]):
                held = replace(held, unit=figure.unit)
            yield held
        held = figure
    if held is not None:
        yield held
