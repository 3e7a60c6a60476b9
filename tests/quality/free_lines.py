"""How well the check tells free lines apart, measured on stories left out of the fit."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core.grounding import Understanding, understand
from dateline.core.grounding.checking.features import features
from dateline.core.grounding.checking.free_lines import bind
from dateline.core.grounding.checking.weights import Weights, fit
from dateline.core.grounding.pull_quotes import check_pull_quote
from dateline.core.story import LineKind
from tests.quality.measures import auc, item_of, rows

SHRINKAGE = 3.0
# The operating point that the documentation names.
OPEN_FROM = 0.72
PASSED_SHARES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class LabelledLine:
    """A line of a set with what the check measures of it.

    features  None for a pull-quote, which is decided by its words alone: `is_quoted`
    """

    story: str
    is_supported: bool
    error: str | None
    features: dict[str, float] | None
    is_quoted: bool = False


def rows_of(shared: Path) -> list[LabelledLine]:
    """Return the lines of ../shared/eval/lines, measured."""
    stories = {
        story["id"]: understand(item_of(story["paragraphs"], day=story["dateline_date"]))
        for story in rows(shared / "eval/lines/stories.jsonl")
    }
    return [
        _measured(stories[row["story"]], row) for row in rows(shared / "eval/lines/lines.jsonl")
    ]


def _measured(seen: Understanding, row: dict[str, Any]) -> LabelledLine:
    kind, is_supported = LineKind(row["kind"]), row["label"] == "supported"
    if kind is LineKind.PULL_QUOTE:
        reason, _ = check_pull_quote(seen, row["line"], row["speaker"])
        return LabelledLine(row["story"], is_supported, row["error"], None, reason is None)
    case, findings = bind(seen.index, row["line"], kind, seen.dates, seen.day)
    return LabelledLine(row["story"], is_supported, row["error"], features(case, findings))


def fitted_on(lines: list[LabelledLine]) -> Weights:
    """Return the weights fitted on the free lines among some."""
    free = [line for line in lines if line.features is not None]
    return fit(
        [line.features for line in free if line.features is not None],
        [line.is_supported for line in free],
        shrinkage=SHRINKAGE,
    )


def cross_validated(lines: list[LabelledLine]) -> dict[str, Any]:
    """Return AUC and the trade-off, each story judged by weights fitted on all the others."""
    scores: list[float] = []
    by_story = {
        story: fitted_on([line for line in lines if line.story != story])
        for story in sorted({line.story for line in lines})
    }
    for line in lines:
        if line.features is None:
            scores.append(float(line.is_quoted))
        else:
            scores.append(by_story[line.story].score(line.features))
    return trade_off(lines, scores)


def trade_off(lines: list[LabelledLine], scores: list[float]) -> dict[str, Any]:
    """Return AUC, and the share of unsupported lines passed for shares of supported ones."""
    pairs = list(zip(lines, scores, strict=True))
    good = sorted((s for line, s in pairs if line.is_supported), reverse=True)
    bad = [s for line, s in pairs if not line.is_supported]
    curve = {}
    for share in PASSED_SHARES:
        cut = good[min(len(good) - 1, round(share * len(good)))]
        curve[f"{share:.0%}"] = [round(cut, 3), round(sum(s >= cut for s in bad) / len(bad), 3)]
    return {
        "auc": round(auc(good, bad), 4),
        "supported_passed": round(sum(s >= OPEN_FROM for s in good) / len(good), 3),
        "unsupported_passed": round(sum(s >= OPEN_FROM for s in bad) / len(bad), 3),
        "curve": curve,
    }


def as_json(weights: Weights) -> str:
    """Return weights as the package keeps them."""
    return json.dumps({"bias": weights.bias, "weights": dict(weights.by_name)}, indent=1) + "\n"
