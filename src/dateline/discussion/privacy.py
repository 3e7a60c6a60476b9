"""Keeping what identifies a reader: encrypted where it must be read again, hashed where not.

Keys are derived from one secret (`DATELINE_PRIVACY_KEY`), a separate one for each use.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class AddressUnreadable(Exception):
    """A stored e-mail address was encrypted with another key; nothing is shown or sent."""

    def __init__(self) -> None:
        super().__init__("An e-mail address cannot be decrypted: DATELINE_PRIVACY_KEY has changed.")


def encrypt_email(email: str) -> bytes:
    """Return an e-mail address as it is stored."""
    return _fernet(settings.PRIVACY_KEY).encrypt(email.encode())


def decrypt_email(stored: bytes) -> str:
    """Return a stored e-mail address.

    Raises:
        AddressUnreadable: the key has changed.
    """
    try:
        return _fernet(settings.PRIVACY_KEY).decrypt(bytes(stored)).decode()
    except InvalidToken:
        raise AddressUnreadable from None


def email_hash(email: str) -> str:
    """Return the keyed hash an e-mail address is found again by; its case does not count."""
    return _keyed_hash("email", email.strip().casefold())


def address_hash(address: str) -> str:
    """Return the keyed hash of a network address, for rate limits and campaigns."""
    return _keyed_hash("address", address)


def form_hash(nonce: str) -> str:
    """Return the hash of the form a comment came by, by which a second press finds it again."""
    return _keyed_hash("form", nonce)


def private_token(nonce: str) -> str:
    """Return the token of a comment's private link: the same for the same form, told to nobody."""
    digest = hmac.digest(_key(settings.PRIVACY_KEY, "link"), nonce.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return what is stored of a private link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _keyed_hash(use: str, text: str) -> str:
    return hmac.digest(_key(settings.PRIVACY_KEY, use), text.encode(), "sha256").hex()


@lru_cache(maxsize=16)
def _key(secret: str, use: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"dateline {use}".encode()).derive(secret.encode())


@lru_cache(maxsize=4)
def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(secret, "email at rest")))
