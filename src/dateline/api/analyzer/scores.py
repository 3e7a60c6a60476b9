"""From a scorer's answer to Perspective's: names, spans in UTF-16 units, what is left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol

from dateline.api.analyzer.errors import InvalidRequest, LanguageNotSupported
from dateline.api.analyzer.messages import AnalyzeRequest

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
        """The language it was scored in, such as "en"; "und" where it could not be told."""

    @property
    def scores(self) -> Mapping[str, float]:
        """By attribute; empty where the language has no heads."""

    @property
    def spans(self) -> Mapping[str, Sequence[tuple[int, int, float]]]:
        """By attribute, half-open; empty unless they were asked for."""


# The text, the attributes wanted, and whether spans are wanted.
Scorer = Callable[[str, Collection[str], bool], Scored]


def analyze(request: AnalyzeRequest, scorer: Scorer, *, is_strict: bool) -> dict[str, Any]:
    """Return the answer to `comments:analyze`.

    A comment whose language has no heads is not scored: its attributes are left out, and
    `detectedLanguages` says why. With `is_strict` that is refused, as Perspective did.

    Raises:
        InvalidRequest: an attribute is not known.
        LanguageNotSupported: only with `is_strict`.
    """
    for name in request.thresholds:
        if name not in SERVED:
            raise InvalidRequest(f"Unknown requested attribute: {name}", attribute=name)
    wanted = {name: SAME_AS.get(name, name) for name in request.thresholds}
    scored = scorer(request.text, set(wanted.values()), request.wants_spans)
    if is_strict and not scored.scores:
        raise _not_supported(request, scored)
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


def _not_supported(request: AnalyzeRequest, scored: Scored) -> LanguageNotSupported:
    attribute = next(iter(request.thresholds))
    tags = list(request.languages or [scored.language_tag])
    return LanguageNotSupported(
        f"Attribute {attribute} does not support request languages: {', '.join(tags)}",
        languageNotSupportedByAttributeError={
            "detectedLanguages": [scored.language_tag],
            "requestedLanguages": list(request.languages),
            "attribute": attribute,
        },
    )


class _Utf16:
    """Turns offsets in code points into UTF-16 units, as JavaScript counts."""

    def __init__(self, text: str) -> None:
        self._is_plain = text.isascii() or max(text) < "\U00010000"
        self._text = text

    def offset(self, code_points: int) -> int:
        if self._is_plain:
            return code_points
        return len(self._text[:code_points].encode("utf-16-le")) // 2
