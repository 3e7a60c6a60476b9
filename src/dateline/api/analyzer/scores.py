"""From a scorer's answer to Perspective's: names, spans in UTF-16 units, what is left out."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.api.analyzer.errors import InvalidRequest, LanguageNotSupported, LanguageUndetected
from dateline.api.analyzer.messages import AnalyzeRequest
from dateline.core.scoring import HEADS_OF_LANGUAGE
from dateline.core.scoring.language import UNKNOWN

PRODUCTION = (
    "TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT",
)  # fmt: skip
# Perspective's names for the same thing in another stage of its life.
SAME_AS = {
    **{f"{name}_EXPERIMENTAL": name for name in PRODUCTION},
    "TOXICITY_FAST": "TOXICITY",
    "CONSTRUCTIVE_EXPERIMENTAL": "CONSTRUCTIVE",
}
SERVED = frozenset({*PRODUCTION, "SPAM", "CONSTRUCTIVE", *SAME_AS})


class Scored(Protocol):
    """What a scorer says of one comment: scores 0.0 to 1.0, spans in code points."""

    @property
    def language_tag(self) -> str:
        """The language that was detected, such as "en"; "und" where it could not be told."""

    @property
    def scores(self) -> Mapping[str, float]:
        """By attribute."""

    @property
    def spans(self) -> Mapping[str, Sequence[tuple[int, int, float]]]:
        """By attribute, half-open; empty unless they were asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a scorer is asked of one comment; without attributes, only its language."""

    text: str
    attributes: frozenset[str]
    wants_spans: bool = False


# Some comments side by side, answered in their order.
Scorer = Callable[[Sequence[Asked]], Sequence[Scored]]


def asked_of(request: AnalyzeRequest) -> Asked:
    """Return what the scorer must say of a request's comment.

    Raises: InvalidRequest when an attribute is not known.
    """
    for name in request.thresholds:
        if name not in SERVED:
            raise InvalidRequest(f"Unknown requested attribute: {name}", attribute=name)
    heads = frozenset(SAME_AS.get(name, name) for name in request.thresholds)
    return Asked(request.text, heads, request.wants_spans)


def answer_to(request: AnalyzeRequest, scored: Scored, *, is_strict: bool) -> bytes:
    """Return the JSON of the answer to `comments:analyze`.

    A comment whose language has no heads is scored by the fallback's, and `detectedLanguages` says
    so. It is never refused for being in another language than was requested.

    Raises:
        LanguageNotSupported: only with `is_strict`, when no requested language has heads.
        LanguageUndetected: only with `is_strict`, when none was requested and none can be told.
    """
    if is_strict:
        _check_language(request, scored.language_tag)
    utf16 = _Utf16(request.text)
    scores = []
    for name, threshold in request.thresholds.items():
        head = SAME_AS.get(name, name)
        value = scored.scores.get(head)
        if value is None or value < threshold:
            continue
        # Clients read the first span even if they asked for none.
        spans = scored.spans.get(head) or ((0, len(request.text), value),)
        scores.append(_score(name, value, spans, utf16))
    detected = json.dumps([scored.language_tag])
    languages = json.dumps(request.languages) if request.languages else detected
    token = request.client_token
    echoed = "" if token is None else f', "clientToken": {json.dumps(token)}'
    return (
        f'{{"attributeScores": {{{", ".join(scores)}}}, "languages": {languages}, '
        f'"detectedLanguages": {detected}{echoed}}}'
    ).encode()


def _score(
    name: str, value: float, spans: Sequence[tuple[int, int, float]], utf16: "_Utf16"
) -> str:
    """Return one attribute's part as JSON, written out: an encoder takes ten times as long."""
    places = ", ".join(
        f'{{"begin": {utf16.offset(begin)}, "end": {utf16.offset(end)}, '
        f'"score": {{"value": {score!r}, "type": "PROBABILITY"}}}}'
        for begin, end, score in spans
    )
    return (
        f'"{name}": {{"spanScores": [{places}], '
        f'"summaryScore": {{"value": {value!r}, "type": "PROBABILITY"}}}}'
    )


def _check_language(request: AnalyzeRequest, detected: str) -> None:
    if not request.languages:
        if detected == UNKNOWN:
            raise LanguageUndetected("Unable to detect language")
        return
    if any(_has_heads(tag) for tag in request.languages):
        return
    attribute, tags = next(iter(request.thresholds)), list(request.languages)
    raise LanguageNotSupported(
        f"Attribute {attribute} does not support request languages: {', '.join(tags)}",
        languageNotSupportedByAttributeError={"requestedLanguages": tags, "attribute": attribute},
    )


def _has_heads(tag: str) -> bool:
    """Whether a language, or the one it is a variant of (en-IN), has heads."""
    return tag in HEADS_OF_LANGUAGE or tag.partition("-")[0].lower() in HEADS_OF_LANGUAGE


class _Utf16:
    """Turns offsets in code points into UTF-16 units, as JavaScript counts."""

    def __init__(self, text: str) -> None:
        self._is_plain = text.isascii() or max(text) < "\U00010000"
        self._text = text

    def offset(self, code_points: int) -> int:
        if self._is_plain:
            return code_points
        return len(self._text[:code_points].encode("utf-16-le")) // 2
