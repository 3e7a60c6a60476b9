"""Watch a folder that an agency's files are put into, and tell when one is complete."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from watchfiles import watch

from dateline.gateways.ways.files import UNFINISHED_SUFFIXES

# A file is complete when its size and time stood still from one look to the next.
LOOK_EVERY_MS = 500


class _Look(NamedTuple):
    size_bytes: int
    modified_ns: int


def complete_files(folder: Path, *, stop: threading.Event | None = None) -> Iterator[Path]:
    """Yield each file once it is complete: first what lies there, by name, then what comes.

    A file that changes afterwards is yielded again. Dotfiles, `.part` files and folders are left
    alone. Goes on until `stop` is set.
    """
    waiting: dict[Path, _Look | None] = {}
    looks = watch(
        folder,
        watch_filter=None,
        debounce=LOOK_EVERY_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
        stop_event=stop,
        recursive=False,
        raise_interrupt=True,
    )
    for number, changes in enumerate(looks):
        # The watching has begun before the first listing, so no file falls between the two.
        found = sorted(folder.iterdir()) if number == 0 else (Path(name) for _, name in changes)
        for path in found:
            if _is_wanted(path):
                waiting.setdefault(path, None)
        yield from _settled(waiting)


def _is_wanted(path: Path) -> bool:
    return not path.name.startswith(".") and not path.name.endswith(UNFINISHED_SUFFIXES)


def _settled(waiting: dict[Path, _Look | None]) -> Iterator[Path]:
    """Yield, and forget, the waiting files that have not changed since the last look."""
    for path, last in list(waiting.items()):
        look = _look_at(path)
        if look is None:
            del waiting[path]
        elif look == last:
            del waiting[path]
            yield path
        else:
            waiting[path] = look


def _look_at(path: Path) -> _Look | None:
    """Return what a file is like now, or None when it is gone or no file."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return _Look(status.st_size, status.st_mtime_ns) if path.is_file() else None
