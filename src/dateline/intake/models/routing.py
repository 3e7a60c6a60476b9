"""What the newsroom makes of items: rules, notices to the desk, and copy that is alike."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dateline.intake.models.source import Source
from dateline.intake.models.wire import WireChain, WireItem


class RoutingRule(models.Model):
    """What the newsroom does with a source's copy that fits some conditions.

    Conditions, actions and window are data that `intake.rule_data` reads.
    """

    source = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="rules",
        help_text=_("Empty: for every source."),
    )
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0, help_text=_("Lower ones are asked first."))
    is_active = models.BooleanField(default=True)
    conditions = models.JSONField()
    actions = models.JSONField()
    window = models.JSONField(null=True, blank=True)
    is_last = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """Something the desk shall know, until a person has seen to it."""

    text = models.TextField()
    wire_item = models.ForeignKey(
        WireItem, null=True, on_delete=models.CASCADE, related_name="notices"
    )
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-given_at", "-pk"]
        indexes = [
            models.Index(
                fields=["-given_at"], condition=Q(settled_at=None), name="notice_not_settled"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SketchBand(models.Model):
    """One band of the sketch of a family's newest text, at its head: alike texts share one."""

    chain = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="bands")
    value = models.BigIntegerField(db_index=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"band of chain {self.chain_id}"


class NearDuplicate(models.Model):
    """Two families, named by their heads, with texts much alike, and what a person says."""

    class Decision(models.TextChoices):
        OPEN = "open", _("nobody has decided")
        SAME = "same", _("the same story")
        DIFFERENT = "different", _("two stories")

    first = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(WireChain, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField(help_text=_("Share of common runs of words, 0.0-1.0."))
    contained_score = models.FloatField(help_text=_("How much of the shorter is in the longer."))
    found_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-found_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(name="pair_is_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"chains {self.first_id} and {self.second_id}, {self.score:.2f}"
