"""The package's own scorer, as the service asks for it."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.api.analyzer.scores import Asked
from dateline.core.scoring import HEADS_OF_LANGUAGE, Attribute, detect, score_comments
from dateline.core.scoring.models import model_of

# Scores what a comment's own language has no heads for: clients publish what they get no score for.
_FALLBACK = "en"
# The scorer learns words as it meets them; two threads at once would learn them twice, or half.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class OwnScore:
    """What the scorer says of a comment; shaped as `scores.Scored`."""

    language_tag: str
    scores: Mapping[str, float] = field(default_factory=dict)
    spans: Mapping[str, Sequence[tuple[int, int, float]]] = field(default_factory=dict)


def own_scorer(asked: Sequence[Asked]) -> list[OwnScore]:
    """Return the scores of some comments in their order; without attributes, only the language.

    What a comment's language has no heads for is scored by the English ones. Comments of which the
    same is asked are scored side by side, which costs a fraction, and score as each by itself.
    """
    alike: dict[tuple[frozenset[str], bool], list[int]] = {}
    for number, one in enumerate(asked):
        alike.setdefault((one.attributes, one.wants_spans), []).append(number)
    found: dict[int, OwnScore] = {}
    for (attributes, wants_spans), numbers in alike.items():
        texts = [asked[number].text for number in numbers]
        scores = _scored(texts, attributes, wants_spans)
        found.update(zip(numbers, scores, strict=True))
    return [found[number] for number in range(len(asked))]


def _scored(texts: list[str], attributes: frozenset[str], wants_spans: bool) -> list[OwnScore]:
    if not attributes:
        return [OwnScore(detect(text).tag) for text in texts]
    wanted = [Attribute(name) for name in attributes]
    with _ONE_AT_A_TIME:
        scores = score_comments(texts, attributes=wanted, explained=wants_spans, fallback=_FALLBACK)
    return [
        OwnScore(
            score.language.tag,
            {name.value: value for name, value in score.scores.items()},
            {name.value: spans for name, spans in score.spans.items()},
        )
        for score in scores
    ]


def warm_up() -> None:
    """Load the weights of every language, so that no client waits for it."""
    with _ONE_AT_A_TIME:
        for heads in set(HEADS_OF_LANGUAGE.values()):
            model_of(heads)
