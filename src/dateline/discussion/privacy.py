"""Keeping what identifies a reader: encrypted where it must be read again, hashed where not.

Keys are derived from one secret (`DATELINE_PRIVACY_KEY`), a separate one for each use.
"""

import base64
import hashlib
import hmac

from dateline.accounts import sealing
from dateline.pages.visitors import connection_of

EMAIL = "email at rest"


class AddressUnreadable(Exception):
    """A stored e-mail address was encrypted with another key; nothing is shown or sent."""

    def __init__(self) -> None:
        super().__init__("An e-mail address cannot be decrypted: DATELINE_PRIVACY_KEY has changed.")


def encrypt_email(email: str) -> bytes:
    """Return an e-mail address as it is stored."""
    return sealing.seal(email, use=EMAIL)


def decrypt_email(stored: bytes | memoryview) -> str:
    """Return a stored e-mail address.

    Raises:
        AddressUnreadable: the key has changed.
    """
    try:
        return sealing.unseal(bytes(stored), use=EMAIL)
    except sealing.SealBroken:
        raise AddressUnreadable from None


def email_hash(email: str) -> str:
    """Return the keyed hash an e-mail address is found again by; its case does not count."""
    return sealing.keyed_hash("email", email.strip().casefold())


def address_hash(address: str) -> str:
    """Return the keyed hash of the connection of an address, for rate limits and campaigns."""
    return sealing.keyed_hash("address", connection_of(address))


def text_hash(text: str) -> str:
    """Return the keyed hash the same words are found again by; case and spacing do not count."""
    return sealing.keyed_hash("text", " ".join(text.casefold().split()))


def form_hash(nonce: str) -> str:
    """Return the hash of the form a comment came by, by which a second press finds it again."""
    return sealing.keyed_hash("form", nonce)


def private_token(nonce: str) -> str:
    """Return the token of a comment's private link: the same for the same form, told to nobody."""
    digest = hmac.digest(sealing.derived_key("link"), nonce.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """Return what is stored of a private link."""
    return hashlib.sha256(token.encode()).hexdigest()


def mail_id(mail_id: int) -> str:
    """Return what a mail is told from others by, the same at each try; it says nothing else."""
    return sealing.keyed_hash("mail", str(mail_id))[:32]
