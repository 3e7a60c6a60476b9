"""What moderators decided about an author, and what they noted. None names a person.

What was decided stays. What colleagues wrote goes once the author is erased and may comment.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.authors import Author


class AuthorRecord(models.Model):
    """One act about an author, or a note of one moderator for the others."""

    class Act(models.TextChoices):
        NOTED = "noted", _("noted")
        SUSPENDED = "suspended", _("suspended for a time")
        BANNED = "banned", _("banned")
        PRE_MODERATED = "pre-moderated", _("put under pre-moderation")
        FREED = "freed", _("treated as anyone again")

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="records")
    act = models.CharField(max_length=13, choices=Act.choices)
    # Whether it reaches what the owner of the address proved to be theirs.
    is_owner_judged = models.BooleanField(default=True)
    until = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=40, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.author_id}"
