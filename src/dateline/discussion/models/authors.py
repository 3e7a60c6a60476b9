"""Who comments: a pseudonym that stays, and an e-mail address that can be erased."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

PSEUDONYM_MAX_CHARS = 16


def new_pseudonym() -> str:
    """Return a fresh name for the log that says nothing about the person."""
    return f"a-{secrets.token_hex(6)}"


class Author(models.Model):
    """Everyone who commented with one e-mail address. Holds no personal data.

    The log, the signals and the figures know a person by this row only; what identifies them is
    the `Contact`, which goes when they ask for it.
    """

    class Standing(models.TextChoices):
        NORMAL = "normal", _("as anyone")
        PRE_MODERATED = "pre-moderated", _("every comment waits for a moderator")
        BANNED = "banned", _("may not comment")

    pseudonym = models.CharField(max_length=PSEUDONYM_MAX_CHARS, unique=True, default=new_pseudonym)
    first_seen_at = models.DateTimeField()
    standing = models.CharField(max_length=13, choices=Standing.choices, default=Standing.NORMAL)
    suspended_until = models.DateTimeField(null=True)
    # Whether that was judged by what the owner of the address wrote. If not, it holds what nobody
    # proved and nothing else: anyone can type an address, and its owner may never have been here.
    is_owner_judged = models.BooleanField(default=True)
    # When a link that was sent to the address came back: from then on it is theirs.
    verified_at = models.DateTimeField(null=True)
    # When all that is theirs will be erased, by their wish; until then they may think better of it.
    erase_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.pseudonym


class Contact(models.Model):
    """The e-mail address of an author, encrypted; found again by its keyed hash, never shown."""

    author = models.OneToOneField(Author, on_delete=models.CASCADE, related_name="contact")
    email_hash = models.CharField(max_length=64, unique=True)
    email_encrypted = models.BinaryField()

    def __str__(self) -> str:
        return f"address of {self.author_id}"
