"""Who comments: a pseudonym that stays, and an e-mail address that can be erased."""

import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Expression, Q
from django.utils.translation import gettext_lazy as _

PSEUDONYM_MAX_CHARS = 16


def new_pseudonym() -> str:
    """Return a fresh name for the log that says nothing about the person."""
    return f"a-{secrets.token_hex(6)}"


class AuthorQuerySet(models.QuerySet["Author"]):
    def barred(self, now: datetime | Expression) -> Self:
        """Return those who may not comment at `now`."""
        is_banned = Q(standing=Author.Standing.BANNED)
        return self.filter(is_banned | Q(suspended_until__gt=now))

    def as_anyone(self, now: datetime) -> Self:
        """Return those about whom nothing stands at `now`."""
        return self.filter(
            Q(suspended_until=None) | Q(suspended_until__lte=now),
            Q(unproved_held_until=None) | Q(unproved_held_until__lte=now),
            standing=Author.Standing.NORMAL,
            are_unproved_held=False,
        )


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
    # What was judged by what the owner of the address wrote. It reaches all that comes with it.
    standing = models.CharField(max_length=13, choices=Standing.choices, default=Standing.NORMAL)
    suspended_until = models.DateTimeField(null=True)
    # What was judged by comments that nobody proved. It holds others of that kind and nothing else:
    # anyone can type an address, and its owner may never have been here.
    are_unproved_held = models.BooleanField(default=False)
    unproved_held_until = models.DateTimeField(null=True)
    # When a link that was sent to the address came back: from then on it is theirs.
    verified_at = models.DateTimeField(null=True)
    # When all that is theirs will be erased, by their wish; until then they may think better of it.
    erase_at = models.DateTimeField(null=True)

    objects = AuthorQuerySet.as_manager()

    def __str__(self) -> str:
        return self.pseudonym


class Contact(models.Model):
    """The e-mail address of an author, encrypted; found again by its keyed hash, never shown."""

    author = models.OneToOneField(Author, on_delete=models.CASCADE, related_name="contact")
    email_hash = models.CharField(max_length=64, unique=True)
    email_encrypted = models.BinaryField()

    def __str__(self) -> str:
        return f"address of {self.author_id}"


class BarredAddress(models.Model):
    """The keyed hash of an erased address, while its author may not comment.

    Whoever comes with it again is that author, and what stands about them stands. The address
    cannot be read from it; once nothing bars them, it goes in the night.
    """

    author = models.OneToOneField(Author, on_delete=models.CASCADE, related_name="barred_address")
    email_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"hash that bars {self.author_id}"
