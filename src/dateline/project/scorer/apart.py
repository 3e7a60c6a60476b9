"""The cards of the shipped heads: each judged on sets that its own fit had not seen."""

from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from dateline.core.scoring.lexicon import Lexicon
from dateline.core.scoring.models import repairer_of
from dateline.core.scoring.reading import Reader
from dateline.project.scorer import evaluating
from dateline.project.scorer.cards import NAMES, Row, card
from dateline.project.scorer.corpora import read_sets
from dateline.project.scorer.measures import Numbers, auc, rank_correlation
from dateline.project.scorer.probes import Probe, probes
from dateline.project.scorer.recipes import OTHER_LANGUAGES
from dateline.project.scorer.reference import Reference, read_reference
from dateline.project.scorer.splits import Fitted, Judged, judged_apart, judged_in_folds
from dateline.project.scorer.training import prepare, rows_of

_OPENING = (
    "Written by `dateline scorer card`. Every figure is of comments that the heads were fitted "
    "without: {how}. The shipped heads are fitted to all of them.\n"
)
_HIGH = 0.7
_CONTEMPT_FOUND = 0.85
_ALARMS = 0.05


def cards_of_all_languages(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Give language and card (files by name) of each language with heads.

    Raises:
        FileNotFoundError: a set is missing.
    """
    rows = read_sets(folder)
    for language in OTHER_LANGUAGES:
        reader = Reader(repairer_of(language))
        judged = list(judged_in_folds(rows_of(rows, language), reader, language))
        found = [figures for one in judged if (figures := _figures(one, language))]
        opening = _OPENING.format(how="groups of rows of one source, in turn")
        title = f"Scorer card: {NAMES[language]}"
        yield language, card(title, opening, found)
    reader = Reader(repairer_of("en"))
    reference = read_reference(folder)
    english = prepare(rows, reader, reference)
    every: list[Row] = []
    closing = ""
    for fitted, judged in judged_apart(english, reader):
        every += [figures for one in judged if (figures := _figures(one, "en"))]
        # The first split leaves out least of what teaches hate and threats.
        closing = closing or _of_reference(fitted, reference) + _of_probes(fitted)
    opening = _OPENING.format(how="whole sources, left out in turn")
    yield "en", card("Scorer card: English", opening, every, closing)


def _figures(judged: Judged, language: str) -> Row | None:
    # Without heads for a fold nothing else can be scored, so nothing is disguised.
    words = None if judged.fitted else Lexicon([])
    return evaluating.figures(judged.given, judged.score, language, words)


def _of_reference(fitted: Fitted, reference: Reference) -> str:
    """Return how scores agree with Perspective's own, each comment unseen by its fold."""
    lines = [
        "## Agreement with Perspective\n",
        f"{len(reference.texts)} comments with Perspective's scores of 2018; each was scored by a "
        "fit to the other four fifths.\n",
        "| attribute | AUC for 0.7 or more | bar | rank correlation |",
        "|---|---|---|---|",
    ]
    for attribute, sums in fitted.of_reference.items():
        scores = reference.scores[attribute]
        value = auc((scores >= _HIGH).astype(np.float64), sums)
        lines.append(
            f"| {attribute.value} | {value:.3f} | ≥ 0.97 | {rank_correlation(scores, sums):.2f} |"
        )
    return "\n".join([*lines, ""]) + "\n"


def _of_probes(fitted: Fitted) -> str:
    """Return how contempt, counter-speech and plain mention of groups are told apart."""
    own = probes()
    by_attribute = fitted.scores([probe.text for probe in own])
    lines = [
        "## What is said of whom\n",
        f"{len(own)} sentences of our own about {len({p.group for p in own})} groups, some of "
        "which no list has; none of them is trained on.\n",
        "| what | found | bar |",
        "|---|---|---|",
    ]
    scores = next(by_attribute[name] for name in by_attribute if name == "IDENTITY_ATTACK")
    cut = float(np.quantile(scores[are(own, "contempt")], 1 - _CONTEMPT_FOUND))
    right = float((scores[are(own, "counter")] < cut).mean())
    lines.append(
        f"| counter-speech and negation right, contempt found 85 % | {right:.2f} | ≥ 0.60 |"
    )
    for listed in (True, False):
        rates = alarms(own, scores, listed=listed)
        worst = max(rates, key=lambda group: rates[group])
        kind = "listed" if listed else "unlisted"
        what = f"worst {kind} group named harmlessly ({worst}), at 5 % overall"
        lines.append(f"| {what} | {rates[worst]:.2f} | ≤ 0.08 |")
        lines.append(f"| mean over {kind} groups | {fmean(rates.values()):.2f} | |")
    return "\n".join([*lines, ""])


def are(own: list[Probe], kind: str) -> NDArray[np.bool_]:
    """Return which of some sentences are of a kind."""
    return np.array([probe.kind == kind for probe in own])


def alarms(own: list[Probe], scores: Numbers, *, listed: bool) -> dict[str, float]:
    """Return by group the share of harmless sentences above what 5 % of all of them exceed."""
    cut = float(np.quantile(scores[are(own, "harmless")], 1 - _ALARMS))
    found: dict[str, list[bool]] = {}
    for probe, score in zip(own, scores, strict=True):
        if probe.kind == "harmless" and probe.is_listed == listed:
            found.setdefault(probe.group, []).append(bool(score > cut))
    return {group: fmean(flags) for group, flags in found.items()}
