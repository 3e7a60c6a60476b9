"""Messages framed by control characters: SOH heading STX text ETX trailer EOT.

Source: IPTC 7901 and ANPA 1312, which share the frame. One delivery may hold several.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.core.wire.errors import MalformedWire

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"


class Message(NamedTuple):
    """One message: how it begins, what else stands before the text, the text, and what follows."""

    start: re.Match[str]
    heading: str
    text: str
    trailer: str


def messages_in(
    text: str, start: re.Pattern[str], *, expected: str
) -> Iterator[Message | MalformedWire]:
    """Give the messages that begin where `start` matches, in order.

    A message without STX is refused. One without ETX is given: some relays leave it out.

    Raises: MalformedWire when none begins; `expected` says how one does.
    """
    starts = list(start.finditer(text))
    if not starts:
        raise MalformedWire(where="the heading", found=repr(text[:60]), expected=expected)
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for number, (begin, end) in enumerate(zip(starts, ends, strict=True), start=1):
        heading, has_text, rest = text[begin.end() : end].partition(STX)
        if not has_text:
            yield MalformedWire(
                where=f"message {number}",
                found=repr(begin[0] + heading[:40]),
                expected="STX (02 hex) between the heading and the text",
            )
            continue
        body, _, trailer = rest.partition(ETX)
        yield Message(begin, heading, body.partition(EOT)[0], trailer.partition(EOT)[0])
