"""Tags: names and the agency's own keywords that a story can be found under."""

import re
from collections import Counter
from dataclasses import dataclass

from dateline.core.grounding.quotes import without_title
from dateline.core.grounding.understanding import Understanding
from dateline.core.story import Span

MOST_TAGS = 6
# Words of the wire itself, not of the story.
_NOT_TAGS = {"news", "general", "update", "top", "photo", "photos", "video", "text", "story"}

# “Russian”, “Portuguese”: an adjective is no tag; the country is.
_DEMONYM = re.compile(r"^(?:\w+\s)?\w+(?:ian|ean|ese|ish|ch|ani|eli)s?$")


@dataclass(frozen=True, slots=True)
class Tag:
    """A label, the standard's code if the story gave one, and where the copy says it."""

    label: str
    qcode: str | None
    evidence: tuple[Span, ...]


def draw_tags(seen: Understanding) -> tuple[Tag, ...]:
    """Return up to six tags: keywords the copy also uses, then names it keeps coming back to."""
    tags = {tag.label.lower(): tag for tag in (*_names(seen), *_keywords(seen))}
    return tuple(list(tags.values())[:MOST_TAGS])


def _keywords(seen: Understanding) -> list[Tag]:
    found = []
    for keyword in seen.item.keywords:
        label = keyword.strip()
        if not 3 <= len(label) <= 40 or label.lower() in _NOT_TAGS:
            continue
        spans = _mentions(seen, label)
        if spans:
            found.append(Tag(label[:1].upper() + label[1:], None, spans))
    return found


def _names(seen: Understanding) -> list[Tag]:
    """Names said at least twice, or once in the text and in the headline."""
    quoted = [segment for quote in seen.quotes for segment in quote.segments]
    spoken = [n for n in seen.names if not any(segment.covers(n.span) for segment in quoted)]
    counts = Counter(without_title(name.canonical) for name in spoken)
    headline = seen.item.headline or ""
    chosen = [
        name
        for name, count in counts.most_common()
        if (count >= 3 or (count >= 2 and name in headline))
        and 3 <= len(name) <= 40
        and not _DEMONYM.search(name)
    ]
    return [
        Tag(name, None, tuple(n.span for n in spoken if n.canonical.endswith(name))[:3])
        for name in chosen
    ]


def _mentions(seen: Understanding, label: str) -> tuple[Span, ...]:
    pattern = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
    return tuple(Span(*match.span()) for match in pattern.finditer(seen.text))[:3]
