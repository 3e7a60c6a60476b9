"""What the phases found in a comment, and what was decided about it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dateline.discussion.models.comments import Comment


class RefusalReason(models.TextChoices):
    """Why a comment was refused or removed. Source: DSA statement of reasons, Coral's codes."""

    OFFENSIVE = "OFFENSIVE", _("offensive language")
    ABUSIVE = "ABUSIVE", _("abuse of a person")
    HARASSMENT_BULLYING = "HARASSMENT_BULLYING", _("harassment or bullying")
    HATE_SPEECH = "HATE_SPEECH", _("hate speech")
    ILLEGAL_CONTENT = "ILLEGAL_CONTENT", _("illegal content")
    MISINFORMATION = "MISINFORMATION", _("misinformation")
    BANNED_WORD = "BANNED_WORD", _("a word that the house rules do not allow")
    SPAM = "SPAM", _("spam")
    AD = "AD", _("advertising")
    AUTHOR_BARRED = "AUTHOR_BARRED", _("its author may not comment at present")
    IRRELEVANT_CONTENT = "IRRELEVANT_CONTENT", _("off the topic")
    OTHER = "OTHER", _("another reason")


# What the scorer looks for as well; of every other reason its scores say nothing.
TOXIC_REASONS = frozenset(
    {
        RefusalReason.OFFENSIVE,
        RefusalReason.ABUSIVE,
        RefusalReason.HARASSMENT_BULLYING,
        RefusalReason.HATE_SPEECH,
    }
)
SPAM_REASONS = frozenset({RefusalReason.SPAM, RefusalReason.AD})


class AppendOnly(Exception):
    """A row of the log was to be changed or deleted; nothing is changed."""

    def __init__(self) -> None:
        super().__init__("A decision is never changed: a later one stands beside it.")


class LogQuerySet(models.QuerySet["Decision"]):
    def update(self, **kwargs: Any) -> int:
        """Refuse.

        Raises:
            AppendOnly: always.
        """
        raise AppendOnly

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            AppendOnly: always.
        """
        raise AppendOnly


class Decision(models.Model):
    """What was decided about a comment: the row a statement of reasons is written from."""

    class Act(models.TextChoices):
        IMPORTED = "imported", _("imported as it stood")
        HELD = "held", _("held for a moderator")
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")
        REMOVED = "removed", _("removed")
        RESTORED = "restored", _("restored")
        KEPT = "kept", _("kept although it was reported")
        PICKED = "picked", _("picked by the editors")
        UNPICKED = "unpicked", _("no longer picked")
        UNDONE = "undone", _("undone")
        EDITED = "edited", _("edited by its author")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")
        ERASED = "erased", _("erased")

    class Automation(models.TextChoices):
        """DSA Article 17(3)(c): whether the decision was taken by automated means.

        Partially, where a person decided and a program had marked the comment for one.
        """

        FULLY = "fully", _("fully automated")
        PARTIALLY = "partially", _("partially automated")
        NOT_AUTOMATED = "not-automated", _("not automated")

    # A comment that was decided about is erased and never deleted, nor is its story: the log stays.
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    automation = models.CharField(max_length=15, choices=Automation.choices)
    reason_code = models.CharField(max_length=40, blank=True)
    facts = models.TextField(blank=True)
    at = models.DateTimeField()
    # What the comment was before: an act is undone to this. Empty in rows from before it was kept.
    state_before = models.CharField(max_length=10, blank=True)
    # One press of a button may decide about many; together they are undone.
    batch = models.UUIDField(null=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="decision_newest_first"),
            models.Index(
                fields=["batch"], condition=Q(batch__isnull=False), name="decision_of_a_batch"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} comment {self.comment_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            AppendOnly: it is stored already.
        """
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            AppendOnly: always.
        """
        raise AppendOnly


class Signal(models.Model):
    """What one phase found in one version of a comment. Holds no word of the comment.

    `evidence` names the words by their place, half-open `[start, end]` in code points.
    """

    class Outcome(models.TextChoices):
        PASS = "pass", _("nothing found")
        SIGNAL = "signal", _("to be known")
        HOLD = "hold", _("to be held")
        REFUSE = "refuse", _("to be refused")
        FAILED = "failed", _("could not look")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="signals")
    comment_version = models.PositiveIntegerField()
    phase = models.CharField(max_length=30)
    phase_version = models.CharField(max_length=40)
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    reason_code = models.CharField(max_length=40, blank=True)
    # A list of {"what", "value", "span": [start, end] or null}.
    evidence = models.JSONField(default=list, blank=True)
    # Whether it counted for nothing because of who wrote the comment.
    is_spared = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "comment_version", "phase"], name="signal_once_for_each_phase"
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase}: {self.outcome} for comment {self.comment_id}"
