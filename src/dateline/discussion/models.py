"""Comments, what was decided about them, and the private links of their authors."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.pages.models import Story

COMMENT_MAX_CHARS = 4000
NAME_MAX_CHARS = 60


class CommentQuerySet(models.QuerySet["Comment"]):
    """Readers get `visible` and nothing else."""

    def visible(self) -> Self:
        """Return the comments any reader may see, oldest first."""
        return self.filter(state=Comment.State.SHOWN).order_by("submitted_at", "pk")

    def waiting(self) -> Self:
        """Return the comments that wait for a moderator, oldest first."""
        return self.filter(state=Comment.State.WAITING).order_by("submitted_at", "pk")


class Comment(models.Model):
    """A reader's comment on one story. Written only by `discussion.services`.

    The e-mail address is encrypted at rest and looked up by a keyed hash; it is never shown.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for a moderator")
        SHOWN = "shown", _("shown to readers")
        REFUSED = "refused", _("not published")
        REMOVED = "removed", _("removed after it was shown")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author_name = models.CharField(_("name"), max_length=NAME_MAX_CHARS)
    email_encrypted = models.BinaryField(null=True)
    email_hash = models.CharField(max_length=64, blank=True, db_index=True)
    text = models.CharField(_("comment"), max_length=COMMENT_MAX_CHARS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    submitted_at = models.DateTimeField()
    # The single-use form it came by: a second press of the button finds this comment again.
    form_hash = models.CharField(max_length=64, unique=True)
    # Keyed hash of the address it came from, for rate limits and campaigns; never the address.
    address_hash = models.CharField(max_length=64, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        permissions = [("moderate_comment", "Can decide about comments")]
        indexes = [
            models.Index(
                fields=["story", "submitted_at"],
                condition=Q(state="shown"),
                name="comment_shown_by_story",
            ),
            models.Index(fields=["state", "submitted_at"], name="comment_queue"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on {self.story_id}, {self.state}"


class RefusalReason(models.TextChoices):
    """Why a comment was refused or removed. Source: DSA statement of reasons, Coral's codes."""

    OFFENSIVE = "OFFENSIVE", _("offensive language")
    ABUSIVE = "ABUSIVE", _("abuse of a person")
    HARASSMENT_BULLYING = "HARASSMENT_BULLYING", _("harassment or bullying")
    HATE_SPEECH = "HATE_SPEECH", _("hate speech")
    ILLEGAL_CONTENT = "ILLEGAL_CONTENT", _("illegal content")
    MISINFORMATION = "MISINFORMATION", _("misinformation")
    SPAM = "SPAM", _("spam")
    AD = "AD", _("advertising")
    IRRELEVANT_CONTENT = "IRRELEVANT_CONTENT", _("off the topic")
    OTHER = "OTHER", _("another reason")


class Decision(models.Model):
    """What was decided about a comment: the row a statement of reasons is written from."""

    class Act(models.TextChoices):
        HELD = "held", _("held for a moderator")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        REMOVED = "removed", _("removed")
        RESTORED = "restored", _("restored")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")

    class Automation(models.TextChoices):
        """DSA Article 17(3)(c): whether the decision was taken by automated means."""

        FULLY = "fully", _("fully automated")
        PARTIALLY = "partially", _("partially automated")
        NOT_AUTOMATED = "not-automated", _("not automated")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    automation = models.CharField(max_length=15, choices=Automation.choices)
    reason_code = models.CharField(max_length=40, blank=True)
    facts = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} comment {self.comment_id}"


class PrivateLinkQuerySet(models.QuerySet["PrivateLink"]):
    def valid(self, now: datetime) -> Self:
        """Return the links that still open something at `now`."""
        return self.filter(expires_at__gt=now)


class PrivateLink(models.Model):
    """A link only the author of a comment has. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="private_links")
    expires_at = models.DateTimeField()

    objects = PrivateLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link to comment {self.comment_id}"
