"""What the tests of the XML readers share: samples, and reading what must be one item."""

from pathlib import Path

from dateline.core.story import Item
from dateline.core.wire import WireError, read_items

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "wire" / "xml"


def sample(name: str) -> Item:
    """Return the one item of a sample file."""
    return one((SAMPLES / name).read_bytes())


def one(raw: str | bytes) -> Item:
    """Return the one item of a delivery."""
    (read,) = read_items(raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(read, Item), read
    return read


def refusal(raw: str | bytes) -> WireError:
    """Return the one refusal of a delivery."""
    (read,) = read_items(raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(read, WireError), read
    return read


def kinds_and_texts(item: Item) -> list[tuple[str, str]]:
    """Return the paragraphs as kind and text."""
    return [(paragraph.kind.value, paragraph.text) for paragraph in item.paragraphs]
