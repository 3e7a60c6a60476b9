"""The mails that are to be sent to readers. Their words are made when they are sent, never kept."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.authors import Author
from dateline.discussion.models.comments import Comment
from dateline.pages.models import Story


class MailQuerySet(models.QuerySet["Mail"]):
    def unsent(self) -> Self:
        """Return the mails that are still to be sent, without those that were given up."""
        return self.filter(sent_at=None).exclude(next_try_at=None)

    def due(self, now: datetime) -> Self:
        """Return the mails whose time has come, the oldest first."""
        return self.filter(sent_at=None, next_try_at__lte=now).order_by("next_try_at", "pk")

    def given_up(self) -> Self:
        """Return the mails that no further try is made for."""
        return self.filter(sent_at=None, next_try_at=None)


class Mail(models.Model):
    """One mail to one author: what it is about, never what it says or where it goes."""

    class Kind(models.TextChoices):
        VERIFY = "verify", _("asks whether the comment is theirs")
        REPLY = "reply", _("tells of an answer")
        DECISION = "decision", _("states the reasons of a decision")
        OWN_DATA = "own-data", _("leads to their own data")
        SIGN_IN = "sign-in", _("signs them in")

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # The comment to verify, the answer that is told of, or the comment that was decided about.
    comment = models.ForeignKey(Comment, null=True, on_delete=models.CASCADE, related_name="mails")
    # Whose form the reader came from, and is led back to.
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # None once it is sent or given up.
    next_try_at = models.DateTimeField(null=True)
    # Why the last try failed: a word and a server's number, never its sentence or an address.
    fault = models.CharField(max_length=40, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "kind"],
                condition=models.Q(kind="reply"),
                name="mail_once_about_an_answer",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                condition=models.Q(sent_at=None),
                name="mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to author {self.author_id}"
