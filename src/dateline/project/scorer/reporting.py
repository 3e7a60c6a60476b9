"""How the scorer agrees with what moderators decided: precision at cuts, and drift by month."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from dateline.api.analyzer.feedback import FeedbackStore
from dateline.core.scoring.attributes import Attribute
from dateline.core.scoring.scorer import score_comments
from dateline.project.scorer.measures import Numbers, at_cut, auc

_REJECTED = frozenset("rejected refused removed spam 1 true".split())
_APPROVED = frozenset("approved shown published 0 false".split())
_CUTS = (0.5, 0.7, 0.9)
_BATCH = 256
_REJECTED_FROM = 0.5
_SQLITE = b"SQLite format 3\0"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """A comment a person decided about: whether it was rejected, when, and its score."""

    text: str
    rejected: bool
    month: str
    score: float | None


def read_decisions(path: Path) -> Iterator[Decided]:
    """Yield the decisions in a JSONL file of `text`, `decision`, and perhaps `decided_at`, `score`.

    Raises:
        ValueError: a row is not one; the message says which and why.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _decided(json.loads(line))
        except (ValueError, TypeError) as error:
            raise ValueError(
                f"{path}, line {number}: {error}; expected an object with “text”, “decision” "
                "(approved or rejected) and perhaps “decided_at” (2026-11-28T10:00:00Z)"
            ) from None


def _decided(row: Any) -> Decided:
    """Return a row as a decision. Raises: ValueError, TypeError, with what was found."""
    if not isinstance(row, dict):
        raise TypeError(f"found {type(row).__name__}")
    word = str(row.get("decision", "")).lower()
    if word not in _REJECTED | _APPROVED or not isinstance(row.get("text"), str):
        text = type(row.get("text")).__name__
        raise ValueError(f"found decision {row.get('decision')!r}, text {text}")
    when = row.get("decided_at")
    month = datetime.fromisoformat(when).strftime("%Y-%m") if when else ""
    return Decided(row["text"], word in _REJECTED, month, row.get("score"))


def read_feedback(path: Path, attribute: Attribute) -> Iterator[Decided]:
    """Yield what clients suggested for an attribute, as `comments:suggestscore` was told it.

    A suggestion of 0.5 or more counts as rejected.
    """
    # Reading forgets nothing, so how long suggestions are kept does not matter here.
    for at, text, scores in FeedbackStore(path, days=0).rows():
        if attribute in scores:
            month = datetime.fromtimestamp(at, UTC).strftime("%Y-%m")
            yield Decided(text, scores[attribute] >= _REJECTED_FROM, month, None)


def is_feedback(path: Path) -> bool:
    """Return whether a file is the analyzer's store of suggestions."""
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def report(decisions: list[Decided], attribute: Attribute) -> Row:
    """Return agreement at three cuts, and by month how many, how many rejected, and how well told.

    A stored score is used where a row has one, so that the report is about what was shown; else
    the comment is scored now. Comments in languages without heads are counted apart.
    """
    scores = _scores(decisions, attribute)
    known = [(d, s) for d, s in zip(decisions, scores, strict=True) if s is not None]
    labels = np.array([float(d.rejected) for d, _ in known])
    values = np.array([s for _, s in known], np.float64)
    months = sorted({d.month for d, _ in known})
    return {
        "attribute": attribute.value,
        "decisions": len(decisions),
        "without_heads": len(decisions) - len(known),
        "rejected": int(labels.sum()),
        "auc": _rounded(auc(labels, values)),
        "cuts": {
            str(cut): {name: round(v, 3) for name, v in at_cut(labels, values, cut).items()}
            for cut in _CUTS
        },
        "months": {
            month or "undated": _of_month(
                labels, values, np.array([d.month == month for d, _ in known])
            )
            for month in months
        },
    }


def _of_month(
    labels: Numbers, values: Numbers, inside: "np.ndarray[Any, np.dtype[np.bool_]]"
) -> Row:
    return {
        "decisions": int(inside.sum()),
        "rejected": round(float(labels[inside].mean()), 3),
        "mean_score": round(float(values[inside].mean()), 3),
        "auc": _rounded(auc(labels[inside], values[inside])),
    }


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 3)


def _scores(decisions: list[Decided], attribute: Attribute) -> list[float | None]:
    found: list[float | None] = []
    for first in range(0, len(decisions), _BATCH):
        batch = decisions[first : first + _BATCH]
        fresh = score_comments([d.text for d in batch], attributes=[attribute], explained=False)
        found += [
            d.score if d.score is not None else score.scores.get(attribute)
            for d, score in zip(batch, fresh, strict=True)
        ]
    return found
