"""No misquote made from the quotes of real stories is ever accepted."""

import itertools
import json
import re

import pytest

from dateline.core.grounding import Quote, Resolution, Understanding, check, understand
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


def trims(quote: Quote) -> list[str]:
    """Return one quote cut where what goes turns, softens or lends the words that are kept."""
    made = []
    for sentence in re.split(r"(?<=[.!?])[”\"’]*\s+", quote.words):
        for sign in re.finditer(r"[,;:—–]\s", sentence):
            left, right = sentence[: sign.end()], sentence[sign.end() :]
            if _TURNS.search(left):
                made.append(right)
            if _TURNS.search(right):
                made.append(left.rstrip(",;:—– "))
        words = sentence.split()
        if len(words) > 6 and not re.search(r"[,;:—–]$", words[0]):
            made.append(" ".join(words[1:]))
    return [one for one in made if len(one.split()) >= 3 and not any(s in one for s in "[]")]


_TURNS = re.compile(
    r"\b(?:no|not|never|\w+n[’']t|if|unless|may|might|perhaps|probably|says?|said|thinks?|believes?"
    r"|claims?|lie|wrong)\b",
    re.IGNORECASE,
)
# A cut that leaves a clause whole, or falls on the same words elsewhere in the quotes, misquotes
# nobody.
_WHOLE = re.compile(r"^(?:and|but|because|so|while|although|though|which)\b", re.IGNORECASE)


def accepted_trims(seen: Understanding) -> tuple[int, list[str]]:
    """Return how many trims were tried on a story and those that passed."""
    tried, passed = 0, []
    for quote in seen.quotes:
        if quote.speaker is None or len(quote.words.split()) < 5:
            continue
        for line in trims(quote):
            if _WHOLE.match(line):
                continue
            tried += 1
            found = check(seen, line, kind=LineKind.PULL_QUOTE, speaker=quote.speaker)
            if found.verdict is Verdict.SUPPORTED:
                passed.append(f"{line} << {quote.words}")
    return tried, passed


def accepted_wrong_speakers(seen: Understanding) -> tuple[int, list[str]]:
    """Return how many wrong speakers were tried for named ones, and those that passed."""
    tried, passed = 0, []
    people = {name.canonical for name in seen.names if name.kind in ("person", "organisation")}
    for quote in seen.quotes:
        if quote.resolution is not Resolution.NAMED or quote.speaker is None:
            continue
        for name in people:
            beside = quote.speaker_span.of(seen.text) if quote.speaker_span else ""
            if set(name.split()) & set(f"{quote.speaker} {beside}".split()):
                continue
            tried += 1
            found = check(seen, quote.words, kind=LineKind.PULL_QUOTE, speaker=name)
            if found.verdict is Verdict.SUPPORTED:
                passed.append(f"{name}: {quote.words}")
    return tried, passed


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


ATTACKS = {"misquotes": accepted, "trims": accepted_trims, "speakers": accepted_wrong_speakers}


def test_words_after_a_no_are_not_what_was_said():
    seen = understand(story("“No, we sold every licence to Talleck,” Minister Runa Ostby said."))

    found = check(
        seen,
        "we sold every licence to Talleck",
        kind=LineKind.PULL_QUOTE,
        speaker="Runa Ostby",
    )

    assert found.verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("attack", ATTACKS)
def test_none_of_a_thousand_attacks_on_quotes_of_real_copy_is_accepted(shared, attack):
    rows = (shared / "eval/grounding/polnear/train160.jsonl").read_text().splitlines()
    tried, passed = 0, []
    for row in rows:
        seen = understand(story(*json.loads(row)["text"].split("\n\n")))
        more, through = ATTACKS[attack](seen)
        tried, passed = tried + more, passed + through
        if tried >= FEWEST_ATTACKS:
            break

    assert tried >= FEWEST_ATTACKS
    assert passed == []
