"""From a scorer's answer to Perspective's: names, spans in UTF-16 units, what is left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

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


# The text, the attributes wanted, and whether spans are wanted.
Scorer = Callable[[str, Collection[str], bool], Scored]


def analyze(request: AnalyzeRequest, scorer: Scorer, *, is_strict: bool) -> dict[str, Any]:
    """Return the answer to `comments:analyze`.

    A comment whose language has no heads is scored by the fallback's, and `detectedLanguages` says
    so. It is never refused for being in another language than was requested.

    Raises:
        InvalidRequest: an attribute is not known.
        LanguageNotSupported: only with `is_strict`, when no requested language has heads.
        LanguageUndetected: only with `is_strict`, when none was requested and none can be told.
    """
    for name in request.thresholds:
        if name not in SERVED:
            raise InvalidRequest(f"Unknown requested attribute: {name}", attribute=name)
    wanted = {name: SAME_AS.get(name, name) for name in request.thresholds}
    scored = scorer(request.text, set(wanted.values()), request.wants_spans)
    if is_strict:
        _check_language(request, scored.language_tag)
    utf16 = _Utf16(request.text)
    scores = {}
    for name, head in wanted.items():
        value = scored.scores.get(head)
        if value is None or value < request.thresholds[name]:
            continue
        # Clients read the first span even if they asked for none.
        spans = scored.spans.get(head) or ((0, len(request.text), value),)
        scores[name] = {
            "spanScores": [
                {
                    "begin": utf16.offset(begin),
                    "end": utf16.offset(end),
                    "score": {"value": score, "type": "PROBABILITY"},
                }
                for begin, end, score in spans
            ],
            "summaryScore": {"value": value, "type": "PROBABILITY"},
        }
    answer: dict[str, Any] = {
        "attributeScores": scores,
        "languages": list(request.languages or [scored.language_tag]),
        "detectedLanguages": [scored.language_tag],
    }
    if request.client_token is not None:
        answer["clientToken"] = request.client_token
    return answer


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
