"""What the scorer is held to: each figure of an evaluation beside its bar."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from statistics import fmean
from typing import Any

from dateline.core.scoring import score_comment, score_comments

Row = dict[str, Any]
# The score from which an identity attack counts as found on a hate test suite.
HATE_CUT = "0.5"
_LEAST_AUC = {"TOXICITY": 0.972, "SPAM": 0.985}
# Hostility on news sites is told apart less well by people too; sets of it, by their names.
_LEAST_AUC_ON_NEWS = {"TOXICITY": 0.84, "SPAM": 0.985}
_NEWS_SETS = ("news", "civil")
_BATCH = 256
_LEAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, its bar, and whether more or less is better (a bar of None is only shown)."""

    what: str
    value: float
    bar: float | None = None
    at_most: bool = False

    @property
    def meets(self) -> bool | None:
        """Whether the bar is met; None without one."""
        if self.bar is None:
            return None
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def of_set(figures: Row) -> Iterator[Measured]:
    """Give what is measured on one label column."""
    attribute, graded = figures["attribute"], "rank_correlation" in figures
    if graded:
        yield Measured("AUC for a reference of 0.7 or more", figures["auc"], 0.97)
        least = 0.75 if attribute == "TOXICITY" else None
        yield Measured("rank correlation with the reference", figures["rank_correlation"], least)
    else:
        is_news = any(word in figures["set"] for word in _NEWS_SETS)
        bars = _LEAST_AUC_ON_NEWS if is_news else _LEAST_AUC
        least = bars.get(attribute) if figures["language"] == "en" else None
        yield Measured("AUC", figures["auc"], least)
    if attribute == "IDENTITY_ATTACK":
        balanced = figures["cuts"][HATE_CUT]["balanced_accuracy"]
        yield Measured(f"balanced accuracy at {HATE_CUT}", balanced, 0.75)
    if figures["identities"]:
        worst = next(iter(figures["identities"]))
        what = f"worst false-positive rate by group, at 5 % overall ({worst})"
        yield Measured(what, figures["identities"][worst], 0.08, at_most=True)
    if figures["disguises"]:
        kept = fmean(figures["disguises"].values())
        yield Measured("share of clean recall kept in disguise", round(kept, 3), 0.93)
    what = "words of harmless comments read as rude ones, per 10,000"
    yield Measured(what, figures["wrongly_repaired"], 1.0, at_most=True)
    if figures.get("explained") is not None:
        what = "named fragments that lower the score when taken out"
        yield Measured(what, figures["explained"], 1.0)


def of_machine(texts: list[str]) -> Iterator[Measured]:
    """Give how fast some comments are scored here, on one core, and how large the weights are."""
    score_comments(texts, explained=False)
    scored, started = 0, time.process_time()
    while time.process_time() - started < _LEAST_SECONDS:
        for first in range(0, len(texts), _BATCH):
            score_comments(texts[first : first + _BATCH], explained=False)
        scored += len(texts)
    each = scored / (time.process_time() - started)
    yield Measured("comments a second in batches", round(each), 5000)
    times: list[float] = []
    while sum(times) < _LEAST_SECONDS:
        for text in texts:
            started = time.process_time()
            score_comment(text, explained=False)
            times.append(time.process_time() - started)
    yield Measured("comments a second one by one", round(len(times) / sum(times)), 2000)
    p95_ms = sorted(times)[int(len(times) * 0.95)] * 1000
    yield Measured("95th percentile of one comment, ms", round(p95_ms, 2), 5, at_most=True)
    folder = files("dateline.core.scoring") / "data"
    size = sum(len(p.read_bytes()) for p in folder.iterdir() if p.name.endswith(".npz"))
    yield Measured("weights of all languages, MB", round(size / 1e6, 2), 5, at_most=True)


def as_table(measured: list[Measured]) -> str:
    """Return figures as rows of a table: what, found, bar, met."""
    words = {True: "met", False: "missed", None: ""}
    rows = [("what", "found", "bar", "")]
    for one in measured:
        sign = "≤" if one.at_most else "≥"
        bar = "" if one.bar is None else f"{sign} {one.bar:g}"
        rows.append((one.what, f"{one.value:g}", bar, words[one.meets]))
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"  {a:<{width}}  {b:>8}  {c:>8}  {d}".rstrip() for a, b, c, d in rows)
