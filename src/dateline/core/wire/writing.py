"""Writing items in a wire format: the formats, and how several items leave together."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateline.core.story import Item
from dateline.core.wire.write_newsml_g2 import write_newsml_g2
from dateline.core.wire.write_ninjs3 import write_ninjs3
from dateline.core.wire.write_nitf import write_nitf


class OutFormat(NamedTuple):
    """A format items leave in: how it is written, and its media type for one item.

    write  gives the bytes of several items; the time is when they leave
    """

    media_type: str
    write: Callable[[Sequence[Item], dt.datetime], bytes]


def _one_a_line(write: Callable[[Item], bytes]) -> Callable[[Sequence[Item], dt.datetime], bytes]:
    return lambda items, sent: b"".join(write(item) + b"\n" for item in items)


OUT_FORMATS = {
    "ninjs3": OutFormat("application/json", _one_a_line(write_ninjs3)),
    "newsml-g2": OutFormat(
        "application/vnd.iptc.g2.newsitem+xml",
        lambda items, sent: write_newsml_g2(items, sent=sent),
    ),
    "nitf": OutFormat("application/nitf+xml", _one_a_line(write_nitf)),
}


def write_items(items: Sequence[Item], *, to: str, sent: dt.datetime) -> bytes:
    """Return items in one of `OUT_FORMATS`.

    ninjs and NITF have no envelope: several items are one document a line. NewsML-G2 puts several
    into one newsMessage.

    sent  when they leave, which NewsML-G2 writes
    """
    return OUT_FORMATS[to].write(items, sent)
