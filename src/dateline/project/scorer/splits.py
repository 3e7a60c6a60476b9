"""Heads fitted without some sources, and what they score on those: sets kept apart.

English sources are left out whole, never random rows of one, because rows of a source resemble each
other. The other languages have one source each, of which groups of rows are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.calibration import Curves
from dateline.core.scoring.heads import HeadsAtWork
from dateline.core.scoring.reading import Reader
from dateline.project.scorer.corpora import Row
from dateline.project.scorer.evaluating import Labelled
from dateline.project.scorer.measures import Numbers
from dateline.project.scorer.recipes import OTHER_LANGUAGES
from dateline.project.scorer.training import COPIES, English, fit_english, fit_other

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
    """Comments of one set that was kept apart, what scored them, and their scores."""

    given: Labelled
    scores: Numbers
    fitted: Fitted | None = None

    def score(self, texts: list[str]) -> Numbers:
        """Return the scores of the set's comments, or of other texts by the heads of its split."""
        if texts is self.given.texts:
            return self.scores
        if self.fitted is None:
            raise ValueError(f"{self.given.name}: the heads of its folds are gone")
        return self.fitted.scores(texts)[self.given.attribute]


def judged_apart(english: English, reader: Reader) -> Iterator[tuple[Fitted, list[Judged]]]:
    """Give for each split the heads fitted without it, and how they score what was left out."""
    for split in SPLITS:
        out = np.array([r.source in split.sources or r.group in split.groups for r in english.rows])
        fitted = Fitted(english, reader, ~out)
        yield fitted, [_judged(english, fitted, *judged) for judged in split.judged]


def _judged(
    english: English, fitted: Fitted, name: str, attribute: Attribute, label: str
) -> Judged:
    rows = [r for r in english.rows if name in (r.source, r.group) and label in r.labels]
    labels = np.array([row.labels[label] for row in rows])
    given = Labelled(name, attribute, [row.text for row in rows], labels)
    return Judged(given, fitted.scores(given.texts)[attribute], fitted)


def judged_in_folds(rows: Sequence[Row], reader: Reader, language: str) -> Iterator[Judged]:
    """Give how the heads of another language score rows that their fold was fitted without."""
    weights, unseen = fit_other(rows, reader, language)
    curves = Curves(weights.curve, weights.levels)
    for number, name in enumerate(weights.attributes):
        label = OTHER_LANGUAGES[language][Attribute(name)]
        known = [n for n, row in enumerate(rows) if label in row.labels]
        sums = np.zeros((len(known), len(weights.attributes)), np.float32)
        sums[:, number] = unseen[name][1]
        scores = curves.scores(sums)[:, number]
        is_copy = np.array([rows[n].source.endswith(COPIES) for n in known])
        for copies in (False, True):
            chosen = np.flatnonzero(is_copy == copies)
            if len(chosen):
                texts = [rows[known[n]].text for n in chosen]
                about = rows[known[chosen[0]]].source
                labels = unseen[name][0][chosen]
                yield Judged(Labelled(about, Attribute(name), texts, labels), scores[chosen])
