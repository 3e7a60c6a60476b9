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
    """What one reader reports one comment for; open until a moderator has answered it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
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
            # The queue of what was reported is read from it as well.
            models.UniqueConstraint(
                fields=["comment", "address_hash", "reason"],
                condition=Q(answered_at=None),
                name="report_open_once_for_each_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} about comment {self.comment_id}"

    @property
    def is_of_earlier_words(self) -> bool:
        """Return whether the author changed the comment since."""
        changed_at = self.comment.edited_at
        return changed_at is not None and self.at < changed_at
