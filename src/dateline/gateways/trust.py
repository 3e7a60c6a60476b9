"""Whose certificates the newsroom believes, the same for every way that is secured by TLS."""

import ssl
from functools import lru_cache
from pathlib import Path

import httpx

from dateline.gateways.fetch_errors import ConnectionFailed


@lru_cache(maxsize=4)
def trusting(further: Path | None = None) -> ssl.SSLContext:
    """Return a context that believes the well-known authorities, and those in a file besides.

    further  a file of certificates in PEM, such as that of an agency's own authority

    Raises: ConnectionFailed when the file cannot be used.
    """
    context = httpx.create_ssl_context(trust_env=False)  # a small system may have no list at all
    context.load_default_certs()
    try:
        if further is not None:
            context.load_verify_locations(further)
    except OSError as error:  # an ssl.SSLError is one
        raise ConnectionFailed(
            where=str(further),
            found=f"{type(error).__name__}: {error}",
            expected="a file of certificates in PEM, as DATELINE_TRUSTED_CERTIFICATES names it",
        ) from error
    return context
