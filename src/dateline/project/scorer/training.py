"""Rebuilding the shipped heads from the labelled sets: which sets feed which head, and how much."""

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring import calibration
from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.known_words import known_words
from dateline.core.scoring.lexicon import Lexicon
from dateline.core.scoring.linear import LinearHeads
from dateline.core.scoring.reading import Reader
from dateline.core.scoring.repair import Repairer
from dateline.core.scoring.space import Space, matrix
from dateline.core.scoring.training import Part, fit_heads, idf_steps, weighted
from dateline.core.scoring.weights import Weights
from dateline.project.scorer.corpora import READERS, Row, read_sets, text_key
from dateline.project.scorer.word_lists import build_lexicon, lexicon_as_text

ENGLISH_SPACE = Space(word_bits=16, neighbour_bits=17, context_bits=17, char_bits=17)
_WORD_LISTS = ("ldnoobw", "profanity_list_dsojevic", "surge_profanity")
_REFERENCE = "perspective_scores_1k"
# The reference scores are of 2018; the columns of the models that came last.
_REFERENCE_COLUMNS = {
    Attribute.TOXICITY: "TOXICITY@6",
    Attribute.SEVERE_TOXICITY: "SEVERE_TOXICITY@2",
    Attribute.IDENTITY_ATTACK: "IDENTITY_ATTACK",
    Attribute.INSULT: "INSULT",
    Attribute.PROFANITY: "PROFANITY",
    Attribute.THREAT: "THREAT",
}


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A label that feeds a head: its share of the head's sum and the strength of the fit."""

    label: str
    share: float = 1.0
    strength: float = 4.0


RECIPES: dict[Attribute, tuple[Ingredient, ...]] = {
    Attribute.TOXICITY: (Ingredient("wiki_toxic"),),
    Attribute.SEVERE_TOXICITY: (Ingredient("wiki_severe_toxic"),),
    Attribute.IDENTITY_ATTACK: (Ingredient("wiki_identity_hate"), Ingredient("hate")),
    Attribute.INSULT: (Ingredient("wiki_insult"),),
    Attribute.PROFANITY: (Ingredient("wiki_obscene"),),
    Attribute.THREAT: (Ingredient("wiki_threat"),),
    Attribute.SPAM: (Ingredient("spam"),),
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Comments with the scores Perspective gave them, by attribute."""

    texts: list[str]
    scores: dict[Attribute, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Trained:
    """Everything a training run writes: files by name, and what went in."""

    files: dict[str, bytes]
    inputs: dict[str, str]


def train(folder: Path) -> Trained:
    """Return the package's lexicon and heads rebuilt from the sets under a folder.

    Raises:
        FileNotFoundError: a set is missing.
    """
    entries = build_lexicon(folder)
    reader = Reader(Repairer(Lexicon(entries), known_words()))
    reference = read_reference(folder)
    kept_apart = {text_key(text) for text in reference.texts}
    rows = [row for row in read_sets(folder) if text_key(row.text) not in kept_apart]
    english = [row for row in rows if row.language == "en"]
    weights = train_english(english, reader)
    weights = calibrate(weights, reader, reference, english)
    return Trained(
        files={
            "lexicon.tsv": lexicon_as_text(entries).encode(),
            "heads_en.npz": weights.to_bytes(),
            "inputs.json": _as_json(input_hashes(folder)),
        },
        inputs=input_hashes(folder),
    )


def train_english(rows: Sequence[Row], reader: Reader) -> Weights:
    """Return the English heads fitted to some rows, not yet calibrated."""
    seen = matrix([row.text for row in rows], reader, ENGLISH_SPACE)
    idf = idf_steps(seen, ENGLISH_SPACE)
    table = weighted(seen, ENGLISH_SPACE, idf)
    heads = {
        attribute.value: [part_of(rows, ingredient) for ingredient in recipe]
        for attribute, recipe in RECIPES.items()
    }
    return fit_heads(table, heads, space=ENGLISH_SPACE, idf=idf)


def part_of(rows: Sequence[Row], ingredient: Ingredient) -> Part:
    """Return what one label gives to a head; a spam head also learns from ordinary comments."""
    labels = labels_of(rows, ingredient.label)
    if ingredient.label == "spam":
        ordinary = np.array([row.source in ("news_spans", "news_natural") for row in rows])
        labels[ordinary] = 0.0
    return Part(labels, ingredient.share, ingredient.strength, np.ones(len(rows)))


def labels_of(rows: Sequence[Row], label: str) -> NDArray[np.float64]:
    """Return a label by row, NaN where a row has none."""
    return np.array([row.labels.get(label, np.nan) for row in rows])


def read_reference(folder: Path) -> Reference:
    """Return the comments with Perspective's own scores."""
    path = folder / _REFERENCE / "scores.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Reference(
        [row["comment_text"] for row in rows],
        {
            attribute: np.array([float(row[column]) for row in rows])
            for attribute, column in _REFERENCE_COLUMNS.items()
        },
    )


def calibrate(
    weights: Weights, reader: Reader, reference: Reference, rows: Sequence[Row]
) -> Weights:
    """Return weights whose scores mean what the reference's meant; SPAM means a share of spam."""
    model = LinearHeads(reader, weights)
    sums = _sums(model, reference.texts)
    curves = []
    for number, name in enumerate(weights.attributes):
        scores = reference.scores.get(Attribute(name))
        if scores is not None:
            curves.append(calibration.curve_by_rank(sums[:, number], scores))
        else:
            labels = labels_of(rows, name.lower())
            known = np.flatnonzero(~np.isnan(labels))
            own = _sums(model, [rows[n].text for n in known])[:, number]
            curves.append(calibration.curve_by_rate(own, labels[known]))
    return replace(weights, curve=np.stack(curves), levels=calibration.LEVELS)


def _sums(model: LinearHeads, texts: Sequence[str]) -> NDArray[np.float64]:
    parts = [
        model.sums(model.read(texts[first : first + 256]))[0] for first in range(0, len(texts), 256)
    ]
    return np.concatenate(parts).astype(np.float64)


def input_hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that training reads, by set and name."""
    found = {}
    for name in sorted({*READERS, *_WORD_LISTS, _REFERENCE}):
        for path in sorted((folder / name).iterdir()):
            if path.suffix in (".csv", ".json", ".jsonl", ".txt", "") and path.name != "LICENSE":
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                found[f"{name}/{path.name}"] = digest
    return found


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, sort_keys=True) + "\n").encode()
