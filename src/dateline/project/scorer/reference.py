"""Comments with the scores that Perspective gave them: what our scores are calibrated to."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.attributes import Attribute

REFERENCE = "perspective_scores_1k"
# The scores are of 2018; these columns are of the models that came last.
_COLUMNS = {
    Attribute.TOXICITY: "TOXICITY@6",
    Attribute.SEVERE_TOXICITY: "SEVERE_TOXICITY@2",
    Attribute.IDENTITY_ATTACK: "IDENTITY_ATTACK",
    Attribute.INSULT: "INSULT",
    Attribute.PROFANITY: "PROFANITY",
    Attribute.THREAT: "THREAT",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Comments with the scores Perspective gave them, by attribute, 0.0 to 1.0."""

    texts: list[str]
    scores: dict[Attribute, NDArray[np.float64]]


def read_reference(folder: Path) -> Reference:
    """Return the comments with Perspective's own scores from the sets under a folder."""
    path = folder / REFERENCE / "scores.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Reference(
        [row["comment_text"] for row in rows],
        {
            attribute: np.array([float(row[column]) for row in rows])
            for attribute, column in _COLUMNS.items()
        },
    )
