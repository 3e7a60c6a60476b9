"""Telling authors apart by their e-mail addresses."""

from datetime import datetime

from django.db import IntegrityError, transaction

from dateline.discussion import privacy
from dateline.discussion.models import Author, Contact


def author_of(email: str, *, now: datetime) -> Author | None:
    """Return the author an e-mail address belongs to, a new one if need be; None without one."""
    if not email:
        return None
    email_hash = privacy.email_hash(email)
    if known := _known(email_hash):
        return known
    try:
        with transaction.atomic():
            author = Author.objects.create(first_seen_at=now)
            Contact.objects.create(
                author=author,
                email_hash=email_hash,
                email_encrypted=privacy.encrypt_email(email),
            )
    except IntegrityError:
        # Their first two comments came at once: whichever was stored first made the author.
        return _known(email_hash)
    return author


def _known(email_hash: str) -> Author | None:
    return Author.objects.filter(contact__email_hash=email_hash).first()
