"""Keeping what must be read again encrypted at rest, and deriving keys.

All keys are derived from one secret (`DATELINE_PRIVACY_KEY`), a separate one for each use.
"""

import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):
    """Something was encrypted with another key; nothing of it can be shown or used."""

    def __init__(self) -> None:
        super().__init__("It cannot be decrypted: DATELINE_PRIVACY_KEY has changed.")


def seal(text: str, *, use: str) -> bytes:
    """Return a text encrypted for one use."""
    return _fernet(settings.PRIVACY_KEY, use).encrypt(text.encode())


def unseal(sealed: bytes, *, use: str) -> str:
    """Return the text that was encrypted for a use.

    Raises:
        SealBroken: the key has changed.
    """
    try:
        return _fernet(settings.PRIVACY_KEY, use).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        raise SealBroken from None


def keyed_hash(use: str, text: str) -> str:
    """Return the hash of a text that nobody can compute without the secret, in hex digits."""
    return hmac.digest(derived_key(use), text.encode(), "sha256").hex()


def derived_key(use: str) -> bytes:
    """Return the 32 bytes of a use's own key."""
    return _derived(settings.PRIVACY_KEY, use)


@lru_cache(maxsize=16)
def _derived(secret: str, use: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"dateline {use}".encode()).derive(secret.encode())


@lru_cache(maxsize=4)
def _fernet(secret: str, use: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(secret, use)))
