"""A source's secret: a password, private key or token. Written once, never shown, never logged."""

from django.conf import settings

from dateline.accounts import sealing
from dateline.gateways.fetch_errors import NoSecret
from dateline.intake.models import Source

USE = "source secret at rest"


def set_secret(*, source: Source, secret: str) -> None:
    """Keep a source's secret encrypted; an empty one is forgotten. The source is tried anew."""
    source.secret_encrypted = sealing.seal(secret, use=USE) if secret else None
    source.next_fetch_at = None
    source.save(update_fields=["secret_encrypted", "next_fetch_at"])


def secret_of(source: Source) -> str:
    """Return a source's secret, the environment's first; empty when it has none.

    Raises:
        NoSecret: it was encrypted with another key.
    """
    if secret := settings.SOURCE_SECRETS.get(source.slug):
        return str(secret)
    if not source.secret_encrypted:
        return ""
    try:
        return sealing.unseal(bytes(source.secret_encrypted), use=USE)
    except sealing.SealBroken:
        raise NoSecret(
            where=f"the secret of {source.slug}",
            found="one encrypted with another DATELINE_PRIVACY_KEY",
            expected="the secret to be set again",
        ) from None
