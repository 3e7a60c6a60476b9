"""Plain text: a headline, an empty line, paragraphs. The form people write by hand."""

import re
from collections.abc import Iterator

from dateline.core.story import Item, Paragraph
from dateline.core.wire.charset import CONTROL
from dateline.core.wire.datelines import find_dateline
from dateline.core.wire.delivery import Delivery
from dateline.core.wire.errors import MalformedWire

FORMAT = "plain"
HEADLINE_MOST_CHARS = 300
LOOKED_AT_CHARS = 4096
# A few stray control characters may stand in text; more than one in fifty is no text.
STRAY_CONTROLS = 8
CONTROLS_MOST_SHARE = 0.02
_BYLINE = re.compile(r"By (?P<names>[A-Z][^\n.]{2,80})\Z")
_BLANK = re.compile(r"\n[ \t]*\n+")
# Files that begin like text: PDF, PostScript, RTF.
_NO_TEXT = ("%PDF-", "%!PS", "{\\rtf")


def is_plain(delivery: Delivery) -> bool:
    """Return whether the bytes read as text: no markup, and next to no control characters."""
    if delivery.root is not None or delivery.is_web_page:
        return False
    opening = delivery.decoded.text[:LOOKED_AT_CHARS]
    allowed = max(STRAY_CONTROLS, len(opening) * CONTROLS_MOST_SHARE)
    return len(CONTROL.findall(opening)) <= allowed and not delivery.text.startswith(_NO_TEXT)


def read_plain(delivery: Delivery) -> Iterator[Item]:
    """Give the one item in a plain text.

    The dateline stays in the copy as it stands. A line “By …” before it becomes the byline.

    Raises: MalformedWire when there is no headline followed by an empty line and a paragraph.
    """
    text = delivery.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = [" ".join(block.split()) for block in _BLANK.split(text)]
    blocks = [block for block in blocks if block]
    if len(blocks) < 2 or len(blocks[0]) > HEADLINE_MOST_CHARS:
        raise MalformedWire(
            where="the first lines",
            found=repr(text[:80]),
            expected="a headline, an empty line, then paragraphs",
        )
    headline, *body = blocks
    byline = _BYLINE.match(body[0])
    if byline and len(body) > 1:
        body = body[1:]
    yield Item(
        format=FORMAT,
        headline=headline,
        byline=byline["names"].strip() if byline and len(blocks) > 2 else None,
        dateline=find_dateline(body[0]),
        paragraphs=tuple(Paragraph(block) for block in body),
    )
