"""Doing to many rows at once what may be done to one. Pure: no database, no clock.

A batch is worked off in one transaction, with one question for all its rows where there was one
for each. Two rows of one story never stand in one batch: what the second comes to depends on what
became of the first.

Source: docs/decisions/0015-placing-in-batches.md, also for the size.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

BATCH_SIZE = 50


def batches(
    things: Iterable[T], *, keys_of: Callable[[T], Iterable[Hashable]] = lambda _: ()
) -> Iterator[list[T]]:
    """Give things in their order, up to fifty at a time, no two in one batch that share a key.

    A thing is asked for only when the batch before it has been worked off, or has room for it.
    """
    batch: list[T] = []
    taken: set[Hashable] = set()
    for thing in things:
        keys = set(keys_of(thing))
        if batch and (len(batch) >= BATCH_SIZE or keys & taken):
            yield batch
            batch, taken = [], set()
        batch.append(thing)
        taken |= keys
    if batch:
        yield batch


def all_or_each(
    act: Callable[[Sequence[T]], None],
    things: Sequence[T],
    *,
    on_fault: Callable[[T, Exception], None],
) -> None:
    """Do something to all things together, and if that fails to fewer, down to the bad ones.

    act       does all of it or nothing, as a transaction does
    on_fault  is told each thing that fails by itself, and why
    """
    try:
        act(things)
    except Exception as fault:
        if len(things) == 1:
            on_fault(things[0], fault)
            return
        middle = len(things) // 2
        for part in (things[:middle], things[middle:]):
            all_or_each(act, part, on_fault=on_fault)
