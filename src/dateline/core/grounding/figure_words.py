"""The words of figures: numbers, scales, currencies, hedges, and what a number counts."""

import re

SCALES = {
    "thousand": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6, "crore": 1e7, "crores": 1e7,
    "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12,
}  # fmt: skip
UNITS_BELOW_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
NUMBERS: dict[str, int] = (
    {word: number for number, word in enumerate(UNITS_BELOW_TWENTY, 1)}
    | dict(zip(TENS, range(20, 100, 10), strict=True))
    | {"hundred": 100, "dozen": 12, "a": 1}
)
NUMBER_WORDS = frozenset([*NUMBERS, *ORDINALS, *FRACTIONS, *SCALES])

# What stands before an amount, lower case, to its code.
CURRENCIES_BEFORE = {
    "$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD",
    "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₴": "UAH", "₺": "TRY",
    "rs": "INR", "rs.": "INR",
} | {
    code.lower(): code
    for code in (
        "USD EUR GBP JPY INR CNY CHF AUD CAD NZD SEK NOK DKK RUB KRW BRL ZAR TRY UAH PLN MXN PKR"
    ).split()
}  # fmt: skip
# Only words that name one currency: pounds are a weight too, rupees are of several countries.
CURRENCIES_BEHIND = {
    "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "yen": "JPY", "yuan": "CNY",
    "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "hryvnia": "UAH",
    "hryvnias": "UAH", "zloty": "PLN", "zlotys": "PLN",
}  # fmt: skip

# Longest first, so that “more than” is not read in “no more than”.
HEDGES = (
    ("at_least", r"at least|no fewer than|no less than|not less than|a minimum of"),
    ("at_most", r"at most|up to|no more than|not more than|as many as|as much as|a maximum of"),
    ("less_than", r"less than|fewer than|under|below"),
    ("nearly", r"nearly|almost|close to|just under|just short of|approaching"),
    ("more_than", r"more than|(?:just )?over|upwards of|in excess of|(?:just )?above"),
    ("about", r"about|around|some|roughly|approximately|an estimated|estimated|circa"),
)
HEDGES_BEHIND = (
    ("at_least", r"or more(?! than)"),
    ("at_most", r"or (?:less|fewer)(?! than)"),
    ("about", r"or so"),
)

# Plurals without an s, and what is counted without a plural.
PLURALS = frozenset(
    "people men women children police feet staff aircraft personnel cattle sheep crew teeth mice "
    "fishermen policemen servicemen spokesmen firefighters dead "
    "wounded injured spacecraft hovercraft percent medics lives wives criteria media data".split()
)
# A counted thing does not stand behind these.
STOPS = frozenset(
    "and or in on at to was were is are for from with by but that who which when while after "
    "before said says has had have as will would may might can could should must not than if "
    "because since until so also does did do always perhaps towards besides whereas news this its "
    "his hers ours theirs yours across versus during about over under between per a an it he she "
    "they we you i out up down off into plus times upwards "
    "them us whom each both all such there here another most".split()
)
SKIPPED = frozenset("the those these its his her their our my your of more fewer".split())
NOT_A_NOUN = re.compile(
    r".{2,}(?:ly|al|ive|ous|ful|less|ed|ish|ic)|large|small|big|new|old|major|single|long|short|key"
    r"|senior|young|great|good|high|low|further|such|least"
)


def is_plural(word: str) -> bool:
    """Return whether a lower-case word looks like a plural."""
    return word in PLURALS or (
        len(word) > 3 and word[-1] == "s" and not word.endswith(("ss", "us", "is", "’s", "'s"))
    )
