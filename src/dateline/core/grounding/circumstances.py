"""What stands beside a reporting cue and is no part of what is said: when, where, to whom."""

import re

from dateline.core.story import Span

# “he said in a statement on Monday”
_CIRCUMSTANCE = re.compile(
    r"\s*(?:(?:on|in|at|to|during|after|before|while|when|as|late|early|earlier|later|last|this"
    r"|of|from|via|through|by|with|yesterday|today|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday)\b[^;:“”\"]*)?[\s.,;!?”\"’)]*",
    re.IGNORECASE,
)
# “said in an interview that the port …”: what is said stands behind the circumstance.
_SAID_BEHIND = re.compile(
    r"\bthat\s(?:the|a|an|he|she|it|they|we|his|her|its|their|this|these|there|no|[A-Z])\b"
)
# “Earlier this year, Maren Holt spoke …”: words before the source that only tell when or where.
_OPENING = re.compile(
    r"(?:on|in|at|during|earlier|later|last|this|after|before|since|by|for)\b(?:\s[\w’'.-]+){0,4}",
    re.IGNORECASE,
)
# “…, she told the Coastline News”: so few words behind the cue are its hearer.
_HEARER_WORDS = 6
HEARER_VERBS = frozenset("told tells tell telling asked informed reminded warned assured".split())
_WORD = re.compile(r"\w")
_SIGNS = " ,;:—–-\n"


def is_circumstance(verb: str, tail: str) -> bool:
    """Return whether what follows a cue only tells when, where or to whom it is said."""
    if _CIRCUMSTANCE.fullmatch(tail):
        return _SAID_BEHIND.search(tail) is None
    return verb in HEARER_VERBS and len(tail.split()) <= _HEARER_WORDS


def is_opening(words: str) -> bool:
    """Return whether the words before a source only tell when or where it speaks."""
    return _OPENING.fullmatch(words) is not None


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without the signs around it, or None if it holds no word."""
    words = text[start:end]
    if not _WORD.search(words):
        return None
    left = len(words) - len(words.lstrip(_SIGNS))
    return Span(start + left, end - (len(words) - len(words.rstrip(_SIGNS))))
