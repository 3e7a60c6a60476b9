"""`dateline scorer`: rebuild the shipped weights, or judge them on labelled comments."""

import argparse
import json
import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.project.commands.exits import DONE, UNREADABLE, AskedWrongly

# The linear algebra must not split sums over threads, or two runs would differ.
_MOST_SHOWN = 12
_MOST_TIMED = 1000
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(arguments: argparse.Namespace) -> int:
    """Run one of the scorer's commands and return its exit code."""
    folder = Path(arguments.data)
    if not folder.exists():
        print(f"dateline scorer: {folder}: expected a folder or file of sets", file=sys.stderr)
        return UNREADABLE
    if arguments.act == "card":
        return _cards(folder, Path(arguments.into))
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
        if reporting.is_feedback(path):
            decisions = list(reporting.read_feedback(path, Attribute(attribute)))
        else:
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
    from dateline.project.scorer import bars, cards, evaluating

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
    found = [figures for labelled in sets if (figures := evaluating.evaluate(labelled))]
    for figures in found:
        print(json.dumps(figures) if arguments.json else _as_table(figures), flush=True)
    if not found:
        raise AskedWrongly(
            f"{folder}: found no label column that is understood and has ten comments of each "
            "kind in a language with heads; name it with --label and --attribute"
        )
    if not arguments.json:
        texts = [text for labelled in sets for text in labelled.texts][:_MOST_TIMED]
        print("this machine, one core\n" + bars.as_table(list(bars.of_machine(texts))))
    if arguments.card:
        opening = "The shipped weights, judged by `dateline scorer evaluate`.\n"
        _write(Path(arguments.card), cards.card(f"Scores on {folder.name}", opening, found))
    return DONE


def _as_table(figures: dict[str, Any]) -> str:
    from dateline.project.scorer import bars

    lines = [
        f"{figures['set']} ({figures['attribute']}, {figures['language']}): "
        f"{figures['positive']} of {figures['rows']} positive",
        bars.as_table(list(bars.of_set(figures))),
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


def _cards(folder: Path, into: Path) -> int:
    _need_training()
    from dateline.project.scorer.apart import cards_of_all_languages

    try:
        for language, made in cards_of_all_languages(folder):
            _write(into / language, made)
    except FileNotFoundError as error:
        print(f"dateline scorer card: {error}", file=sys.stderr)
        return UNREADABLE
    return DONE


def _write(folder: Path, made: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in made.items():
        (folder / name).write_text(content, encoding="utf-8")
    print(f"{folder}: {len(made)} files")


def _need_training() -> None:
    """Hold the linear algebra to one thread, and refuse without the libraries for training."""
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    try:
        import sklearn  # noqa: F401
    except ModuleNotFoundError as error:
        raise AskedWrongly(
            "training needs scikit-learn; in a checkout: pip install '.[train]'. "
            "Nothing was written"
        ) from error


def _train(folder: Path, into: str | None) -> int:
    _need_training()
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
