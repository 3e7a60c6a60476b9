"""What a language model is asked about a story, and what of its answer is believed.

Pure: prompts are text, answers are parsed and nothing is sent. The copy goes into a prompt as data
inside a fence it cannot leave; whatever comes back is held to a strict form, and then to the check.
"""

from dateline.core.grounding.prompting.answers import BadAnswer
from dateline.core.grounding.prompting.brief import brief_with_model
from dateline.core.grounding.prompting.prompt import Prompt
from dateline.core.grounding.prompting.second_reader import (
    READER_VERSION,
    Reading,
    combined,
    parse_reading,
    reader_prompt,
)
from dateline.core.grounding.prompting.writer import (
    MOST_TOKENS_OF_LINES,
    WRITER_VERSION,
    Candidate,
    RefusedLine,
    parse_candidates,
    writer_prompt,
)

__all__ = [
    "MOST_TOKENS_OF_LINES",
    "READER_VERSION",
    "WRITER_VERSION",
    "BadAnswer",
    "Candidate",
    "Prompt",
    "Reading",
    "RefusedLine",
    "brief_with_model",
    "combined",
    "parse_candidates",
    "parse_reading",
    "reader_prompt",
    "writer_prompt",
]
