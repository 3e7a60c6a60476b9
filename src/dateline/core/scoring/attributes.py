"""What a comment is scored for. Names and meanings are those of the Perspective API."""

from enum import StrEnum


class Attribute(StrEnum):
    """A quality of a comment, scored from 0.0 to 1.0."""

    TOXICITY = "TOXICITY"
    SEVERE_TOXICITY = "SEVERE_TOXICITY"
    IDENTITY_ATTACK = "IDENTITY_ATTACK"
    INSULT = "INSULT"
    PROFANITY = "PROFANITY"
    THREAT = "THREAT"
    SPAM = "SPAM"
    # Signals: shown to moderators, never a reason to hold a comment by themselves.
    CONSTRUCTIVE = "CONSTRUCTIVE"
    OFF_TOPIC = "OFF_TOPIC"


SIGNALS = frozenset({Attribute.CONSTRUCTIVE, Attribute.OFF_TOPIC})
HEADS = tuple(attribute for attribute in Attribute if attribute not in SIGNALS)
