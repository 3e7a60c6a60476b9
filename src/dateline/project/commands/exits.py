"""How a command ends: its exit code, and how it says that it was asked wrongly."""

DONE, ASKED_WRONGLY, UNREADABLE, OUR_FAULT = 0, 1, 2, 70


class AskedWrongly(Exception):
    """The command was given something it cannot work with; the message says what and why."""
