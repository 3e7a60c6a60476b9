"""Why an endpoint's answer is no answer, beside the ways in which any address can fail."""

from dateline.gateways.fetch_errors import FetchError


class ModelRefused(FetchError):
    """The language model, or a filter before it, refused to answer about this story."""

    code = "model-refused"


class CutShort(FetchError):
    """The language model's answer was longer than it may be, and ends in the middle."""

    code = "model-cut-short"


class NotAnAnswer(FetchError):
    """The server of the language model answered with something else than a chat completion."""

    code = "model-not-an-answer"


MODEL_ERRORS: tuple[type[FetchError], ...] = (ModelRefused, CutShort, NotAnAnswer)
