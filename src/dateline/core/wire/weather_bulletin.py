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
HEAD_LINES = 24
_PRODUCT = re.compile(r"[A-Z]{2,4}\d{4,6}\Z")
_ISSUED = re.compile(r"(?:re-?)?issued\b.{0,30}\d", re.IGNORECASE)
# What tells broadcasters how to handle it, and readers nothing.
_HANDLING = re.compile(r"(?:top priority )?for immediate broadcast\Z", re.IGNORECASE)


def is_weather_bulletin(delivery: Delivery) -> bool:
    """Return whether a text opens with a product number and says when it was issued."""
    lines = [line.strip() for line in lines_of(delivery.text[:3000]) if line.strip()][:HEAD_LINES]
    return (
        len(lines) > 2
        and _PRODUCT.match(lines[0]) is not None
        and any(_ISSUED.match(line) for line in lines[1:])
    )


def read_weather_bulletin(delivery: Delivery) -> Iterator[Item]:
    """Give the one item in a bulletin. Its product number is the slugline.

    Raises:
        MalformedWire: nothing stands between the office and when it was issued.
        UnknownCharset: the text is in no known character set.
    """
    decoded = decode_eight_bit(delivery)
    blocks = list(blocks_of(lines_of(decoded.text)))
    issued = next(
        (n for n, block in enumerate(blocks) if any(_ISSUED.match(x.strip()) for x in block)), 0
    )
    (product, *office), *titles = blocks[:issued] or [[""]]
    notes = [one_line(block) for block in titles if _HANDLING.match(one_line(block))]
    titles = [block for block in titles if not _HANDLING.match(one_line(block))]
    if not titles:
        raise MalformedWire(
            where="the lines before “Issued”",
            found=repr(decoded.text[:80]),
            expected="a product number, the office, and a title",
        )
    issued_line = next(line for line in blocks[issued] if _ISSUED.match(line.strip()))
    issued_at = read_written_time(issued_line)
    bureau, *places = (one_line(line) for line in office or [""])
    yield Item(
        format=FORMAT,
        headline=one_line(titles[-1]),
        paragraphs=tuple(
            paragraph for block in blocks[issued:] for paragraph in paragraphs_of([*block, ""])
        ),
        slugline=product.strip(),
        provider=bureau or None,
        creditline=bureau or None,
        places=tuple(places),
        versioncreated=issued_at,
        firstcreated=issued_at,
        ednotes=tuple(EdNote(note) for note in notes),
        source_encoding=decoded.how,
    )
