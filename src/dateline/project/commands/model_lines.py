"""`dateline brief --model`: lines from the endpoint that the environment names, without a newsroom.

No budget is kept here, because there is nothing to keep it in: whoever runs the command pays one
request a story, or two. The newsroom's budget is the desk's (docs/howto/use-a-model.md).
"""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from dateline.core import grounding
from dateline.core.grounding.prompting import (
    MOST_TOKENS_OF_LINES,
    BadAnswer,
    Candidate,
    RefusedLine,
    brief_with_model,
    parse_candidates,
    writer_prompt,
)
from dateline.core.story import Item
from dateline.gateways.endpoint import Endpoint, HttpEndpoint
from dateline.gateways.fetch_errors import FetchError
from dateline.gateways.trust import trusting
from dateline.project.commands.exits import AskedWrongly
from dateline.project.commands.rows import Row, with_id
from dateline.project.environment import env, env_list


def answer_with_model(key_points: int) -> Callable[[Item, Row | None], Iterator[Row]]:
    """Return what answers a story with the model's lines and the derived ones.

    Raises: AskedWrongly when no endpoint is set.
    """
    endpoint = _endpoint()

    def answer(item: Item, row: Row | None) -> Iterator[Row]:
        seen = grounding.understand(item)
        derived = grounding.brief(seen, key_points=key_points)
        notes: list[str] = []
        ask = _asks(endpoint, seen, notes)
        drawn = brief_with_model(derived, seen, ask, key_points=key_points)
        drawn = replace(drawn, notes=(*drawn.notes, *notes))
        yield with_id(row, grounding.brief_as_json(drawn))

    return answer


def _endpoint() -> Endpoint:
    missing = [f"DATELINE_{name}" for name in ("MODEL_URL", "MODEL_NAME") if not env(name)]
    if missing:
        raise AskedWrongly(
            f"--model: {' and '.join(missing)} not set; expected the address below which an "
            "OpenAI-compatible endpoint answers, such as https://api.example.org/v1, and the name "
            "of its model. Nothing was asked."
        )
    further = env("TRUSTED_CERTIFICATES")
    return HttpEndpoint(
        url=env("MODEL_URL"),
        model=env("MODEL_NAME"),
        key=env("MODEL_KEY"),
        timeout_seconds=float(env("MODEL_TIMEOUT_SECONDS")),
        user_agent=f"Dateline (+{env('BASE_URL')})",
        allowed_hosts=env_list("FETCH_ALLOWED_HOSTS"),
        tls=partial(trusting, Path(further) if further else None),
    )


def _asks(
    endpoint: Endpoint, seen: grounding.Understanding, notes: list[str]
) -> Callable[[tuple[RefusedLine, ...]], tuple[Candidate, ...]]:
    def ask(refused: tuple[RefusedLine, ...]) -> tuple[Candidate, ...]:
        prompt = writer_prompt(seen, nonce=secrets.token_hex(16), refused=refused)
        try:
            return parse_candidates(endpoint.ask(prompt, most_tokens=MOST_TOKENS_OF_LINES).text)
        except (FetchError, BadAnswer) as error:
            notes.append(f"Nothing of this answer is used ({error.code}): {error}")
            return ()

    return ask
