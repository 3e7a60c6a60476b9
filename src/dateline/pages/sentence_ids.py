"""What a sentence is known by: a hash that outlives moved paragraphs, and breaks with its words."""

import hashlib
from collections.abc import Iterable

from dateline.core.story import Span


def sentence_hash(words: str) -> str:
    """Return the hash of a sentence, whatever its spacing and case: 8 hex digits."""
    plain = " ".join(words.split()).lower()
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def sentence_ids(text: str, spans: Iterable[Span]) -> list[str]:
    """Return an id for each sentence of a page; one that is there twice gets an ordinal."""
    seen: dict[str, int] = {}
    found = []
    for span in spans:
        digest = sentence_hash(span.of(text))
        seen[digest] = seen.get(digest, 0) + 1
        found.append(f"s-{digest}-{seen[digest]}" if seen[digest] > 1 else f"s-{digest}")
    return found
