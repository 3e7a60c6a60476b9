"""Telling the worker that there is work: at once where it is quiet, else once for many."""

import threading
import time
from collections.abc import Callable

# So long after one ring the next is put off: all who ring in between are heard together.
PAUSE_SECONDS = 0.1


class Bell:
    """A bell in one process. Whoever rings has stored what is to be done: the rows tell what it is.

    now  queues the task; called in the caller's thread or, put off, in one of its own
    """

    def __init__(self, now: Callable[[], None]) -> None:
        self.now = now
        self._lock = threading.Lock()
        self._rang_at = -PAUSE_SECONDS
        self._is_put_off = False

    def __call__(self) -> None:
        """Queue the task now, or have it queued soon if it was only just queued."""
        with self._lock:
            if self._is_put_off:
                return
            wait = self._rang_at + PAUSE_SECONDS - time.monotonic()
            if wait > 0:
                self._is_put_off = True
                later = threading.Timer(wait, self._ring_late)
                later.daemon = True
                later.start()
                return
            self._rang_at = time.monotonic()
        self.now()

    def _ring_late(self) -> None:
        # Before the task is queued: what is stored from here on rings anew.
        with self._lock:
            self._is_put_off = False
            self._rang_at = time.monotonic()
        self.now()
