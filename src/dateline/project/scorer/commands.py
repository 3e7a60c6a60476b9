"""`dateline scorer`: rebuild the shipped weights, or judge them on labelled comments."""

import argparse
import json
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.project.cli import DONE, UNREADABLE, AskedWrongly

# The linear algebra must not split sums over threads, or two runs would differ.
_MOST_SHOWN = 12
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(arguments: argparse.Namespace) -> int:
    """Run one of the scorer's commands and return its exit code."""
    folder = Path(arguments.data)
    if not folder.exists():
        print(f"dateline scorer: {folder}: expected a folder or file of sets", file=sys.stderr)
        return UNREADABLE
    if arguments.act == "evaluate":
        return _evaluate(folder, arguments)
    if arguments.act == "report":
        return _report(folder, arguments.attribute.upper())
    return _train(folder, arguments.into)


def _report(path: Path, attribute: str) -> int:
    from dateline.core.scoring.attributes import HEADS, Attribute
    from dateline.project.scorer import reporting

    if attribute not in HEADS:
        raise AskedWrongly(f"--attribute: found {attribute}, expected one of {', '.join(HEADS)}")
    try:
        decisions = list(reporting.read_decisions(path))
    except (ValueError, OSError) as error:
        print(f"dateline scorer report: {error}", file=sys.stderr)
        return UNREADABLE
    if not decisions:
        raise AskedWrongly(f"{path}: found no decision, expected at least one row")
    print(json.dumps(reporting.report(decisions, Attribute(attribute)), indent=1))
    return DONE


def _evaluate(folder: Path, arguments: argparse.Namespace) -> int:
    from dateline.core.scoring.attributes import HEADS
    from dateline.project.scorer import evaluating

    about = arguments.attribute.upper() if arguments.attribute else None
    if about is not None and about not in HEADS:
        raise AskedWrongly(f"--attribute: found {about}, expected one of {', '.join(HEADS)}")
    if bool(arguments.label) != bool(about):
        raise AskedWrongly("--label and --attribute go together: which column is about what")
    try:
        sets = list(
            evaluating.labelled_sets(
                folder, text=arguments.text, label=arguments.label, about=about
            )
        )
    except ValueError as error:
        raise AskedWrongly(str(error)) from error
    for labelled in sets:
        figures = evaluating.evaluate(labelled)
        if figures is not None:
            print(json.dumps(figures) if arguments.json else _as_table(figures), flush=True)
    if not sets:
        raise AskedWrongly(
            f"{folder}: found no label column that is understood; name it with --label and "
            "--attribute"
        )
    return DONE


def _as_table(figures: dict[str, Any]) -> str:
    lines = [
        f"{figures['set']} ({figures['attribute']}): {figures['positive']} of {figures['rows']} "
        f"positive, AUC {figures['auc']:.4f}"
        + (
            f", rank correlation {figures['rank_correlation']}"
            if "rank_correlation" in figures
            else ""
        )
    ]
    for cut, at in figures["cuts"].items():
        lines.append(
            f"  at {cut}: precision {at['precision']:.3f}, recall {at['recall']:.3f}, "
            f"false positives {at['false_positives']:.3f}, balanced {at['balanced_accuracy']:.3f}"
        )
    for title, key in (
        ("harmless comments flagged, by group named, at 5 % overall", "identities"),
        ("found in disguise, share of those found plain", "disguises"),
    ):
        if figures[key]:
            worst = list(figures[key].items())[:_MOST_SHOWN]
            lines.append(f"  {title}: " + ", ".join(f"{name} {rate:.3f}" for name, rate in worst))
    return "\n".join(lines)


def _train(folder: Path, into: str | None) -> int:
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    try:
        import sklearn  # noqa: F401
    except ModuleNotFoundError as error:
        raise AskedWrongly(
            "training needs scikit-learn: pip install 'dateline[train]'; nothing was written"
        ) from error
    from dateline.project.scorer.training import train

    target = Path(into) if into else Path(str(files("dateline.core.scoring") / "data"))
    try:
        trained = train(folder)
    except FileNotFoundError as error:
        print(f"dateline scorer train: {error}", file=sys.stderr)
        return UNREADABLE
    target.mkdir(parents=True, exist_ok=True)
    for name, content in trained.files.items():
        path = target / name
        state = "same" if path.exists() and path.read_bytes() == content else "written"
        path.write_bytes(content)
        print(f"{path}: {len(content)} bytes, {state}")
    return DONE
