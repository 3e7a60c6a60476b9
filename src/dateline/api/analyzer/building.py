"""Putting a service together from where its files lie."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from dateline.api.analyzer.feedback import FeedbackStore
from dateline.api.analyzer.keys import Keys
from dateline.api.analyzer.scores import Scorer
from dateline.api.analyzer.service import Service, ServiceOptions


def build_service(
    *,
    scorer: Scorer,
    options: ServiceOptions,
    keys_file: Path | None,
    feedback_file: Path,
    feedback_days: int,
    clock: Callable[[], float],
) -> Service:
    """Return a service; without a keys file it lets everybody in.

    Raises: BadKeysFile.
    """
    keys = None
    if keys_file is not None:
        keys = Keys(keys_file, counts=shared_file("quotas", keys_file), clock=clock)
    return Service(
        scorer=scorer,
        options=options,
        keys=keys,
        feedback=FeedbackStore(feedback_file, days=feedback_days),
        clock=clock,
    )


def shared_file(purpose: str, about: Path) -> Path:
    """Return where the processes of one server share the counters about a file."""
    folder = Path(tempfile.gettempdir()) / f"dateline-analyzer-{_fingerprint(about)}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / purpose


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
