"""How well the check tells free lines apart, measured on stories left out of the fit."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core.grounding import Understanding, check, understand
from dateline.core.grounding.checking.case import Finding
from dateline.core.grounding.checking.features import features
from dateline.core.grounding.checking.free_lines import bind, told
from dateline.core.grounding.checking.weights import Weights, fit
from dateline.core.grounding.sentences import sentences_of
from dateline.core.story import LineKind, ReasonCode
from tests.quality.measures import auc, item_of, rows

SHRINKAGE = 3.0
DRAWS = 200
FOLDS = 5
Pair = tuple[dict[str, float], dict[str, float]]
# The operating point that the documentation names.
OPEN_FROM = 0.724
PASSED_SHARES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True)
class LabelledLine:
    """A line of a set with what the check measures of it.

    features  None for a pull-quote, which no weight decides: its `support` and `code` stand
    """

    story: str
    is_supported: bool
    error: str | None
    features: dict[str, float] | None
    support: float = 0.0
    findings: tuple[Finding, ...] = ()
    code: str | None = None


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
        result = check(seen, row["line"], kind=kind, speaker=row["speaker"])
        code = str(result.reasons[0].code) if result.reasons else None
        return LabelledLine(
            row["story"], is_supported, row["error"], None, result.support, code=code
        )
    case, findings = bind(seen.index, row["line"], kind, seen.dates, seen.day)
    return LabelledLine(
        row["story"],
        is_supported,
        row["error"],
        features(case, findings),
        findings=tuple(findings),
    )


def pairs_of(shared: Path, limit: int | None = None) -> list[Pair]:
    """Return BUMP's sentences with and without their one error, measured (see measures.bump)."""
    return [(good, bad) for _, good, bad in measured_pairs(shared, limit)]


def measured_pairs(
    shared: Path, limit: int | None = None
) -> Iterator[tuple[str, dict[str, float], dict[str, float]]]:
    """Give each minimal pair's kind of error and what is measured of its two sentences."""
    stories: dict[str, Understanding] = {}
    for name in ("task1_half.jsonl", "task2_half.jsonl"):
        for row in rows(shared / "eval/grounding/bump" / name, limit):
            good = [s.of(row["reference_summary"]) for s in sentences_of(row["reference_summary"])]
            bad = [s.of(row["edited_summary"]) for s in sentences_of(row["edited_summary"])]
            changed = [s for s in good if s not in bad], [s for s in bad if s not in good]
            if len(changed[0]) != 1 or len(changed[1]) != 1:
                continue
            text = row["article"]
            seen = stories.setdefault(text, understand(item_of([text])))
            told = [_features(seen, sentences[0]) for sentences in changed]
            yield row["error_type"], told[0], told[1]


def _features(seen: Understanding, line: str) -> dict[str, float]:
    return features(*bind(seen.index, line, LineKind.SUMMARY, seen.dates, seen.day))


def fitted_on(lines: list[LabelledLine], pairs: list[Pair]) -> Weights:
    """Return the weights fitted on the free lines among some, and on minimal pairs."""
    free = [line for line in lines if line.features is not None]
    return fit(
        [line.features for line in free if line.features is not None],
        [line.is_supported for line in free],
        pairs=pairs,
        shrinkage=SHRINKAGE,
    )


def cross_validated(lines: list[LabelledLine], pairs: list[Pair]) -> dict[str, Any]:
    """Return AUC and the trade-off, each story judged by weights fitted on all the others."""
    scores: list[float] = []
    by_story = {
        story: fitted_on([line for line in lines if line.story != story], pairs)
        for story in sorted({line.story for line in lines})
    }
    for line in lines:
        if line.features is None:
            scores.append(line.support)
        else:
            scores.append(by_story[line.story].score(line.features))
    return trade_off(lines, scores) | {
        "main_code_right": round(_codes_right(lines, by_story), 3),
        "intervals": intervals(lines, scores),
    }


def _codes_right(lines: list[LabelledLine], by_story: dict[str, Weights]) -> float:
    """Return how often the reason named first of an unsupported line is the annotator's."""
    bad = [line for line in lines if not line.is_supported]
    right = 0
    for line in bad:
        code = line.code
        if line.features is not None:
            weights = by_story[line.story]
            first = told(line.findings, weights, weights.score(line.features))[:1]
            code = first[0].code if first else ReasonCode.OUTSIDE
        right += code == line.error
    return right / len(bad)


def pairs_told_apart(lines: list[LabelledLine], pairs: list[Pair]) -> float:
    """Return how often the sound sentence of a minimal pair scores higher, five times left out."""
    right = 0.0
    for fold in range(FOLDS):
        # Pairs of one article stand together: whole stretches are left out.
        size = -(-len(pairs) // FOLDS)
        held = pairs[fold * size : (fold + 1) * size]
        weights = fitted_on(lines, pairs[: fold * size] + pairs[(fold + 1) * size :])
        for good, bad in held:
            scores = weights.score(good), weights.score(bad)
            right += (scores[0] > scores[1]) + 0.5 * (scores[0] == scores[1])
    return right / len(pairs)


def intervals(lines: list[LabelledLine], scores: list[float]) -> dict[str, list[float]]:
    """Return 95 % intervals of AUC and of what passes at 70 %, by drawing whole stories anew."""
    draw = random.Random(7)
    by_story: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        by_story.setdefault(line.story, []).append(number)
    found: dict[str, list[float]] = {"auc": [], "unsupported_at_70": []}
    for _ in range(DRAWS):
        chosen = [n for s in draw.choices(list(by_story), k=len(by_story)) for n in by_story[s]]
        told = trade_off([lines[n] for n in chosen], [scores[n] for n in chosen])
        found["auc"].append(told["auc"])
        found["unsupported_at_70"].append(told["curve"]["70%"][1])
    cuts = round(0.025 * DRAWS), round(0.975 * DRAWS) - 1
    return {name: [sorted(values)[cut] for cut in cuts] for name, values in found.items()}


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
