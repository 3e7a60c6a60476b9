"""A scorer that anyone can foretell, and a service around it."""

from dataclasses import dataclass, field

from dateline.api.analyzer import Request


@dataclass
class Foretold:
    """What the rude-word scorer says of a comment."""

    language_tag: str
    scores: dict = field(default_factory=dict)
    spans: dict = field(default_factory=dict)


def rude_word_scorer(text, attributes, wants_spans):
    """Score 0.9 for everything when “idiot” is in the text, else 0.1; Cyrillic has no heads."""
    if any("\u0400" <= sign <= "\u04ff" for sign in text):
        return Foretold("ru")
    at = text.find("idiot")
    scores = dict.fromkeys(attributes, 0.9 if at >= 0 else 0.1)
    spans = dict.fromkeys(attributes, ((at, at + 5, 0.9),)) if at >= 0 and wants_spans else {}
    return Foretold("en", scores, spans)


def post(path, body, *, key=None, **headers):
    """Return a POST request."""
    target = f"{path}?key={key}" if key else path
    return Request("POST", target, {k.replace("_", "-"): v for k, v in headers.items()}, body)
