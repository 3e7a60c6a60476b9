"""Read bulletins of a weather bureau: product number, office, title, “Issued at …”, the text.

A bulletin that says a warning is cancelled is news like any other; only the agency's own kill takes
an item down. Source: the Australian Bureau of Meteorology's text products.
"""

import re
from collections.abc import Iterator

from dateline.core.story import EdNote, Item
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.eight_bit import decode_eight_bit, lines_of
from dateline.core.wire.errors import MalformedWire
from dateline.core.wire.hard_wrapped import blocks_of, one_line, paragraphs_of
from dateline.core.wire.written_times import read_written_time

FORMAT = "weather-bulletin"
LOOKED_AT_CHARS = 3000
PRODUCT_LINES = 4
HEAD_LINES = 24
_PRODUCT = re.compile(r"[A-Z]{2,4}\d{4,6}\Z")
_ISSUED = re.compile(r"(?:re-?)?issued\b.{0,30}\d", re.IGNORECASE)
# What tells broadcasters how to handle it, and readers nothing.
_HANDLING = re.compile(r"\W*(?:top priority )?for immediate broadcast\W*\Z", re.IGNORECASE)


def is_weather_bulletin(delivery: Delivery) -> bool:
    """Return whether a text opens with a product number and says when it was issued."""
    if delivery.root is not None:
        return False
    opening = lines_of(delivery.text[:LOOKED_AT_CHARS])
    lines = [line.strip() for line in opening if line.strip()][:HEAD_LINES]
    return any(map(_PRODUCT.match, lines[:PRODUCT_LINES])) and any(map(_ISSUED.match, lines))


def read_weather_bulletin(delivery: Delivery) -> Iterator[Item]:
    """Give the one item in a bulletin. Its product number is the slugline.

    The title is the last block above the line that says when it was issued.

    Raises: MalformedWire when there is no product number, no such line, or nothing to be a title.
    """
    decoded = decode_eight_bit(delivery)
    lines = [line.rstrip() for line in lines_of(decoded.text)]
    notes = [line.strip() for line in lines[:HEAD_LINES] if _HANDLING.match(line)]
    lines = [line for line in lines[:HEAD_LINES] if not _HANDLING.match(line)] + lines[HEAD_LINES:]
    issued = next((n for n, line in enumerate(lines) if _ISSUED.match(line.strip())), 0)
    (product, *office), *titles = list(blocks_of(lines[:issued])) or [[""]]
    if not titles and len(office) > 1:  # no blank line between the office and the title
        titles = [office[1:]]
        office = office[:1]
    if not (_PRODUCT.match(product.strip()) and titles):
        raise MalformedWire(
            where="the lines before “Issued”",
            found=repr(decoded.text[:80]),
            expected="a product number such as VXN38100, the office, and a title",
        )
    issued_at = read_written_time(lines[issued])
    bureau, *places = (one_line(line) for line in office or [""])
    yield Item(
        format=FORMAT,
        headline=one_line(titles[-1]),
        paragraphs=tuple(paragraphs_of(lines[issued:])),
        slugline=product.strip(),
        provider=bureau or None,
        creditline=bureau or None,
        places=tuple(places),
        versioncreated=issued_at,
        firstcreated=issued_at,
        ednotes=tuple(EdNote(note) for note in notes),
        source_encoding=decoded.how,
    )
