"""Asking others about a reader's comment: a newsroom's own phase, and Akismet.

What is asked is made elsewhere; here it is sent, and an answer or a named reason comes back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from dateline.core.moderation.coral import SIGNATURE_HEADER, Call, signature
from dateline.gateways.exchange import Reply, bad_status, parse_target, shown
from dateline.gateways.fetch_errors import FetchError
from dateline.gateways.sending import Sender

# Coral reads two million; what a phase has to say needs a few hundred.
MOST_REPLY_BYTES = 65_536


class AkismetRefused(FetchError):
    """Akismet answered with neither yes nor no: the key or the newsroom's address is not one that
    it knows, or something else stands at its address.
    """

    code = "akismet-refused"


CHECK_ERRORS: tuple[type[FetchError], ...] = (AkismetRefused,)


@dataclass(frozen=True, slots=True)
class ExternalPhase:
    """A newsroom's own phase at an address. secrets: all that sign a call now, the newest first."""

    url: str
    secrets: Sequence[str] = field(repr=False)
    sender: Sender

    def ask(self, call: Call) -> bytes:
        """Return what the phase answers; nothing for 204.

        Raises: FetchError, by name.
        """
        body = call.to_bytes()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature(body, self.secrets),
        }
        reply = self.sender.post(self.url, body, headers=headers, most_reply_bytes=MOST_REPLY_BYTES)
        if reply.status == httpx.codes.NO_CONTENT:
            return b""
        if reply.body is None:
            raise bad_status(parse_target(self.url), reply)
        return reply.body


@dataclass(frozen=True, slots=True)
class Akismet:
    """Akismet's service. blog: the newsroom's public address, which the key belongs to.

    Source: https://akismet.com/developers/detailed-docs/
    """

    url: str
    key: str = field(repr=False)
    blog: str
    sender: Sender

    def is_spam(self, comment: Mapping[str, str]) -> bool:
        """Return whether a comment is taken for spam.

        Raises: FetchError, by name.
        """
        return self._post("comment-check", comment, {"true": True, "false": False})

    def correct(self, comment: Mapping[str, str], *, is_spam: bool) -> None:
        """Tell that a comment was spam after all, or was none, as a person decided.

        Raises: FetchError, by name.
        """
        thanks = {"Thanks for making the web a better place.": True}
        self._post("submit-spam" if is_spam else "submit-ham", comment, thanks)

    def _post(self, act: str, comment: Mapping[str, str], answers: Mapping[str, bool]) -> bool:
        url = f"{self.url.rstrip('/')}/{act}"
        fields = {"api_key": self.key, "blog": self.blog, "blog_charset": "UTF-8"}
        reply = self.sender.post(
            url,
            urlencode(fields | dict(comment)).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            most_reply_bytes=MOST_REPLY_BYTES,
        )
        return _answer(reply, url, answers)


def _answer(reply: Reply, url: str, answers: Mapping[str, bool]) -> bool:
    target = parse_target(url)
    if reply.body is None:
        raise bad_status(target, reply)
    said = reply.body.decode("utf-8", "replace").strip()
    if said not in answers:
        raise AkismetRefused(
            where=shown(target),
            found=f"{len(reply.body)} bytes that are no answer",
            expected=" or ".join(answers),
        )
    return answers[said]
