"""The package's own scorer, as the service asks for it."""

import threading
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.core.scoring import HEADS_OF_LANGUAGE, Attribute, detect, score_comment
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


def own_scorer(text: str, attributes: Collection[str], wants_spans: bool) -> OwnScore:
    """Return scores of some attributes; without any, only the language.

    What the comment's language has no heads for is scored by the English ones.
    """
    if not attributes:
        return OwnScore(detect(text).tag)
    wanted = [Attribute(name) for name in attributes]
    with _ONE_AT_A_TIME:
        score = score_comment(text, attributes=wanted, explained=wants_spans, fallback=_FALLBACK)
    return OwnScore(
        score.language.tag,
        {name.value: value for name, value in score.scores.items()},
        {name.value: spans for name, spans in score.spans.items()},
    )


def warm_up() -> None:
    """Load the weights of every language, so that no client waits for it."""
    with _ONE_AT_A_TIME:
        for heads in set(HEADS_OF_LANGUAGE.values()):
            model_of(heads)
