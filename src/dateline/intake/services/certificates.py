"""Whose certificates this newsroom believes, by its setting."""

import ssl
from pathlib import Path

from django.conf import settings

from dateline.gateways.trust import trusting


def trusted() -> ssl.SSLContext:
    """Return a context that believes the well-known authorities and those of the setting.

    Raises: ConnectionFailed when the file that the setting names cannot be used.
    """
    further = settings.TRUSTED_CERTIFICATES
    return trusting(Path(further) if further else None)
