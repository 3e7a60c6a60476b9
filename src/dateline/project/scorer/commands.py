"""`dateline scorer`: rebuild the shipped weights, or judge them on labelled comments."""

import argparse
import os
import sys
from importlib.resources import files
from pathlib import Path

from dateline.project.cli import DONE, UNREADABLE, AskedWrongly

# The linear algebra must not split sums over threads, or two runs would differ.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(arguments: argparse.Namespace) -> int:
    """Run one of the scorer's commands and return its exit code."""
    folder = Path(arguments.data)
    if not folder.exists():
        print(f"dateline scorer: {folder}: expected a folder or file of sets", file=sys.stderr)
        return UNREADABLE
    return _train(folder, arguments.into)


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
