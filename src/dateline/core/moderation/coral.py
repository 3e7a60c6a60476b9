"""Coral's external moderation phase: how a call is signed, what it says, what an answer means.

Both ends of the contract read this: Dateline asks a newsroom's own phase by it, and answers a
Coral by it.

Source: Coral's external.ts (pipeline/phases) and fetch.ts (services), release 9.11.8.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dateline.core.moderation.findings import Decision, Evidence, Finding

Known = TypeVar("Known")

SIGNATURE_HEADER = "X-Coral-Signature"
_SCHEME = "sha256="
_CODE = re.compile(r"[A-Z_]{1,40}")

FLAGS = {"COMMENT_DETECTED_TOXIC": "toxic", "COMMENT_DETECTED_SPAM": "spam"}
TAGS = {"FEATURED": "featured", "STAFF": "staff"}
# What each of Coral's states asks for. An approval is told to moderators: it outweighs nothing.
STATUSES = {
    "NONE": Decision.PASS,
    "APPROVED": Decision.SIGNAL,
    "REJECTED": Decision.REFUSE,
    "PREMOD": Decision.HOLD,
    "SYSTEM_WITHHELD": Decision.HOLD,
}
_REASONS = {
    Decision.REFUSE: "outside-refused",
    Decision.HOLD: "outside-held",
    Decision.SIGNAL: "outside-noted",
    Decision.PASS: "",
}


class NotCoral(ValueError):
    """A newsroom's own moderation phase answered with something that Coral's contract does not
    know: no JSON, a state, a flag or a tag that does not exist. It counts as a fault.
    """

    code = "phase-bad-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A comment as an external phase is told of it.

    is_edit      whether the comment was there before, with other words
    body         its words, plain or as HTML, as the phase wants them
    parent_id    of the comment it answers, or None
    author_id, author_role  a pseudonym or empty; Coral's role, such as `COMMENTER` or `STAFF`
    """

    is_edit: bool
    body: str
    parent_id: str | None
    author_id: str
    author_role: str
    story_id: str
    story_url: str
    site_id: str
    tenant_id: str
    tenant_domain: str

    def to_bytes(self) -> bytes:
        """Return the body of the request, as Coral writes it: the signature is over these bytes."""
        said = {
            "action": "EDIT" if self.is_edit else "NEW",
            "comment": {"body": self.body, "parentID": self.parent_id},
            "author": {"id": self.author_id, "role": self.author_role},
            "story": {"id": self.story_id, "url": self.story_url},
            "site": {"id": self.site_id},
            "tenantID": self.tenant_id,
            "tenantDomain": self.tenant_domain,
        }
        return json.dumps(said, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def signature(body: bytes, secrets: Sequence[str]) -> str:
    """Return the header of a call: one signature for each secret that counts now."""
    return ",".join(f"{_SCHEME}{_digest(body, secret)}" for secret in secrets)


def is_signed(body: bytes, header: str, secrets: Iterable[str]) -> bool:
    """Return whether a call carries the signature of one of the secrets."""
    given = [part.strip().removeprefix(_SCHEME).encode() for part in header.split(",")]
    wanted = [_digest(body, secret).encode() for secret in secrets]
    return any(hmac.compare_digest(one, other) for one in wanted for other in given)


def _digest(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def finding_of(answer: bytes, *, phase: str, version: str) -> Finding:
    """Return what an answer asks for; an empty one asks for nothing.

    Raises: NotCoral.
    """
    if not answer.strip():
        return Finding(phase, version, Decision.PASS)
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise NotCoral("the answer is no JSON") from error
    if not isinstance(said, dict):
        raise NotCoral("the answer is no JSON object")
    act = said.get("moderationAction", {})
    if not isinstance(act, dict):
        raise NotCoral("moderationAction is no object")
    flags = dict.fromkeys(_known(_flag(one), FLAGS, "flag") for one in _list(said, "actions"))
    tags = dict.fromkeys(_known(one, TAGS, "tag") for one in _list(said, "tags"))
    asked = [where["status"] for where in (said, act) if "status" in where]
    states = [_known(one, STATUSES, "status") for one in asked]
    decision = max((*states, Decision.SIGNAL if flags or tags else Decision.PASS))
    evidence = [Evidence("status", one.lower()) for one in dict.fromkeys(asked) if one != "NONE"]
    evidence += [Evidence("flag", flag) for flag in flags] + [Evidence("tag", tag) for tag in tags]
    if code := _rejection_code(act):
        evidence.append(Evidence("rejection", code))
    return Finding(phase, version, decision, _REASONS[decision], tuple(evidence))


def _list(said: dict[str, Any], name: str) -> list[Any]:
    found = said.get(name, [])
    if not isinstance(found, list):
        raise NotCoral(f"{name} is no list")
    return found


def _flag(action: object) -> object:
    if not isinstance(action, dict) or action.get("actionType") != "FLAG":
        raise NotCoral("an action is no FLAG")
    return action.get("reason")


def _known(said: object, known: dict[str, Known], what: str) -> Known:
    if not isinstance(said, str) or said not in known:
        raise NotCoral(f"no such {what}")
    return known[said]


def _rejection_code(act: dict[str, Any]) -> str:
    """Return the code of a rejection. The words beside it may quote the comment: they are left."""
    reason = act.get("rejectionReason") or {}
    code = reason.get("code") if isinstance(reason, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
