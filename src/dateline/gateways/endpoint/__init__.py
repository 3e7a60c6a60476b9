"""Asking a language model: any endpoint that speaks OpenAI's chat completions, or none."""

from dateline.gateways.endpoint.errors import (
    MODEL_ERRORS,
    CutShort,
    ModelRefused,
    NotAnAnswer,
)
from dateline.gateways.endpoint.http import HttpEndpoint
from dateline.gateways.endpoint.memory import MemoryEndpoint
from dateline.gateways.endpoint.port import Answer, Endpoint

__all__ = [
    "MODEL_ERRORS",
    "Answer",
    "CutShort",
    "Endpoint",
    "HttpEndpoint",
    "MemoryEndpoint",
    "ModelRefused",
    "NotAnAnswer",
]
