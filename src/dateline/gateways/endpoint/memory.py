"""The in-memory twin of an endpoint, for tests of what asks, without a server."""

from collections.abc import Callable
from dataclasses import dataclass, field

from dateline.core.grounding.prompting import Prompt
from dateline.gateways.endpoint.port import Answer
from dateline.gateways.fetch_errors import FetchError


@dataclass
class MemoryEndpoint:
    """Answers each prompt with what `answer` makes of it; an error is raised."""

    answer: Callable[[Prompt], Answer | FetchError]
    model: str = "memory"
    asked: list[Prompt] = field(default_factory=list)

    def ask(self, prompt: Prompt, *, most_tokens: int) -> Answer:
        """Return what the prompt is answered with."""
        self.asked.append(prompt)
        found = self.answer(prompt)
        if isinstance(found, FetchError):
            raise found
        return found
