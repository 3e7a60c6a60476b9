"""An endpoint reached over http or https.

The rules of all that is sent hold (`gateways.sending`): the copy and the key are for the one server
that was set, and the copy may not be published yet.
"""

import json
import ssl
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from dateline.core.grounding.prompting import Prompt
from dateline.gateways.addresses import Resolver
from dateline.gateways.addresses import system_resolver as by_system
from dateline.gateways.endpoint.errors import CutShort, ModelRefused, NotAnAnswer
from dateline.gateways.endpoint.port import Answer
from dateline.gateways.exchange import bad_status, parse_target, shown
from dateline.gateways.sending import Sender
from dateline.gateways.trust import trusting

# An answer is one page of JSON; what is larger is not read to its end.
MOST_REPLY_BYTES = 262_144
LONGEST_NAME_CHARS = 200
MOST_TOKENS_COUNTED = 10**9


@dataclass(frozen=True, slots=True)
class HttpEndpoint:
    """A server that speaks chat completions below `url`, such as https://api.example.org/v1.

    allowed_hosts  host names, addresses or networks that may be private
    tls            whose certificates are believed

    Source: https://platform.openai.com/docs/api-reference/chat
    """

    url: str
    model: str
    timeout_seconds: float
    user_agent: str
    key: str = field(default="", repr=False)
    allowed_hosts: Collection[str] = ()
    resolve: Resolver = by_system
    tls: Callable[[], ssl.SSLContext] = trusting

    def ask(self, prompt: Prompt, *, most_tokens: int) -> Answer:
        """Send one prompt and return the answer."""
        url = self.url.rstrip("/") + "/chat/completions"
        sender = Sender(
            user_agent=self.user_agent,
            timeout_seconds=self.timeout_seconds,
            allowed_hosts=self.allowed_hosts,
            resolve=self.resolve,
            tls=self.tls,
        )
        reply = sender.post(
            url,
            json.dumps(self._body(prompt, most_tokens)).encode(),
            headers=self._headers(),
            most_reply_bytes=MOST_REPLY_BYTES,
        )
        target = parse_target(url)
        if reply.body is None:
            raise bad_status(target, reply)
        return _answer(reply.body, where=shown(target), asked_for=self.model)

    def _body(self, prompt: Prompt, most_tokens: int) -> dict[str, Any]:
        return {
            "model": self.model,
            "messages": [
                {"role": "system", "content": prompt.system},
                {"role": "user", "content": prompt.user},
            ],
            "temperature": 0,
            "max_tokens": most_tokens,
            "stream": False,
        }

    def _headers(self) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
        }
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})


def _answer(body: bytes, *, where: str, asked_for: str) -> Answer:
    """Return the answer in a chat completion."""
    try:
        found = json.loads(body)
        choice = found["choices"][0]
        message, finish = choice["message"], choice.get("finish_reason")
        content, refusal = message.get("content"), message.get("refusal")
        usage = found.get("usage") or {}
        tokens_in, tokens_out = usage.get("prompt_tokens"), usage.get("completion_tokens")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NotAnAnswer(
            where=where,
            found=f"{len(body)} bytes without choices and a message ({type(error).__name__})",
            expected="a chat completion in JSON",
        ) from error
    if refusal or finish == "content_filter":
        raise ModelRefused(where=where, found="a refusal", expected="an answer")
    if finish == "length":
        raise CutShort(where=where, found="half an answer", expected="a whole one")
    if not isinstance(content, str):
        raise NotAnAnswer(where=where, found="no text in the answer", expected="a text")
    return Answer(
        text=_kept(content),
        model=_name(found.get("model")) or asked_for,
        answer_id=_name(found.get("id")),
        tokens_in=_count(tokens_in),
        tokens_out=_count(tokens_out),
    )


def _name(found: object) -> str:
    return _kept(found)[:LONGEST_NAME_CHARS] if isinstance(found, str) else ""


def _kept(words: str) -> str:
    """Return words that any database can keep: halves of characters and NUL are replaced."""
    return words.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()


def _count(found: object) -> int | None:
    return found if type(found) is int and 0 <= found <= MOST_TOKENS_COUNTED else None
