"""The machine-written (or edited) lines of a story, what proves them, and what was decided."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dateline.core.story import LineKind, Origin, Span
from dateline.pages.models.endpoint import EndpointAnswer
from dateline.pages.models.story import Story


class StoryLineQuerySet(models.QuerySet["StoryLine"]):
    """Readers' surfaces ask for `shown` and nothing else."""

    def shown(self) -> Self:
        """Return the lines that may stand: proved or approved against the text as it is now.

        A line whose text changed under it drops out by itself, whatever its state says; so does
        one that the second reader doubts.
        """
        return self.filter(
            state__in=(StoryLine.State.PROVED, StoryLine.State.APPROVED),
            text_hash=F("story__text_hash"),
            is_held_by_reader=False,
        )


class StoryLine(models.Model):
    """One line of a story. Its evidence is spans of code points into `Story.text`."""

    class Kind(models.TextChoices):
        SUMMARY = LineKind.SUMMARY.value, _("summary sentence")
        KEY_POINT = LineKind.KEY_POINT.value, _("key point")
        PULL_QUOTE = LineKind.PULL_QUOTE.value, _("pull-quote")

    class State(models.TextChoices):
        PROVED = "proved", _("proved: may be shown")
        CANDIDATE = "candidate", _("candidate: passes the check, waits for a person")
        APPROVED = "approved", _("approved by a person")
        HELD = "held", _("held: a check failed")
        STALE = "stale", _("stale: its evidence changed")
        REFUSED = "refused", _("refused by a person")
        WITHDRAWN = "withdrawn", _("withdrawn: was public and wrong")

    class Origins(models.TextChoices):
        EXTRACTED = Origin.EXTRACTED.value, _("cut from the copy")
        MODEL = Origin.MODEL.value, _("written by a language model")
        HUMAN = Origin.HUMAN.value, _("written by a person")

    # The rules say that the copy carries it, or a person does.
    CARRIED = (State.PROVED, State.CANDIDATE, State.APPROVED)

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    speaker = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=10, choices=Origins.choices)
    state = models.CharField(max_length=10, choices=State.choices)
    support_score = models.FloatField(default=0.0)
    evidence = models.JSONField(default=list, help_text=_("Spans into the story's text."))
    cited = models.JSONField(
        default=list, help_text=_("The whole sentences that carry it: [start, end, source].")
    )
    derivation = models.JSONField(default=list, help_text=_("Steps from the copy to the words."))
    reasons = models.JSONField(default=list, help_text=_("Why it is held, as `dateline check`."))
    text_hash = models.CharField(max_length=16, help_text=_("Of the text it was proved against."))
    was_public = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    override_reason = models.TextField(blank=True)
    answer = models.ForeignKey(
        EndpointAnswer,
        null=True,
        on_delete=models.SET_NULL,
        related_name="lines",
        help_text=_("The language model's answer it came in."),
    )
    reading = models.ForeignKey(
        EndpointAnswer,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What the second reader said of these words."),
    )
    is_held_by_reader = models.BooleanField(
        default=False, help_text=_("The rules carry it; the second reader does not.")
    )

    objects = StoryLineQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="line_support_is_0_to_1", condition=Q(support_score__range=(0, 1))
            ),
            # No override makes a misquote: a pull-quote is approved only while it is supported.
            models.CheckConstraint(
                name="pull_quote_is_never_overruled",
                condition=~Q(kind="pull_quote") | Q(override_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.story_id}, {self.state}"

    @property
    def evidence_spans(self) -> tuple[Span, ...]:
        """The evidence, half-open spans of code points into the story's text."""
        return tuple(Span(*pair) for pair in self.evidence)


class LineDecision(models.Model):
    """What a person did with a line. Never edited."""

    class Act(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        CHANGED = "changed", _("changed")
        REFUSED = "refused", _("refused")
        OVERRULED = "overruled", _("shown although a check failed")

    line = models.ForeignKey(StoryLine, on_delete=models.CASCADE, related_name="decisions")
    act = models.CharField(max_length=10, choices=Act.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    old_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.act} {self.line_id}"
