"""Scores in the shape that `dateline score` prints."""

from typing import Any

from dateline.core.scoring.models import HEADS_OF_LANGUAGE
from dateline.core.scoring.reasons import Reason
from dateline.core.scoring.scorer import SCORE_DIGITS, Score


def score_as_json(score: Score) -> dict[str, Any]:
    """Return a score as an object; a language without heads says so under `unsupported`."""
    answer: dict[str, Any] = {
        "scores": {attribute.value: value for attribute, value in score.scores.items()},
        "language": score.language.tag,
        "spans": {
            attribute.value: [list(span) for span in spans]
            for attribute, spans in score.spans.items()
        },
        "because": {
            attribute.value: [reason_as_json(reason) for reason in reasons]
            for attribute, reasons in score.because.items()
        },
    }
    if not score.supported:
        known = ", ".join(sorted(HEADS_OF_LANGUAGE))
        answer["unsupported"] = (
            f"found the language {score.language.tag}, expected one of {known}; not scored"
        )
    return answer


def reason_as_json(reason: Reason) -> dict[str, Any]:
    """Return a reason; `read_as` and `how` stand only where a word was written in disguise."""
    fragment = reason.fragment
    answer: dict[str, Any] = {
        "text": fragment.text,
        "weight": round(reason.weight, SCORE_DIGITS),
        "spans": [list(span) for span in fragment.spans],
    }
    if fragment.read_as and fragment.read_as != fragment.text.lower():
        answer |= {"read_as": fragment.read_as, "how": fragment.how}
    return answer
