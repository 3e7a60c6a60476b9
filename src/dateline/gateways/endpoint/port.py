"""The port of a language model: one prompt in, one answer out, or a named reason why not."""

from dataclasses import dataclass
from typing import Protocol

from dateline.core.grounding.prompting import Prompt


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered.

    text        its words, whatever they are
    model       the model as the server names it, which may be more exact than what was asked for
    answer_id   the server's id of the answer, or empty
    tokens_in, tokens_out  what the server says it counted; None where it does not say
    """

    text: str
    model: str
    answer_id: str = ""
    tokens_in: int | None = None
    tokens_out: int | None = None


class Endpoint(Protocol):
    """Something that answers prompts."""

    @property
    def model(self) -> str:
        """The name of the model that is asked for."""
        ...

    def ask(self, prompt: Prompt, *, most_tokens: int) -> Answer:
        """Send one prompt, once, and return the answer. Nothing is tried again.

        most_tokens  how long the answer may be

        Raises: FetchError, by name, for everything that is not a whole answer.
        """
        ...
