"""Counters that all processes of one server share: quotas and metrics, in memory.

A small file mapped into every process; it holds numbers only and may be lost at any time.
"""

import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_SLOT = struct.Struct("<Q")


class SharedCounters:
    """Unsigned 64-bit numbers by name. Changing one is atomic over threads and processes."""

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self._slots = {name: number * _SLOT.size for number, name in enumerate(names)}
        self._threads = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        size_bytes = max(1, len(names)) * _SLOT.size
        if os.fstat(self._file).st_size < size_bytes:
            os.ftruncate(self._file, size_bytes)
        self._memory = mmap.mmap(self._file, size_bytes)

    def change(self, name: str, change: Callable[[int], int]) -> int:
        """Put what `change` makes of a number in its place, and return it."""
        at = self._slots[name]
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, _SLOT.size, at)
            try:
                value = change(_SLOT.unpack_from(self._memory, at)[0])
                _SLOT.pack_into(self._memory, at, value)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _SLOT.size, at)
        return value

    def add(self, amounts: Mapping[str, int]) -> None:
        """Add to some numbers, all under one lock."""
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                for name, amount in amounts.items():
                    at = self._slots[name]
                    value = _SLOT.unpack_from(self._memory, at)[0] + amount
                    _SLOT.pack_into(self._memory, at, value)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)

    def value(self, name: str) -> int:
        """Return a number."""
        number: int = _SLOT.unpack_from(self._memory, self._slots[name])[0]
        return number

    def close(self) -> None:
        """Let go of the memory and the file."""
        self._memory.close()
        os.close(self._file)
