"""Tags: names and the agency's own keywords that a story can be found under."""

import re
from collections import Counter
from dataclasses import dataclass

from dateline.core.grounding.checking.lexicon import share
from dateline.core.grounding.checking.vocabulary import FUNCTION
from dateline.core.grounding.quotes import without_title
from dateline.core.grounding.understanding import Understanding
from dateline.core.grounding.words import SAYING_VERBS
from dateline.core.story import Span
from dateline.core.story.media_topics import bundled_media_topics

MOST_TAGS, MOST_NAMES = 6, 4
MOST_PHRASES, PHRASE_COUNTS = 2, 3
_SURELY = 0.7
_PAIR = re.compile(r"(?=\b([a-z][a-z’'-]{2,} [a-z][a-z-]{2,})\b)")
_NOT_IN_PHRASES = frozenset(
    """
    year years day days week weeks month months time times people thing things last next first
    per cent percent million billion new old same good great
    """.split()
)
# Words of the wire itself, not of the story.
_NOT_TAGS = {"news", "general", "update", "top", "photo", "photos", "video", "text", "story"}

# “Russian”, “Portuguese”: an adjective is no tag; the country is.
_DEMONYM = re.compile(r"^(?:\w+\s)?\w+(?:ian|ean|ese|ish|ch|ani|eli)s?$")


@dataclass(frozen=True, slots=True)
class Tag:
    """A label, the standard's code if the story gave one, and where the copy says it.

    derivation  where the label is from: "name", "phrase" with how often the copy has it, "keyword"
                or "code" of the story's own
    """

    label: str
    qcode: str | None
    evidence: tuple[Span, ...]
    derivation: tuple[str, ...] = ()


def draw_tags(seen: Understanding) -> tuple[Tag, ...]:
    """Return up to six tags: names, the story's own codes and keywords, pairs of words.

    Names and pairs are those the copy keeps coming back to.

    A code stands without evidence where the copy does not use its label: the agency gave it.
    """
    tags: dict[str, Tag] = {}
    for tag in (*_names(seen)[:MOST_NAMES], *_codes(seen), *_keywords(seen), *_phrases(seen)):
        known = tags.get(tag.label.lower())
        if known is None or (known.qcode is None and tag.qcode):
            tags[tag.label.lower()] = tag
    return tuple(list(tags.values())[:MOST_TAGS])


def _codes(seen: Understanding) -> list[Tag]:
    """The story's own Media Topics and subject codes, by the names IPTC gives them."""
    if not seen.item.subjects:
        return []
    topics, language = bundled_media_topics(), seen.item.language or "en"
    labels = ((code, topics.label(code, language)) for code in seen.item.subjects)
    return [
        Tag(label[:1].upper() + label[1:], code, _mentions(seen, label), (f"code {code}",))
        for code, label in labels
        if label and not topics.is_retired(code)
    ]


def _keywords(seen: Understanding) -> list[Tag]:
    found = []
    for keyword in seen.item.keywords:
        label = keyword.strip()
        if not 3 <= len(label) <= 40 or label.lower() in _NOT_TAGS:
            continue
        spans = _mentions(seen, label)
        if spans:
            found.append(Tag(label[:1].upper() + label[1:], None, spans, (f"keyword {keyword}",)))
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
        Tag(
            name,
            None,
            tuple(n.span for n in spoken if n.canonical.endswith(name))[:3],
            (f"name said {counts[name]} times",),
        )
        for name in chosen
    ]


def _phrases(seen: Understanding) -> list[Tag]:
    """Pairs of a noun with the word before it that the copy has at least three times."""
    pairs = Counter(
        match.group(1).lower()
        for sentence in seen.sentences
        for match in _PAIR.finditer(sentence.of(seen.text))
    )
    return [
        Tag(
            pair[:1].upper() + pair[1:],
            None,
            _mentions(seen, pair),
            (f"phrase said {count} times",),
        )
        for pair, count in pairs.most_common()
        if count >= PHRASE_COUNTS and _is_phrase(*pair.split())
    ][:MOST_PHRASES]


def _is_phrase(first: str, second: str) -> bool:
    """Return whether two words are a thing: “fishing licence”, not “said that”."""
    return (
        share(second, "n") > _SURELY
        and max(share(first, "n"), share(first, "a")) > _SURELY
        and not {first, second} & (FUNCTION | SAYING_VERBS | _NOT_IN_PHRASES)
        and not first.endswith(("ly", "’s", "'s"))
    )


def _mentions(seen: Understanding, label: str) -> tuple[Span, ...]:
    pattern = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
    return tuple(Span(*match.span()) for match in pattern.finditer(seen.text))[:3]
