"""Coral's external moderation phase: what it sends of a comment, what it is told.

Source: Coral's documentation, “External Moderation Phases”; its webhooks' signature.
"""

import html
import re
from typing import Any

from dateline.api.analyzer.errors import BadSignature, InvalidRequest
from dateline.api.analyzer.messages import Json, without_halves
from dateline.api.analyzer.scores import Asked, Scorer
from dateline.core.moderation.coral import is_signed

# Coral's own default for holding a comment back.
HOLD_ABOVE_SCORE = 0.8
GATING = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
LONGEST_BODY_CHARS = 20_000
# What Coral's editor writes, where a phase is set to get HTML; any other < > is the reader's own.
_TAG = re.compile(r"</?(?:div|p|br|b|i|em|strong|u|s|strike|span|a|blockquote|ul|ol|li)\b[^<>]*>")
_ENDS_A_LINE = re.compile(r"</(?:div|p|li|blockquote)>|<br\b[^<>]*>")


def check_signature(body: bytes, header: str, secrets: tuple[str, ...]) -> None:
    """Return if a call is signed with one of the secrets: “sha256=…, sha256=…”.

    Raises: BadSignature.
    """
    if is_signed(body, header, secrets):
        return
    raise BadSignature("The X-Coral-Signature header does not fit the body and our secret.")


def moderate(value: Json, scorer: Scorer) -> dict[str, Any] | None:
    """Return what Coral shall do with a comment, or None to let it go on as it is.

    A comment over the threshold is held for a moderator and never rejected by the score alone.

    Raises: InvalidRequest when there is no comment.
    """
    comment = value.get("comment")
    text = comment.get("body") if isinstance(comment, dict) else None
    if not isinstance(text, str):
        raise InvalidRequest("comment.body must be text")
    if not text.strip():
        return None
    words = without_halves(plain(text)[:LONGEST_BODY_CHARS])
    (scored,) = scorer([Asked(words, frozenset({*GATING, "SPAM"}))])
    high = {name: s for name, s in scored.scores.items() if s > HOLD_ABOVE_SCORE}
    if not high:
        return None
    actions = []
    if any(name in high for name in GATING):
        actions.append({"actionType": "FLAG", "reason": "COMMENT_DETECTED_TOXIC"})
    if "SPAM" in high:
        actions.append({"actionType": "FLAG", "reason": "COMMENT_DETECTED_SPAM"})
    return {"status": "SYSTEM_WITHHELD", "actions": actions}


def plain(body: str) -> str:
    """Return the words of a comment that came as Coral's HTML; one without tags stays as it is."""
    if _TAG.search(body) is None:
        return body
    return html.unescape(_TAG.sub("", _ENDS_A_LINE.sub("\n", body))).strip()
