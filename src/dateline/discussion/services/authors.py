"""Telling authors apart by their e-mail addresses."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, DateTimeField, QuerySet

from dateline.discussion import privacy
from dateline.discussion.models import Author, Contact
from dateline.pages.prepared import PreparedInsert, PreparedQuery, Slot


@dataclass(frozen=True, slots=True)
class Found:
    """The author of an address, and whether it was seen for the first time."""

    author: Author
    is_new: bool


def author_of(email: str, *, now: datetime) -> Author | None:
    """Return the author an e-mail address belongs to, a new one if need be; None without one."""
    found = find_author(email, now=now)
    return found.author if found else None


@transaction.atomic(savepoint=False)
def find_author(email: str, *, now: datetime) -> Found | None:
    """Return whom an e-mail address belongs to, or None without one; their row is locked.

    The lock lasts until what this is part of is stored: what an address may do so many times is
    counted one after the other.
    """
    if not email:
        return None
    email_hash = privacy.email_hash(email)
    if known := _known(email_hash=email_hash):
        return Found(known[0], is_new=False)
    sealed = privacy.encrypt_email(email)
    if barred := _barred(email_hash=email_hash, now=now):
        # Their address was erased, and not that they may not comment. They gave it anew.
        author = barred[0]
        _add_contacts([Contact(author=author, email_hash=email_hash, email_encrypted=sealed)])
        return Found(author, is_new=False)
    author = Author(first_seen_at=now)
    _add_authors([author])
    contact = Contact(author=author, email_hash=email_hash, email_encrypted=sealed)
    if not _add_contacts([contact]):
        # Their first two comments came at once: whichever was stored first made the author.
        author.delete()
        return Found(_known(email_hash=email_hash)[0], is_new=False)
    return Found(author, is_new=True)


def _known_query() -> QuerySet[Author]:
    of_address = Author.objects.filter(contact__email_hash=Slot("email_hash", CharField()))
    return of_address.select_for_update(of=("self",), no_key=True)


def _barred_query() -> QuerySet[Author]:
    barred = Author.objects.barred(Slot("now", DateTimeField()))
    of_address = barred.filter(barred_address__email_hash=Slot("email_hash", CharField()))
    return of_address.select_for_update(of=("self",), no_key=True)


_known = PreparedQuery(_known_query)
_barred = PreparedQuery(_barred_query)
_add_authors = PreparedInsert(Author)
_add_contacts = PreparedInsert(Contact, is_once=True)
