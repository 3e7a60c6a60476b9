"""A scorer that anyone can foretell, and a service around it."""

from dataclasses import dataclass, field

from dateline.api.analyzer import Request


@dataclass
class Foretold:
    """What the rude-word scorer says of a comment."""

    language_tag: str
    scores: dict = field(default_factory=dict)
    spans: dict = field(default_factory=dict)


def rude_word_scorer(asked):
    """Score comments each by itself."""
    return [_rude_word_score(one.text, one.attributes, one.wants_spans) for one in asked]


def _rude_word_score(text, attributes, wants_spans):
    """Score 0.9 for everything when “idiot” is in the text, else 0.1; Cyrillic is Russian."""
    is_cyrillic = any("\u0400" <= sign <= "\u04ff" for sign in text)
    is_told = any(sign.isalpha() for sign in text)
    at = text.find("idiot")
    scores = dict.fromkeys(attributes, 0.9 if at >= 0 else 0.1)
    spans = dict.fromkeys(attributes, ((at, at + 5, 0.9),)) if at >= 0 and wants_spans else {}
    return Foretold("ru" if is_cyrillic else "en" if is_told else "und", scores, spans)


def post(path, body, *, key=None, **headers):
    """Return a POST request."""
    target = f"{path}?key={key}" if key else path
    return Request("POST", target, {k.replace("_", "-"): v for k, v in headers.items()}, body)
