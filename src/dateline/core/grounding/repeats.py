"""Sentences of one copy that say the same twice: an older take left under a newer top."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dateline.core.grounding.words import OPENERS

# Sentences of fewer telling words repeat each other by chance.
FEWEST_WORDS = 6
# A run of three words that so many sentences have is a phrase, such as a ministry's name.
COMMON_FROM = 12
SHARED_RUNS = 2
# Of the words of the shorter sentence, this share stands in the other one too.
REPEAT_FROM = 0.6


def repeats_in(sentences: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, float]]:
    """Give pairs of sentences, by number, that repeat each other, and the share both have.

    sentences  the words of each, as they stand, without quotation marks

    Only pairs that share runs of three words are compared, so that the time stays linear in the
    length of the copy.
    """
    words = [[word.lower() for word in sentence if word.strip()] for sentence in sentences]
    holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for number, own in enumerate(words):
        for place in range(len(own) - 2):
            holders[tuple(own[place : place + 3])].add(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) < COMMON_FROM:
            shared.update(combinations(sorted(numbers), 2))
    telling = [{word for word in own if len(word) > 2 and word not in OPENERS} for own in words]
    for (first, second), runs in sorted(shared.items()):
        fewest = min(len(telling[first]), len(telling[second]))
        if runs < SHARED_RUNS or fewest < FEWEST_WORDS:
            continue
        score = len(telling[first] & telling[second]) / fewest
        if score >= REPEAT_FROM:
            yield first, second, round(score, 3)
