"""The stamps by which every process of a machine sees that what a page shows has changed.

A file of 8-byte words in shared memory. The first word is about every page, each other one about
some stories. A word is a number that was never there before; whoever changes something writes
another one, and a page that was made under an older number is not shown again. Nobody counts up:
two who write at once cannot undo each other's.
"""

import mmap
import os
import secrets
import time
from collections.abc import Collection
from pathlib import Path

WORD_BYTES = 8
WORDS = 4096
EVERY_PAGE = 0
# A process may die between a commit and the word after it. So long is nothing kept then.
CHANGE_TAKES_SECONDS = 5
# Of a word for a change on its way: behind the moment when that ends at the latest.
_RANDOM_BITS = 20


class StampsUnreadable(Exception):
    """The file of the stamps cannot be opened, so that a change could not be told."""


class Stamps:
    """The stamps of one newsroom on one machine.

    words  the numbers as they stand now, in shared memory

    Raises:
        StampsUnreadable: the file cannot be made, or not be written.
    """

    words: "memoryview[int]"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open()

    def _open(self) -> None:
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                os.ftruncate(descriptor, WORDS * WORD_BYTES)
                self._file = os.fstat(descriptor).st_ino
                memory = mmap.mmap(descriptor, WORDS * WORD_BYTES)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise StampsUnreadable(
                f"{self._path}: {error.strerror}; expected a file that web server, worker and "
                "commands may write. Nothing that a page shows is changed, because no web process "
                "would see it."
            ) from error
        # Each word is aligned, so that it is read and written as one.
        self.words = memoryview(memory).cast("Q")

    def look_again(self) -> bool:
        """Open the file that everybody else sees now; return whether it is another one."""
        try:
            is_another = self._path.stat().st_ino != self._file
        except FileNotFoundError:
            is_another = True
        if is_another:
            self._open()
        return is_another

    def begin(self, places: Collection[int]) -> dict[int, int]:
        """Say that pages are about to change; return what `end` is to be told.

        From now on nothing is kept of them, for as long as a change may take.
        """
        self.look_again()
        over_at = int((time.monotonic() + CHANGE_TAKES_SECONDS) * 1000)
        begun = {}
        for place in places:
            rest = secrets.randbits(_RANDOM_BITS)
            begun[place] = self.words[place] = (over_at << _RANDOM_BITS | rest) << 1 | 1
        return begun

    def end(self, begun: dict[int, int]) -> None:
        """Say that pages have changed: what was made of them before is not shown again."""
        for place, word in begun.items():
            # Another change that is on its way will say so itself.
            if self.words[place] == word or is_settled(self.words[place]):
                self.words[place] = _fresh_word()

    def settle(self, place: int) -> None:
        """Give a place a word to keep pages under if whoever changed it has died meanwhile."""
        word = self.words[place]
        left = (word >> 1 + _RANDOM_BITS) / 1000 - time.monotonic()
        # A time far ahead is from before the machine was started.
        is_dead = left < 0 or left > CHANGE_TAKES_SECONDS
        if not is_settled(word) and is_dead and self.words[place] == word:
            self.words[place] = _fresh_word()


def place_of(story_id: int) -> int:
    """Return the place of a story's stamp."""
    return 1 + story_id % (WORDS - 1)


def is_settled(word: int) -> bool:
    """Return whether no change is on its way, so that a page made under this word may be kept."""
    return word & 1 == 0


def _fresh_word() -> int:
    return secrets.randbits(WORD_BYTES * 8 - 1) << 1
