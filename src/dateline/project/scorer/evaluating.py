"""Judging the shipped heads on any labelled comments: tables by set, identity and disguise."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.identities import IDENTITIES
from dateline.core.scoring.language import detect
from dateline.core.scoring.lexicon import STRONG, Lexicon, lexicon
from dateline.core.scoring.models import HEADS_OF_LANGUAGE, model_of
from dateline.core.scoring.scorer import score_comment, score_comments, whole_scores
from dateline.project.scorer.disguises import DISGUISES, disguise
from dateline.project.scorer.measures import (
    Numbers,
    at_cut,
    auc,
    cut_at_rate,
    rank_correlation,
    reliability,
)

TEXT_COLUMNS = ("text", "comment_text", "comment", "content", "body", "test_case", "sentence")
# Names of label columns as public sets have them, and the attribute each is about.
LABEL_COLUMNS = {
    "toxic": "TOXICITY", "toxicity": "TOXICITY", "is_toxic": "TOXICITY", "hostile": "TOXICITY",
    "offensive": "TOXICITY", "severe_toxic": "SEVERE_TOXICITY",
    "severe_toxicity": "SEVERE_TOXICITY",
    "obscene": "PROFANITY", "profanity": "PROFANITY", "threat": "THREAT", "insult": "INSULT",
    "identity_hate": "IDENTITY_ATTACK", "identity_attack": "IDENTITY_ATTACK",
    "hate": "IDENTITY_ATTACK", "hateful": "IDENTITY_ATTACK", "label_gold": "IDENTITY_ATTACK",
    "label_sexist": "IDENTITY_ATTACK", "spam": "SPAM", "class": "SPAM",
}  # fmt: skip
POSITIVE_WORDS = frozenset(
    "1 1.0 true yes toxic hateful hate spam sexist offensive offense abusive hostile".split()
)
_READ = (".csv", ".jsonl", ".tsv")
_CUTS = (0.5, 0.7, 0.9)
_FEWEST_OF_EACH = 10
_FEWEST_WITH_IDENTITY = 20
_OVERALL_FALSE_POSITIVES = 0.05
_MOST_DISGUISED = 400
_MOST_DETECTED = 200
_MOST_EXPLAINED = 500

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One label column of one file: comments, labels 0.0 to 1.0, and the attribute it is about."""

    name: str
    attribute: Attribute
    texts: list[str]
    labels: Numbers


def labelled_sets(
    path: Path, *, text: str | None = None, label: str | None = None, about: str | None = None
) -> Iterator[Labelled]:
    """Yield every label column that is understood, of a file or of the files under a folder.

    Raises:
        ValueError: a column was named that a file has not got.
    """
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.suffix in _READ)
    for file in files:
        rows = list(_rows(file))
        if not rows:
            continue
        columns = list(rows[0])
        for named in (text, label):
            if named and named not in columns:
                raise ValueError(f"{file}: found columns {columns}, expected {named}")
        texts = text or next((name for name in TEXT_COLUMNS if name in columns), None)
        if texts is None:
            continue
        for column in [label] if label else columns:
            attribute = about or LABEL_COLUMNS.get(column.lower().partition("@")[0])
            if attribute:
                yield _one(f"{file.parent.name}/{file.name}", rows, texts, column, attribute)


def _one(name: str, rows: list[Row], texts: str, column: str, attribute: str) -> Labelled:
    known = [row for row in rows if row.get(column) not in (None, "") and row.get(texts)]
    return Labelled(
        f"{name}:{column}",
        Attribute(attribute),
        [str(row[texts]) for row in known],
        np.array([_label(row[column]) for row in known]),
    )


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        if path.suffix == ".jsonl":
            yield from (json.loads(line) for line in file if line.strip())
        else:
            yield from csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")


def _label(value: Any) -> float:
    try:
        return float(value)
    except ValueError:
        return float(str(value).strip().lower() in POSITIVE_WORDS)


def heads_for(texts: list[str]) -> str | None:
    """Return the heads that most of some comments would be scored with, or None without any."""
    tags = Counter(detect(text).tag for text in texts[:_MOST_DETECTED])
    found = [HEADS_OF_LANGUAGE[tag] for tag, _ in tags.most_common() if tag in HEADS_OF_LANGUAGE]
    return found[0] if found else None


def evaluate(given: Labelled) -> Row | None:
    """Return the figures of one label column, or None if too few are of either kind or scored."""
    heads = heads_for(given.texts)
    if heads is None or given.attribute.value not in model_of(heads).weights.attributes:
        return None

    def score(texts: list[str]) -> Numbers:
        return whole_scores(texts, heads)[given.attribute]

    found = figures(given, score, heads)
    if found is not None:
        found["explained"] = share_of_true_reasons(given.texts, given.attribute)
    return found


def figures(
    given: Labelled,
    score: Callable[[list[str]], Numbers],
    heads: str,
    words: Lexicon | None = None,
) -> Row | None:
    """Return the figures of labelled comments under any scoring of them.

    `words` are those that are disguised, by default the strong ones of the language.

    None if fewer than ten comments are positive, or fewer than ten are not.
    """
    labels = given.labels
    graded = bool(((labels > 0) & (labels < 1)).any())
    positive = (labels >= (0.7 if graded else 0.5)).astype(np.float64)
    if min(positive.sum(), (1 - positive).sum()) < _FEWEST_OF_EACH:
        return None
    scores = score(given.texts)
    found: Row = {
        "set": given.name,
        "attribute": given.attribute.value,
        "language": heads,
        "rows": len(labels),
        "positive": int(positive.sum()),
        "auc": round(auc(positive, scores), 4),
        "cuts": {
            str(cut): {
                name: round(value, 3) for name, value in at_cut(positive, scores, cut).items()
            }
            for cut in _CUTS
        },
        "reliability": [
            (round(mean, 3), round(share, 3), size)
            for mean, share, size in reliability(positive, scores)
        ],
    }
    if graded:
        found["rank_correlation"] = round(rank_correlation(labels, scores), 3)
    found["identities"] = false_positives_by_identity(given.texts, positive, scores)
    found["disguises"] = recall_by_disguise(
        given, positive, scores, score, lexicon(heads) if words is None else words
    )
    clean = [text for text, label in zip(given.texts, positive, strict=True) if label < 0.5]
    found["wrongly_repaired"] = wrongly_repaired(clean, heads)
    return found


def share_of_true_reasons(texts: list[str], attribute: Attribute) -> float | None:
    """Return how many named fragments lower the score when taken out, 0.0 to 1.0."""
    true = named = 0
    for score, text in zip(
        score_comments(texts[:_MOST_EXPLAINED], attributes=[attribute]), texts, strict=False
    ):
        for reason in score.because.get(attribute, ()):
            without = score_comment(
                reason.fragment.taken_out_of(text), attributes=[attribute], explained=False
            )
            named += 1
            true += without.scores.get(attribute, 0.0) < score.scores[attribute]
    return round(true / named, 4) if named else None


def wrongly_repaired(clean: list[str], heads: str) -> float:
    """Return how many words of harmless comments are read as strong ones, per 10,000.

    Some of them were meant so, so this is the most it can be.
    """
    reader, words = model_of(heads).reader, lexicon(heads)
    read = wrong = 0
    for text in clean:
        reader.make_room()
        reading = reader.read(text)
        read += len(reading.rows)
        for chunk in reading.chunks:
            for piece in chunk.pieces:
                entry = words.get(piece.word) if piece.how else None
                wrong += entry is not None and entry.severity >= STRONG
    return round(wrong / max(read, 1) * 10_000, 2)


def false_positives_by_identity(texts: list[str], labels: Numbers, scores: Numbers) -> Row:
    """Return the share of harmless comments flagged, by the group they name, worst first.

    The cut is the one that flags 5 % of all harmless comments.
    """
    cut = cut_at_rate(labels, scores, _OVERALL_FALSE_POSITIVES)
    naming: dict[str, list[bool]] = {}
    for text, label, score in zip(texts, labels, scores, strict=True):
        if label < 0.5:
            for word in {word.strip(".,!?\"'") for word in text.lower().split()} & IDENTITIES:
                naming.setdefault(word, []).append(bool(score > cut))
    rates = {
        word: round(sum(flags) / len(flags), 3)
        for word, flags in naming.items()
        if len(flags) >= _FEWEST_WITH_IDENTITY
    }
    return dict(sorted(rates.items(), key=lambda pair: (-pair[1], pair[0])))


def recall_by_disguise(
    given: Labelled,
    labels: Numbers,
    scores: Numbers,
    score: Callable[[list[str]], Numbers],
    words: Lexicon,
) -> Row:
    """Return the share of found comments still found when their strong words are disguised."""
    cut = cut_at_rate(labels, scores, _OVERALL_FALSE_POSITIVES)
    found = [
        text
        for text, label, value in zip(given.texts, labels, scores, strict=True)
        if label > 0.5 and value > cut and disguise(text, "spaced", words, seed=0) != text
    ][:_MOST_DISGUISED]
    if len(found) < _FEWEST_OF_EACH:
        return {}
    kept = {}
    for kind in DISGUISES:
        hidden = [disguise(text, kind, words, seed=0) for text in found]
        kept[kind] = round(float((score(hidden) > cut).mean()), 3)
    return kept
