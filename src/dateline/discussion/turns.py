"""One at a time in a process, without anybody waiting for a turn."""

import threading
from collections.abc import Callable


class Turns:
    """Work that one thread does for all who ask for it; the others go on with something else."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self._is_asked = threading.Event()
        self._turn = threading.Lock()

    def take(self) -> None:
        """Do the work, or have the thread that is at it do it once more."""
        # Asked first, looked at after each turn: nobody's word falls between the two.
        self._is_asked.set()
        while self._is_asked.is_set() and self._turn.acquire(blocking=False):
            try:
                self._is_asked.clear()
                self._work()
            finally:
                self._turn.release()
