"""Keeping private links out of the logs."""

import logging
import re

_TOKEN = re.compile(r"(/comments/(?:mine|verify|unsubscribe|me|account/sign-in)/)[^/\s\"'?]+")


class HidePrivateLinks(logging.Filter):
    """Replace the token of a private link by … in everything that is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; nothing is dropped."""
        message = record.getMessage()
        hidden = _TOKEN.sub(r"\1…", message)
        if hidden != message:
            record.msg, record.args = hidden, ()
        return True
