"""An account of a reader: nothing but that an address was proved, and the name they write as."""

from django.db import models

from dateline.discussion.models.authors import Author
from dateline.discussion.models.comments import NAME_MAX_CHARS


class Account(models.Model):
    """A reader who may sign in by a mailed link. No user of the desk: no password, no rights.

    The address stays where it is for guests too, in the author's `Contact`; without one there is
    no account.
    """

    author = models.OneToOneField(Author, on_delete=models.CASCADE, related_name="account")
    name = models.CharField(max_length=NAME_MAX_CHARS, blank=True)
    opened_at = models.DateTimeField()
    # A link that was mailed before then opens nothing any more.
    signed_in_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"account of {self.author_id}"
