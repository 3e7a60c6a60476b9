"""English heads fitted without some sources, and what they score on those: sets kept apart.

Sources are left out whole, never random rows of one, because rows of a source resemble each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.heads import HeadsAtWork
from dateline.core.scoring.reading import Reader
from dateline.project.scorer.measures import Numbers
from dateline.project.scorer.training import English, fit_english

_BATCH = 256
_NEWS = frozenset({"news_spans", "news_natural", "news_toxic", "fox"})
_SIX = {
    Attribute.TOXICITY: "wiki_toxic",
    Attribute.SEVERE_TOXICITY: "wiki_severe_toxic",
    Attribute.PROFANITY: "wiki_obscene",
    Attribute.THREAT: "wiki_threat",
    Attribute.INSULT: "wiki_insult",
    Attribute.IDENTITY_ATTACK: "wiki_identity_hate",
}


@dataclass(frozen=True, slots=True)
class Split:
    """Sources and groups that a fit does without, and the labels it is then judged by."""

    name: str
    sources: frozenset[str]
    judged: tuple[tuple[str, Attribute, str], ...]
    groups: frozenset[str] = frozenset()


# The judged are (source or group, attribute, label).
SPLITS = (
    Split(
        "small Wikipedia mirrors",
        frozenset({"wiki_5k", "wiki_3k", "wiki_2k"}),
        (
            ("wiki_5k", Attribute.TOXICITY, "wiki_toxic"),
            *(("wiki_3k", attribute, label) for attribute, label in _SIX.items()),
            *(("wiki_2k", attribute, label) for attribute, label in _SIX.items()),
            ("Youtube01-Psy", Attribute.SPAM, "spam"),
        ),
        frozenset({"Youtube01-Psy"}),
    ),
    Split(
        "large Wikipedia mirror",
        frozenset({"wiki_20k"}),
        (
            ("wiki_20k", Attribute.TOXICITY, "wiki_toxic"),
            ("Youtube02-KatyPerry", Attribute.SPAM, "spam"),
        ),
        frozenset({"Youtube02-KatyPerry"}),
    ),
    Split(
        "news",
        _NEWS,
        (
            ("news_natural", Attribute.TOXICITY, "news_toxic"),
            ("news_spans", Attribute.TOXICITY, "news_toxic"),
            ("news_spans", Attribute.INSULT, "news_insult"),
            ("news_spans", Attribute.THREAT, "news_threat"),
            ("news_spans", Attribute.PROFANITY, "news_profane"),
            ("news_spans", Attribute.IDENTITY_ATTACK, "news_identity"),
            ("fox", Attribute.IDENTITY_ATTACK, "news_hateful"),
            ("Youtube03-LMFAO", Attribute.SPAM, "spam"),
        ),
        frozenset({"Youtube03-LMFAO"}),
    ),
    Split(
        "emoji hate",
        frozenset({"hatemoji"}),
        (
            ("hatemoji", Attribute.IDENTITY_ATTACK, "hate"),
            ("Youtube04-Eminem", Attribute.SPAM, "spam"),
        ),
        frozenset({"Youtube04-Eminem"}),
    ),
    Split(
        "implicit hate and social media",
        frozenset({"toxigen", "social", "sms"}),
        (
            ("toxigen", Attribute.IDENTITY_ATTACK, "hate"),
            ("social", Attribute.TOXICITY, "social_toxic"),
            ("sms", Attribute.SPAM, "spam"),
        ),
    ),
)


class Fitted:
    """Heads fitted for judging: any texts in, scores out, as the package's own would give them."""

    def __init__(self, english: English, reader: Reader, chosen: NDArray[np.bool_] | None) -> None:
        weights, self.of_reference = fit_english(english, chosen)
        self.heads = HeadsAtWork(reader, weights)

    def scores(self, texts: list[str]) -> dict[Attribute, Numbers]:
        """Return the scores of some texts by attribute."""
        names = self.heads.weights.attributes
        tables = [np.zeros((0, len(names)))]
        for first in range(0, len(texts), _BATCH):
            sums, _ = self.heads.sums(self.heads.read(texts[first : first + _BATCH]))
            tables.append(self.heads.curves.scores(sums))
        table = np.concatenate(tables)
        return {Attribute(name): table[:, n] for n, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Judged:
    """Comments of one set that was kept apart, with their labels and scores."""

    split: str
    set: str
    attribute: Attribute
    texts: list[str]
    labels: Numbers
    scores: Numbers


def judged_apart(english: English, reader: Reader) -> Iterator[tuple[Fitted, list[Judged]]]:
    """Give for each split the heads fitted without it, and how they score what was left out."""
    for split in SPLITS:
        out = np.array([r.source in split.sources or r.group in split.groups for r in english.rows])
        fitted = Fitted(english, reader, ~out)
        yield fitted, [_judged(english, fitted, split, *judged) for judged in split.judged]


def _judged(
    english: English, fitted: Fitted, split: Split, name: str, attribute: Attribute, label: str
) -> Judged:
    rows = [r for r in english.rows if name in (r.source, r.group) and label in r.labels]
    texts = [row.text for row in rows]
    labels = np.array([row.labels[label] for row in rows])
    return Judged(split.name, name, attribute, texts, labels, fitted.scores(texts)[attribute])
