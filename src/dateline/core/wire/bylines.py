"""The byline where it stands in a line of its own before the copy."""

import re
from collections.abc import Sequence

from dateline.core.story import Paragraph

_BYLINE = re.compile(
    r"(?:By|BY|Von|Par|Por|Da|Di|Door|Av|Af):? (?P<names>[^\W\d_a-z][^\n.:;!?]{1,110})\Z"
)


def byline_in(line: str) -> str | None:
    """Return the names in a line such as “By Runa Vik, NWA”, or None."""
    match = _BYLINE.match(line.strip())
    return match["names"].strip() if match else None


def without_byline(
    paragraphs: Sequence[Paragraph],
) -> tuple[str | None, tuple[Paragraph, ...]]:
    """Return the byline that stands as the first paragraph, or None, and the copy."""
    names = byline_in(paragraphs[0].text) if len(paragraphs) > 1 else None
    return names, tuple(paragraphs[1:] if names else paragraphs)
