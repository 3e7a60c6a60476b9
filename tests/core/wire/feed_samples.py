"""Reading the samples of this folder's tests."""

import json
from pathlib import Path

from dateline.core.story import Item
from dateline.core.wire import WireError, read_items

FEEDS = Path(__file__).parents[2] / "samples/wire/feeds"


def sample(name: str) -> list[Item | WireError]:
    """Return what a sample of feeds holds."""
    return read_items((FEEDS / name).read_bytes())


def items(raw: str | bytes | dict, **settings: str) -> list[Item]:
    """Return what is read, all of it items."""
    if isinstance(raw, dict):
        raw = json.dumps(raw)
    reads = read_items(raw.encode() if isinstance(raw, str) else raw, **settings)
    assert all(isinstance(read, Item) for read in reads), reads
    return [read for read in reads if isinstance(read, Item)]
