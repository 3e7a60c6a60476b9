"""What readers say is wrong with a comment."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.comments import Comment

REPORT_MAX_CHARS = 500


class ReportReason(models.TextChoices):
    """What a reader may report; those of `RefusalReason` that a reader can judge."""

    OFFENSIVE = "OFFENSIVE", _("offensive language")
    ABUSIVE = "ABUSIVE", _("abuse of a person")
    SPAM = "SPAM", _("spam")
    MISINFORMATION = "MISINFORMATION", _("misinformation")
    ILLEGAL_CONTENT = "ILLEGAL_CONTENT", _("illegal content")
    OTHER = "OTHER", _("another reason")


class Report(models.Model):
    """One reader's report of one comment; open until a moderator has answered it."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="reports", db_index=False
    )
    reason = models.CharField(max_length=15, choices=ReportReason.choices)
    words = models.CharField(max_length=REPORT_MAX_CHARS, blank=True)
    # A keyed hash, so that one reader counts once; never the address. None some days after it was
    # answered: of those, a comment may have many.
    address_hash = models.CharField(max_length=64, null=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "address_hash"], name="report_once_for_each_address"
            )
        ]
        indexes = [
            models.Index(fields=["comment"], condition=Q(answered_at=None), name="reports_open")
        ]

    def __str__(self) -> str:
        return f"{self.reason} about comment {self.comment_id}"
