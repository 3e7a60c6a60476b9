"""An agency's bytes into items and back. Pure: bytes in; items, or named refusals, out."""

from dateline.core.wire.as_json import item_as_json, refusal_as_json
from dateline.core.wire.errors import WIRE_ERRORS, WireError
from dateline.core.wire.formats import FORMAT_NAMES
from dateline.core.wire.newsml_1 import chain_uri
from dateline.core.wire.reading import read_items
from dateline.core.wire.writing import OUT_FORMATS, write_items

__all__ = [
    "FORMAT_NAMES",
    "OUT_FORMATS",
    "WIRE_ERRORS",
    "WireError",
    "chain_uri",
    "item_as_json",
    "read_items",
    "refusal_as_json",
    "write_items",
]
