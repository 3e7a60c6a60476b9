"""No misquote made from the quotes of real stories is ever accepted."""

import itertools
import json
import re

from dateline.core.grounding import Quote, Understanding, check, understand
from dateline.core.story import LineKind, Verdict
from tests.core.grounding.conftest import TREATY, story

FEWEST_ATTACKS = 1000


def misquotes(quote: Quote, other: Quote) -> list[str]:
    """Return stitched, cut, negated, renumbered and paraphrased forms of one quote."""
    words = [word for word in quote.words.split() if any(sign.isalnum() for sign in word)]
    middle = len(words) // 2
    made = [
        [*words[:middle], *other.words.split()[len(other.words.split()) // 2 :]],
        [*words, *other.words.split()],
        [*words[:middle], *words[middle + 1 :]],
        [*words[:middle], "never", *words[middle:]],
        [*words[:middle], "[never]", *words[middle:]],
        [*words[:middle], "reportedly", *words[middle + 1 :]],
        [*words[:-1], "yesteryear"],
    ]
    if negation := next((w for w in words[1:] if w.lower() in ("not", "never", "no")), None):
        made.append([word for word in words if word != negation])
    if number := next((w for w in words if re.fullmatch(r"\d+", w)), None):
        made.append([str(int(number) + 7) if word == number else word for word in words])
    # Words in a [bracket] are the editor's, not the speaker's: changing them misquotes nobody.
    bracketed = any(sign in quote.words for sign in "[]")
    return [" ".join(one) for one in made if one != words and not bracketed]


def accepted(seen: Understanding) -> tuple[int, list[str]]:
    """Return how many misquotes were tried on a story and those that passed."""
    quotes = [quote for quote in seen.quotes if quote.speaker and len(quote.words.split()) >= 5]
    tried, passed = 0, []
    for quote, other in itertools.pairwise(quotes):
        if " ".join(quote.words.split()) in other.words:
            continue
        for line in misquotes(quote, other):
            tried += 1
            found = check(seen, line, kind=LineKind.PULL_QUOTE, speaker=quote.speaker)
            if found.verdict is Verdict.SUPPORTED:
                passed.append(line)
    return tried, passed


def test_no_misquote_of_our_own_copy_is_accepted():
    tried, passed = accepted(understand(story(*TREATY)))

    assert tried >= 10
    assert passed == []


def test_no_misquote_of_a_thousand_from_real_copy_is_accepted(shared):
    rows = (shared / "eval/grounding/polnear/dev.jsonl").read_text().splitlines()
    tried, passed = 0, []
    for row in rows:
        seen = understand(story(*json.loads(row)["text"].split("\n\n")))
        more, through = accepted(seen)
        tried, passed = tried + more, passed + through

    assert tried >= FEWEST_ATTACKS
    assert passed == []
