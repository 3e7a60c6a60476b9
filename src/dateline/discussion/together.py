"""Work that several threads bring at the same moment, done by one of them for all."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Brought = TypeVar("Brought")
Made = TypeVar("Made")

AT_MOST = 32


class _Place(Generic[Brought, Made]):
    """What one thread brought, and what came of it."""

    def __init__(self, brought: Brought) -> None:
        self.brought = brought
        self.made: Made | None = None
        self.fault: Exception | None = None
        self.is_done = False


class Together(Generic[Brought, Made]):
    """Called with a piece of work, it returns what came of it; what waits meanwhile is done as one.

    Nobody waits for company: who finds nobody at work begins at once, and alone. Who comes while
    others are at work waits, and the first of those who wait does what all of them brought.

    work  returns what came of each piece, in their order; what it raises is raised for all
    """

    def __init__(self, work: Callable[[Sequence[Brought]], Sequence[Made]]) -> None:
        self._work = work
        self._waiting: deque[_Place[Brought, Made]] = deque()
        self._turn = threading.Lock()

    def __call__(self, brought: Brought) -> Made:
        """Return what came of it."""
        mine: _Place[Brought, Made] = _Place(brought)
        self._waiting.append(mine)
        with self._turn:
            # Whoever had the turn before may have done this along with their own.
            while not mine.is_done:
                count = min(len(self._waiting), AT_MOST)
                self._do([self._waiting.popleft() for _ in range(count)])
        if mine.fault is not None:
            raise mine.fault
        made: Made = mine.made  # type: ignore[assignment]
        return made

    def _do(self, places: list[_Place[Brought, Made]]) -> None:
        try:
            for place, made in zip(
                places, self._work([place.brought for place in places]), strict=True
            ):
                place.made = made
        except Exception as fault:
            for place in places:
                place.fault = fault
        for place in places:
            place.is_done = True
