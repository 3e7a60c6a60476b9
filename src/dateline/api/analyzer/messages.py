"""Perspective's requests, read and checked. Source: Perspective API, methods and models."""

import json
import math
from dataclasses import dataclass
from typing import Any

from dateline.api.analyzer.errors import (
    CommentEmpty,
    CommentTooLong,
    InvalidRequest,
    NoRequestedAttributes,
    NotJson,
)

LONGEST_COMMENT_BYTES = 20_480
PLAIN_TEXT = {"PLAIN_TEXT", "TEXT_TYPE_UNSPECIFIED"}
PROBABILITY = {"PROBABILITY", "SCORE_TYPE_UNSPECIFIED"}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AnalyzeRequest:
    """What `comments:analyze` was asked.

    thresholds  by attribute as it was named: the score below which it is left out, 0.0 to 1.0
    languages   as given, empty to have it detected
    """

    text: str
    thresholds: dict[str, float]
    languages: tuple[str, ...]
    wants_spans: bool
    client_token: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What `comments:suggestscore` was told: how a person would have scored a comment."""

    text: str
    scores: dict[str, float]
    languages: tuple[str, ...]
    community_id: str | None
    client_token: str | None


def json_object(body: bytes) -> Json:
    """Return the JSON object of a body.

    Raises: NotJson.
    """
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise NotJson("Invalid JSON payload received. Expected a JSON object.") from None
    if not isinstance(value, dict):
        raise NotJson("Invalid JSON payload received. Expected a JSON object.")
    return value


def read_analyze(value: Json) -> AnalyzeRequest:
    """Return a checked request to analyze.

    Raises: AnalyzerError, by Perspective's own words.
    """
    text = comment_text(value)
    asked = _object(value, "requestedAttributes")
    if not asked:
        raise NoRequestedAttributes("Missing requested_attributes")
    _check_context(value)
    return AnalyzeRequest(
        text=text,
        thresholds={name: _threshold(name, options) for name, options in asked.items()},
        languages=languages_of(value),
        wants_spans=value.get("spanAnnotations") is True,
        client_token=_text(value, "clientToken"),
    )


def read_suggestion(value: Json) -> Suggestion:
    """Return a checked suggestion.

    Raises: AnalyzerError, by Perspective's own words.
    """
    text = comment_text(value)
    suggested = _object(value, "attributeScores")
    if not suggested:
        raise InvalidRequest("Missing attribute_scores")
    _check_context(value)
    return Suggestion(
        text=text,
        scores={name: _suggested(name, score) for name, score in suggested.items()},
        languages=languages_of(value),
        community_id=_text(value, "communityId"),
        client_token=_text(value, "clientToken"),
    )


def comment_text(value: Json) -> str:
    """Return the comment's text; half a surrogate pair, which no text needs, becomes U+FFFD.

    Raises: CommentEmpty, CommentTooLong, InvalidRequest.
    """
    comment = _object(value, "comment")
    kind = _text(comment, "type")
    if kind is not None and kind not in PLAIN_TEXT:
        raise InvalidRequest("Currently, only 'PLAIN_TEXT' comments are supported")
    text = _text(comment, "text") or ""
    if not text.strip():
        raise CommentEmpty("Comment must be non-empty.")
    text = without_halves(text)
    if len(text.encode()) > LONGEST_COMMENT_BYTES:
        raise CommentTooLong("Comment text too long.")
    return text


def without_halves(text: str) -> str:
    """Return a text in which half a surrogate pair, which JSON can carry, is U+FFFD.

    One UTF-16 unit for another, so that spans still count as the client does.
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def languages_of(value: Json) -> tuple[str, ...]:
    """Return the languages a request names.

    Raises: InvalidRequest when they are no list of texts.
    """
    given = value.get("languages") or []
    if not isinstance(given, list) or not all(isinstance(tag, str) for tag in given):
        raise InvalidRequest('languages must be a list of language codes, such as ["en"]')
    return tuple(given)


def _check_context(value: Json) -> None:
    context = _object(value, "context")
    if context.get("entries") and context.get("articleAndParentComment"):
        raise InvalidRequest("Only one of entries and articleAndParentComment may be set")


def _threshold(name: str, options: Any) -> float:
    options = {} if options is None else options
    if not isinstance(options, dict):
        raise InvalidRequest(f"requestedAttributes.{name} must be an object, such as {{}}")
    if options.get("scoreType") not in (None, *PROBABILITY):
        raise InvalidRequest(f"Attribute {name} only has scores of the type PROBABILITY")
    threshold = options.get("scoreThreshold", 0)
    return _probability(threshold, f"requestedAttributes.{name}.scoreThreshold")


def _suggested(name: str, score: Any) -> float:
    summary = score.get("summaryScore") if isinstance(score, dict) else None
    value = summary.get("value") if isinstance(summary, dict) else None
    return _probability(value, f"attributeScores.{name}.summaryScore.value")


def _probability(value: Any, where: str) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not 0 <= value <= 1:
        raise InvalidRequest(f"{where} must be a number from 0 to 1")
    return float(value)


def _object(value: Json, name: str) -> Json:
    found = value.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise InvalidRequest(f"{name} must be an object")
    return found


def _text(value: Json, name: str) -> str | None:
    found = value.get(name)
    if found is not None and not isinstance(found, str):
        raise InvalidRequest(f"{name} must be text")
    return found
