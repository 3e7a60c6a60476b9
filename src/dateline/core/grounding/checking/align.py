"""Binding the words of a line to the words of the copy they may have been made from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.grounding.checking.index import CALLED, SAME, LineReading, StoryIndex
from dateline.core.grounding.checking.reading import Token
from dateline.core.story import Span

MOST_EVIDENCE = 4
# A further sentence must carry this share of the line's weight that no other does.
LEAST_GAIN = 0.07
# A word met more often than this in a story tells nothing about where a line comes from.
MOST_PLACES = 60
_NEAR_WORDS = 8
_NEAR_BONUS = 0.3


@dataclass(slots=True)
class Link:
    """A word of the line, the word of the copy it is bound to, and how alike they are."""

    token: Token
    source: Token
    strength: float


@dataclass(slots=True)
class Alignment:
    """Which words of a line come from where.

    links     by the place of the line's word
    missing   words of the line that its sentences do not have
    evidence  numbers of the sentences, the one that carries most first
    covered   share of the line's weight that is carried, 0.0 to 1.0
    first_covered  the share the best sentence carries by itself
    """

    links: dict[int, Link]
    missing: list[Token]
    evidence: list[int]
    covered: float
    first_covered: float


def align(index: StoryIndex, line: LineReading, skipped: Sequence[Span]) -> Alignment:
    """Bind a line's content words to at most four sentences of the story.

    `skipped` are stretches that are judged by their own guards, such as dates.
    """
    words = [
        token for token in line.content if not any(span.covers(token.span) for span in skipped)
    ]
    options = {token.place: _options(index, token) for token in words}
    weights = {token.place: index.weight(token) for token in words}
    evidence, covered, first = _evidence(words, options, weights)
    links = _links(index, words, options, set(evidence))
    missing = [token for token in words if token.place not in links]
    return Alignment(links, missing, evidence, covered, first)


def _options(index: StoryIndex, token: Token) -> dict[int, list[tuple[int, float]]]:
    """Return by sentence the places a word may come from, with how alike they are."""
    strengths: dict[int, float] = {}
    for form, strength in index.like(token).items():
        places = index.places.get(form, ())
        for place in places[:MOST_PLACES]:
            strengths[place] = max(strengths.get(place, 0.0), strength)
    if token.value is not None:
        for place in index.value_places.get(token.value, ())[:MOST_PLACES]:
            strengths[place] = SAME
    for word in {token.low, *token.bases}:
        for place in index.called_places.get(word, ())[:MOST_PLACES]:
            strengths[place] = max(strengths.get(place, 0.0), CALLED)
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for place, strength in strengths.items():
        found[index.tokens[place].sentence].append((place, strength))
    return found


def _evidence(
    words: Sequence[Token],
    options: dict[int, dict[int, list[tuple[int, float]]]],
    weights: dict[int, float],
) -> tuple[list[int], float, float]:
    """Choose the sentences that together carry most, and the shares they carry."""
    total = sum(weights.values()) or 1.0
    best: dict[int, dict[int, float]] = defaultdict(dict)
    for token in words:
        for sentence, places in options[token.place].items():
            best[sentence][token.place] = max(strength for _, strength in places)
    chosen: list[int] = []
    have: dict[int, float] = {}
    shares: list[float] = []
    while len(chosen) < MOST_EVIDENCE:
        gains = {
            sentence: sum(
                weights[place] * max(0.0, strength - have.get(place, 0.0))
                for place, strength in carried.items()
            )
            for sentence, carried in best.items()
            if sentence not in chosen
        }
        if not gains:
            break
        # Of equals the one nearest to those already chosen, then the earlier.
        most = max(gains.values()) - 1e-6
        top = max(
            (sentence for sentence, gain in gains.items() if gain >= most),
            key=lambda s: (-min((abs(s - c) for c in chosen), default=0), -s),
        )
        if chosen and gains[top] < LEAST_GAIN * total:
            break
        chosen.append(top)
        for place, strength in best[top].items():
            have[place] = max(have.get(place, 0.0), strength)
        shares.append(sum(weights[p] * s for p, s in have.items()) / total)
    return chosen, shares[-1] if shares else 0.0, shares[0] if shares else 0.0


def _links(
    index: StoryIndex,
    words: Sequence[Token],
    options: dict[int, dict[int, list[tuple[int, float]]]],
    evidence: set[int],
) -> dict[int, Link]:
    """Choose for each word the place that is most alike and nearest to its neighbours' places."""
    chosen: dict[int, Link] = {}
    for _sweep in range(2):
        for number, token in enumerate(words):
            near = [
                chosen[words[i].place].source.place
                for i in (number - 1, number + 1, number - 2, number + 2)
                if 0 <= i < len(words) and words[i].place in chosen
            ]
            best, best_score = None, 0.0
            for sentence in evidence:
                for place, strength in options[token.place].get(sentence, ()):
                    score = strength + _NEAR_BONUS * sum(
                        max(0.0, 1 - abs(place - other) / _NEAR_WORDS) for other in near[:2]
                    )
                    if score > best_score:
                        best, best_score = Link(token, index.tokens[place], strength), score
            if best is not None:
                chosen[token.place] = best
    return chosen
