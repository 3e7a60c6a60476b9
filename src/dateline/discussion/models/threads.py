"""Whether a story takes comments, and how many it shows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dateline.pages.models import Story


class Discussion(models.Model):
    """What a story's comments are as a whole; a story without this row has none yet."""

    class Mode(models.TextChoices):
        INHERITED = "", _("as the section has it")
        OPEN = "open", _("open")
        PRE_MODERATED = "pre-moderated", _("open, every comment waits for a moderator")
        CLOSED = "closed", _("closed")

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="discussion"
    )
    mode = models.CharField(max_length=13, choices=Mode.choices, default=Mode.INHERITED, blank=True)
    # Kept with every change of a comment, so that no page has to count.
    shown_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"comments on {self.story_id}"


class ThreadRecord(models.Model):
    """One change of how a story takes comments. Rows stay."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="thread_records")
    mode = models.CharField(max_length=13, choices=Discussion.Mode.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"comments on {self.story_id}: {self.mode or 'as the section has it'}"
